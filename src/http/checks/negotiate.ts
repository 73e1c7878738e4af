import type { App } from '../app-context.ts'
import { refusedHeader } from '../invalid-request.ts'
import { addCheck } from './add-check.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Media types that a success can have; application/json if left out. */
    produces?: readonly string[]
  }
}

type Range = { type: string; quality: number }

/** The media ranges of an Accept header (RFC 9110 §12.5.1), without parameters other than q. */
function rangesOf(accept: string): Range[] {
  return accept.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
    const q = parameters.find((text) => text.startsWith('q='))?.slice(2)
    const quality = q === undefined ? 1 : Number(q)
    return { type, quality: Number.isNaN(quality) ? 1 : quality }
  })
}

/** How much `accept` wants a media type, 0 to 1: the most specific range that fits counts. */
export function qualityOf(type: string, accept: string | undefined): number {
  if (accept === undefined || accept === '*/*' || accept.trim() === '') return 1
  const ranges = rangesOf(accept)
  const fitting = [type, `${type.split('/')[0]}/*`, '*/*'].flatMap((name) =>
    ranges.filter((range) => range.type === name),
  )
  return fitting[0]?.quality ?? 0
}

/** Refuses requests whose Accept header leaves out everything that the route can send. */
export function addNegotiation(app: App): void {
  addCheck(app, (request) => {
    const { produces = ['application/json'] } = request.routeOptions.config
    if (produces.some((type) => qualityOf(type, request.headers.accept) > 0)) return
    const detail = `This is ${produces.join(' or ')}; the Accept header leaves it out.`
    throw refusedHeader('not-acceptable', 'Accept', 'not_acceptable', detail)
  })
}
