import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { StartError } from '../domain/start-error.ts'
import type { App } from '../http/app-context.ts'
import { localUrl } from './address.ts'

/** Opens the port; resolves to the URL at which this computer reaches it. Throws StartError where it cannot be had. */
export async function listen(app: App, { HOST, PORT }: Pick<Config, 'HOST' | 'PORT'>, logger: Logger): Promise<string> {
  const level = logger.level
  try {
    logger.level = 'silent' // Fastify's own lines, one for each network interface
    await app.listen({ host: HOST, port: PORT })
  } catch (error) {
    throw refusal(error, HOST, PORT)
  } finally {
    logger.level = level
  }
  return localUrl(HOST, (app.server.address() as AddressInfo).port)
}

function refusal(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  switch (code) {
    case 'EADDRINUSE':
      return new StartError(`port ${port} is in use (EADDRINUSE). Start on another: PORT=${port + 1} npm start`)
    case 'EACCES':
      return new StartError(
        `port ${port} is not open to this user (EACCES). Start on one above 1023: PORT=3000 npm start`,
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(
        `HOST=${host} is no address of this computer (${code}). Try HOST=127.0.0.1, or HOST=0.0.0.0 for all.`,
      )
    default:
      return error
  }
}
