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

/** The JSON of a thing with more properties at its end. */
export const withMore = (json: string, more: object): string =>
  Object.keys(more).length === 0 ? json : `${json.slice(0, -1)},${JSON.stringify(more).slice(1)}`

/** The JSON of a thing with nothing but the properties asked for. */
export const trimText = (json: string, fields: readonly string[], parts: readonly string[]): string =>
  JSON.stringify(trim(JSON.parse(json), fields, parts))

/**
 * One getter for all pages: written into the literal of a page it would make a hidden class for each, which keeps the text
 * until the next full collection (measured: 11 MB more after each 200 lists).
 */
const items = {
  get(this: TextListing) {
    return JSON.parse(this.json)
  },
  enumerable: true,
}

/** The page that a text stands for; its items are read when somebody looks at them. */
export const readable = <Item>(listing: TextListing): Page<Item> =>
  Object.defineProperty({ ...listing }, 'items', items) as unknown as Page<Item>
