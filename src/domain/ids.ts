import { typeid } from 'typeid-js'

export type IdPrefix = 'art' | 'quo' | 'src'

// 128 bits in 26 digits of Crockford's base32, so the first is at most 7 (https://github.com/jetify-com/typeid/tree/main/spec).
const suffix = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/

/** A TypeID: the prefix and a UUIDv7. Ids made by one process sort as text in the order they were made. */
export function newId<Prefix extends IdPrefix>(prefix: Prefix): `${Prefix}_${string}` {
  return `${prefix}_${typeid().getSuffix()}`
}

/** Whether a text is a TypeID with this prefix. */
export function isId(prefix: IdPrefix, text: string): boolean {
  return text.startsWith(`${prefix}_`) && suffix.test(text.slice(prefix.length + 1))
}
