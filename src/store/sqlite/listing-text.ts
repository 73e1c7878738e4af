import type { Listing, Page } from '../../domain/list-query.ts'
import { trim } from '../../domain/trim.ts'
import type { Db } from './connect.ts'

type Shown = { fields?: readonly string[] | undefined; include: readonly string[] }
type List<Query, Item> = (db: Db, query: Query) => Listing<Item>

/** A page as it travels between threads: its items are JSON in UTF-8 already, and are neither cloned nor written again. */
export type TextListing = Omit<Listing<unknown>, 'items'> & { json: Uint8Array<ArrayBuffer> }

const encoder = new TextEncoder()

/** A list whose items are text, with the properties that were asked for. */
export const asText =
  <Query extends Shown, Item extends { id: string }>(list: List<Query, Item>) =>
  (db: Db, query: Query): TextListing => {
    const { items, ...rest } = list(db, query)
    return {
      ...rest,
      json: encoder.encode(JSON.stringify(items.map((item) => trim(item, query.fields, query.include)))),
    }
  }

const [comma, open, close] = [...Buffer.from(',[]')] as [number, number, number]

/** JSON texts as the JSON of an array; a buffer of its own, so that it can be given to another thread. */
export function arrayOf(texts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const size = texts.reduce((sum, text) => sum + text.length + 1, 1)
  const array = Buffer.allocUnsafeSlow(Math.max(size, 2))
  let at = 0
  for (const text of texts) {
    array[at] = comma
    array.set(text, at + 1)
    at += text.length + 1
  }
  array[0] = open
  array[array.length - 1] = close
  return array
}

/** The JSON of a thing with more properties at its end. */
export const withMore = (json: Uint8Array, more: object): Uint8Array =>
  Object.keys(more).length === 0
    ? json
    : Buffer.concat([json.subarray(0, -1), Buffer.from(`,${JSON.stringify(more).slice(1)}`)])

/** The JSON of a thing with nothing but the properties asked for. */
export const trimText = (json: Uint8Array, fields: readonly string[], parts: readonly string[]): Uint8Array =>
  Buffer.from(JSON.stringify(trim(read(json), fields, parts)))

const decoder = new TextDecoder()

/** What a text says. */
export const read = <Item>(json: Uint8Array): Item => JSON.parse(decoder.decode(json))

/**
 * One getter for all pages: written into the literal of a page it would make a hidden class for each, which keeps the text
 * until the next full collection (measured: 11 MB more after each 200 lists).
 */
const items = {
  get(this: TextListing) {
    return read(this.json)
  },
  enumerable: true,
}

/** The page that a text stands for; its items are read when somebody looks at them. */
export const readable = <Item>(listing: TextListing): Page<Item> =>
  Object.defineProperty({ ...listing }, 'items', items) as unknown as Page<Item>
