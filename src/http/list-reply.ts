import type { FastifyReply, FastifyRequest } from 'fastify'
import { encodeCursor } from '../domain/cursor.ts'
import type { AnyQuery, Page, PageEdge } from '../domain/list-query.ts'
import { explainList } from './explain-list.ts'
import type { ListRequest } from './list-request.ts'
import { sendJson } from './send-json.ts'

/** Clients stop reading at 16 KiB of headers; the body has the links in any case. */
const longestLink = 8_192

const opening = Buffer.from('{"data":')

/** Sends a page of the store, whose items are text already, in its envelope, with its links in the `Link` header. */
export function replyWithList(
  request: FastifyRequest,
  reply: FastifyReply,
  { query, hash }: ListRequest<AnyQuery>,
  listing: Page<unknown>,
): FastifyReply {
  const cursorAt = (edge: PageEdge | null) => (edge ? encodeCursor({ ...edge, hash }) : null)
  const [nextCursor, prevCursor] = [cursorAt(listing.next), cursorAt(listing.prev)]
  const self = asUri(request.url)
  const links = { self, next: withCursor(self, nextCursor), prev: withCursor(self, prevCursor) }
  setLinks(reply, links)
  const warnings = [...(query.q?.warnings ?? []), ...listing.warnings]
  const rest = {
    page: { limit: query.limit, nextCursor, prevCursor },
    total: listing.total,
    links,
    ...(listing.facets ? { facets: listing.facets } : {}),
    ...(listing.explanation ? { explain: explainList(query, listing.explanation) } : {}),
    ...(warnings.length > 0 ? { warnings } : {}),
  }
  return sendJson(reply, opening, listing.json, Buffer.from(`,${JSON.stringify(rest).slice(1)}`))
}

type Links = { self: string; next?: string | null; prev?: string | null }
/** The relations that a header has, from all to those that are there whatever else has no place. */
const ranked = [['self', 'next', 'prev'], ['next', 'prev'], ['next']] as const

/** The `links` of a body in the `Link` header (RFC 8288). */
export function setLinks(reply: FastifyReply, links: Links): void {
  const headers = ranked.map((some) =>
    some.flatMap((rel) => (links[rel] ? [`<${links[rel]}>; rel="${rel}"`] : [])).join(', '),
  )
  const header = headers.find(({ length }) => length <= longestLink)
  if (header) reply.header('link', header)
}

/** A request target as a URI (RFC 3986): people and curl send `<`, `>` and quotation marks as they are, which would end a link. */
export function asUri(target: string): string {
  return target.replace(/[^\w\-.~:/?#[\]@!$&'()*+,;=%]/gu, (character) => encodeURIComponent(character))
}

function withCursor(target: string, cursor: string | null): string | null {
  if (cursor === null) return null
  const [path = '', query = ''] = target.split(/\?(.*)/s)
  const others = query.split('&').filter((part) => part !== '' && !new URLSearchParams(part).has('cursor'))
  return `${path}?${[...others, `cursor=${cursor}`].join('&')}`
}
