import { request } from 'node:http'
import { request as requestTls } from 'node:https'
import { StartError } from '../domain/start-error.ts'
import { localUrl } from './address.ts'
import { loadConfig } from './settings.ts'

const patience = 3_000 // ms

/** Asks a running server whether it is ready; by default the one that the settings describe. Throws StartError if it is not. */
export async function health(url: string | undefined): Promise<void> {
  const config = loadConfig()
  const base = url ?? localUrl(config.HOST, config.PORT)
  const target = new URL(`${base.replace(/\/$/, '')}/readyz`)
  const status = await statusOf(target, url === undefined ? 'localhost' : target.host)
  if (status !== 200) throw new StartError(`${base} is not ready: /readyz answered ${status}. Its log says why.`)
  process.stdout.write(`${base} is ready\n`)
}

function statusOf(url: URL, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const refused = (error: Error) => {
      const code = 'code' in error ? error.code : error.message
      reject(new StartError(`nothing is ready at ${url.origin} (${code}). Is the server running, and on this PORT?`))
    }
    const send = url.protocol === 'https:' ? requestTls : request
    send(url, { headers: { host }, timeout: patience }, (reply) => {
      reply.resume()
      resolve(reply.statusCode ?? 0)
    })
      .on('timeout', function (this: { destroy(error: Error): void }) {
        this.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' }))
      })
      .on('error', refused)
      .end()
  })
}
