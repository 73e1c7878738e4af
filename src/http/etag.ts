import { createHash } from 'node:crypto'

/** Strong ETag of a body: `"<version>-<12 hex>"` of one resource, `"<16 hex>"` of anything else. */
export function etagOf(body: string, version: number | null): string {
  const hash = createHash('sha256').update(body).digest('hex')
  return version === null ? `"${hash.slice(0, 16)}"` : `"${version}-${hash.slice(0, 12)}"`
}

/** Whether an If-None-Match header names the ETag, by weak comparison (RFC 9110 §13.1.2). */
export function matchesAny(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}
