import { hash } from 'node:crypto'

/** Strong ETag of a body: `"<version>-<12 hex>"` of one resource, `"<16 hex>"` of anything else. */
export function etagOf(body: Uint8Array, version: number | null): string {
  const digest = hash('sha256', body)
  return version === null ? `"${digest.slice(0, 16)}"` : `"${version}-${digest.slice(0, 12)}"`
}

/** The ETag of the same body in a content coding: other bytes, so another strong tag (RFC 9110 §8.8.3.3). */
export const codedEtag = (etag: string, coding: string): string => `${etag.slice(0, -1)}-${coding}"`

/** Whether an If-None-Match header names the ETag, by weak comparison (RFC 9110 §13.1.2). */
export function matchesAny(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  if (header === etag || header.trim() === '*') return true
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}
