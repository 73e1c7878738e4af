import type { Response } from 'supertest'
import type { Config } from '../../src/config.ts'
import { expectValid, startApp, type TestApp } from './harness.ts'

type Headers = Record<string, string>
type Reply = Omit<Response, 'headers'> & { headers: Headers & Record<'etag' | 'link' | 'location', string> }
type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A client of an app of its own: writes carry its key, and every reply is held against the OpenAPI document. */
export type Client = {
  app: TestApp['app']
  request: TestApp['request']
  origin: string
  dataDir: string
  /** Token with the scope write */
  key: string
  get(path: string, headers?: Headers): Promise<Reply>
  /** Objects go as JSON, to PATCH as merge patch; texts and bytes as they are. */
  send(method: Method, path: string, body?: object | string | Buffer, headers?: Headers): Promise<Reply>
  close(): Promise<void>
}

/** Starts an app with an empty database and opens a client of it. */
export async function openClient(settings: Partial<Config> = {}): Promise<Client> {
  const { app, request, key, close, origin, dataDir } = await startApp(settings)
  const typeOf = { PATCH: 'application/merge-patch+json' } as Partial<Record<Method, string>>
  return {
    app,
    request,
    origin,
    dataDir,
    key,
    close,
    get: async (path, headers = {}) => expectValid(await request.get(path).set(headers)) as Reply,
    send: async (method, path, body, headers = {}) => {
      const call = request[method.toLowerCase() as Lowercase<Method>](path).set('authorization', `Bearer ${key}`)
      const plain = typeof body !== 'object' || Buffer.isBuffer(body)
      if (!plain) call.set('content-type', typeOf[method] ?? 'application/json')
      return expectValid(await call.set(headers).send(plain ? body : JSON.stringify(body))) as Reply
    },
  }
}
