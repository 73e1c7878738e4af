import type { Listing, Page } from '../../domain/list-query.ts'
import { trim } from '../../domain/trim.ts'
import type { Db } from './connect.ts'

type Shown = { fields?: readonly string[] | undefined; include: readonly string[] }
type List<Query, Item> = (db: Db, query: Query) => Listing<Item>

/** A page as it travels between threads: as text its items need neither be cloned nor be written again for the reply. */
export type TextListing = Omit<Listing<unknown>, 'items'> & { json: string }

/** A list whose items are JSON text, with the properties that were asked for. */
export const asText =
  <Query extends Shown, Item extends { id: string }>(list: List<Query, Item>) =>
  (db: Db, query: Query): TextListing => {
    const { items, ...rest } = list(db, query)
    return { ...rest, json: JSON.stringify(items.map((item) => trim(item, query.fields, query.include))) }
  }

/** The page that a text stands for; its items are read when somebody looks at them. */
export function readable<Item>({ json, ...rest }: TextListing): Page<Item> {
  return {
    ...rest,
    json,
    get items() {
      return JSON.parse(json) as Item[]
    },
  }
}
