import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { AccessKey, Scope } from '../schema/key.ts'

/** who_<id>_<secret>: 12 hexadecimal digits of id, 43 base64url characters (256 bits) of secret. */
const form = /^who_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/

const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest()
const nobody = digest('')

/** A new key: `token` is shown once, `record` is what is kept. A fast hash is enough for 256 random bits. */
export function makeKey(name: string, scopes: Scope[], now: Date): { token: string; record: AccessKey } {
  const id = randomBytes(6).toString('hex')
  const secret = randomBytes(32).toString('base64url')
  const token = `who_${id}_${secret}`
  return { token, record: keyRecord(token, name, scopes, now) }
}

/** What is kept of a token of our form. */
export function keyRecord(token: string, name: string, scopes: Scope[], now: Date): AccessKey {
  const [, id = '', secret = ''] = form.exec(token) ?? []
  return { id, name, scopes, hash: digest(secret).toString('hex'), createdAt: now.toISOString(), revokedAt: null }
}

/** The id inside a token, or null if it is not of our form. */
export const keyIdOf = (token: string): string | null => form.exec(token)?.[1] ?? null

/** Whether the token belongs to the record; takes the same time whether or not there is one. */
export function keyMatches(token: string, record: AccessKey | null): boolean {
  const secret = form.exec(token)?.[2] ?? ''
  const same = timingSafeEqual(digest(secret), record === null ? nobody : Buffer.from(record.hash, 'hex'))
  return same && secret !== '' && record !== null && record.revokedAt === null
}

/** `admin` may do everything, `write` may read. */
export function allows(granted: readonly Scope[], needed: Scope): boolean {
  return granted.includes(needed) || granted.includes('admin') || (needed === 'read' && granted.includes('write'))
}
