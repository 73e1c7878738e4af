import { typeid } from 'typeid-js'

type IdPrefix = 'art' | 'quo' | 'src'

/** A TypeID: the prefix and a UUIDv7. Ids made by one process sort as text in the order they were made. */
export function newId<Prefix extends IdPrefix>(prefix: Prefix): `${Prefix}_${string}` {
  return `${prefix}_${typeid().getSuffix()}`
}
