import type { FastifyRequest } from 'fastify'
import type { Config } from '../../config.ts'
import type { App } from '../app-context.ts'
import { invalidHeader, refusedHeader } from '../invalid-request.ts'
import { addCheck } from './add-check.ts'

const loopbackNames = ['localhost', '127.0.0.1', '[::1]']
/** Whether only this computer can reach the address. */
export const isLoopback = (address: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(address)
// RFC 3986 §3.2.2: a name, an IPv4 address or an IPv6 address in brackets, then perhaps a port.
const hostForm = /^(\[[0-9a-f:.]+\]|[a-z0-9_.~!$&'()*+,;=%-]+)(:\d*)?$/i

/** Refuses foreign Host headers (DNS rebinding) on loopback, or wherever ALLOWED_HOSTS is set, and doubled ones anywhere. */
export function addHostCheck(app: App, { HOST, ALLOWED_HOSTS }: Config): void {
  const anyHost = ALLOWED_HOSTS.length === 0 && !isLoopback(HOST)
  // A page on the web can never send a loopback name, so those are right everywhere; health checks need them.
  const allowed = new Set([...loopbackNames, ...ALLOWED_HOSTS.map((name) => name.toLowerCase())])
  addCheck(app, (request) => {
    const name = hostOf(request)
    if (name === null || anyHost || allowed.has(name)) return
    const detail = `This server does not answer to the host "${name.slice(0, 100)}".`
    throw refusedHeader('foreign-host', 'Host', 'foreign', detail)
  })
}

/** The host name without its port, in lower case; null where HTTP/1.0 has none. AppError `malformed-request` for the rest. */
function hostOf({ raw }: FastifyRequest): string | null {
  let lines = 0
  for (let i = 0; i < raw.rawHeaders.length; i += 2) if (raw.rawHeaders[i]?.toLowerCase() === 'host') lines += 1
  if (lines === 0 && raw.httpVersion === '1.0') return null
  if (lines !== 1) throw invalidHeader('Host', `A request has one Host header; this one has ${lines || 'none'}.`)
  const name = hostForm.exec(raw.headers.host ?? '')?.[1]
  if (name === undefined) throw invalidHeader('Host', 'The Host header is not a host name.')
  return name.toLowerCase().replace(/\.$/, '')
}
