import { latestChange } from './changes.ts'
import type { Db } from './connect.ts'
import { firstOrdinal } from './labels.ts'
import { positionOf, secondOf } from './position.ts'
import { all, first, raw, type Sql, sql } from './sql.ts'

/** Changes since the last look, and articles that were written since the columns were read, beyond which they are read anew. */
const mostChanges = 1_000
const mostWritten = 50_000
/** Rows of one second that are read again when one of them was written. */
const mostOfSecond = 1_000

export type LabelColumn = 'publisher' | 'section' | 'language'
export type LabelList = 'tag' | 'author'

/**
 * The labels of the newest articles as columns in the memory of a reader, 40 bytes an article: counting 10,000 matches that are
 * strewn over a million articles takes 20,000 pages out of the database, and a tenth of the time from here. They are read from the
 * newest on, some with each search that would have needed more, and follow `changes`.
 */
export type LabelColumns = {
  /** The change up to which they are known. */
  seq: number
  /** Articles that were read in order, the newest first, and their places in the columns. */
  positions: Numbers<Float64Array>
  placed: Numbers<Int32Array>
  /** The places of those that were written later. */
  written: Map<number, number>
  /** The oldest that was read in order; null: none, -Infinity: all were. */
  lowest: number | null
  values: Record<LabelColumn, Numbers<Int32Array>>
  /** Where the authors of a place begin, and after them its tags. */
  listed: { starts: Record<LabelList, Numbers<Int32Array>>; labels: Numbers<Int32Array> }
}

/** Numbers that grow. */
type Numbers<Of extends Float64Array | Int32Array> = { array: Of; length: number }

function push<Of extends Float64Array | Int32Array>(numbers: Numbers<Of>, value: number): void {
  if (numbers.length === numbers.array.length) {
    const larger = new (numbers.array.constructor as new (length: number) => Of)(numbers.length * 2)
    larger.set(numbers.array)
    numbers.array = larger
  }
  numbers.array[numbers.length++] = value
}

const kept = new WeakMap<Db, LabelColumns>()

const integers = (): Numbers<Int32Array> => ({ array: new Int32Array(1024), length: 0 })
const emptyAt = (seq: number): LabelColumns => ({
  seq,
  positions: { array: new Float64Array(1024), length: 0 },
  placed: integers(),
  written: new Map(),
  lowest: null,
  values: { publisher: integers(), section: integers(), language: integers() },
  listed: { starts: { tag: integers(), author: integers() }, labels: integers() },
})

/** The columns as they are in the snapshot of the caller. */
export function labelColumns(db: Db): LabelColumns {
  const known = kept.get(db)
  const seq = latestChange(db)
  if (known?.seq === seq) return known
  const columns = known && seq > known.seq && follow(db, known, seq) ? known : emptyAt(seq)
  kept.set(db, columns)
  return columns
}

/**
 * Reads again what was written. With an article all of its second: making room for it may have moved the others (position.ts), of
 * which nobody is told. False: that would be too much.
 */
function follow(db: Db, columns: LabelColumns, seq: number): boolean {
  if (seq - columns.seq > mostChanges) return false
  const changed = all<{ position: number }>(
    db,
    sql`SELECT DISTINCT a.position FROM changes c JOIN articles a ON a.id = c.id
      WHERE c.seq > ${columns.seq} AND c.resource = 'article'`,
  )
  for (const second of new Set(changed.map(({ position }) => secondOf(position)))) {
    if (second === null) return false
    const within = sql`position >= ${positionOf(second)} AND position < ${positionOf(second + 1)}`
    const rows = read(db, columns, within, mostOfSecond + 1, (position, place) => columns.written.set(position, place))
    if (rows > mostOfSecond || columns.written.size > mostWritten) return false
  }
  columns.seq = seq
  return true
}

/** Reads some more of those that are older than what is known. */
export function readMore(db: Db, columns: LabelColumns, step: number): void {
  const { lowest } = columns
  if (lowest === Number.NEGATIVE_INFINITY) return
  const rows = read(db, columns, lowest === null ? raw('TRUE') : sql`position < ${lowest}`, step, (position, place) => {
    push(columns.positions, position)
    push(columns.placed, place)
    columns.lowest = position
  })
  if (rows < step) columns.lowest = Number.NEGATIVE_INFINITY
}

type Rows = { position: number[] } & Record<LabelColumn, number[]>

/** Adds rows to the columns, newest first; `at` hears the place of each. */
function read(db: Db, columns: LabelColumns, within: Sql, most: number, at: (position: number, place: number) => void) {
  const { position, ...values } = arrays<Rows>(
    db,
    ['position', 'publisher', 'section', 'language'],
    sql`(SELECT position, coalesce(publisher, 0) AS publisher, coalesce(section, 0) AS section, language FROM articles
      WHERE ${within} ORDER BY position DESC LIMIT ${raw(String(most))})`,
  )
  const { article, label, ordinal } = arrays<Record<'article' | 'label' | 'ordinal', number[]>>(
    db,
    ['article', 'label', 'ordinal'],
    sql`(SELECT article, label, ordinal FROM article_labels WHERE article >= ${position.at(-1) ?? 0} AND article <= ${position[0] ?? -1}
      ORDER BY article DESC, ordinal DESC)`,
  )
  const { starts, labels } = columns.listed
  let next = 0
  for (const [i, current] of position.entries()) {
    for (const name of ['publisher', 'section', 'language'] as const)
      push(columns.values[name], values[name][i] as number)
    push(starts.author, labels.length)
    for (; article[next] === current && (ordinal[next] as number) >= firstOrdinal.author; next++)
      push(labels, label[next] as number)
    push(starts.tag, labels.length)
    for (; article[next] === current; next++) push(labels, label[next] as number)
    at(current, columns.values.publisher.length - 1)
  }
  return position.length
}

/** Columns of rows, each as an array. */
function arrays<Columns extends Record<string, unknown[]>>(db: Db, names: readonly string[], rows: Sql): Columns {
  const grouped = raw(names.map((name) => `json_group_array(${name}) AS "${name}"`).join(', '))
  const found = first<Record<string, string>>(db, sql`SELECT ${grouped} FROM ${rows}`)
  return Object.fromEntries(names.map((name) => [name, JSON.parse(found?.[name] ?? '[]')])) as Columns
}

/** The places of some articles, given newest first, and those that have none. */
export function placesOf(columns: LabelColumns, asked: readonly number[]): { places: Int32Array; missing: number[] } {
  const { positions, placed, written } = columns
  const [sorted, end] = [positions.array, positions.length]
  const places = new Int32Array(asked.length)
  const missing: number[] = []
  let [found, from] = [0, 0]
  for (const position of asked) {
    const late = written.size === 0 ? undefined : written.get(position)
    if (late === undefined) from = seek(sorted, end, from, position)
    const place = late ?? (from < end && sorted[from] === position ? placed.array[from] : undefined)
    if (place === undefined) missing.push(position)
    else places[found++] = place
  }
  return { places: places.subarray(0, found), missing }
}

/** The first index from `from` on whose position is not above this one, in steps that double, then by halves. */
function seek(sorted: Float64Array, end: number, from: number, position: number): number {
  let [low, high, stride] = [from, from, 1]
  while (high < end && (sorted[high] as number) > position) {
    low = high + 1
    high += stride
    stride *= 2
  }
  high = Math.min(high, end)
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as number) > position) low = middle + 1
    else high = middle
  }
  return low
}

/** How often each label stands at these places; 0: at how many there is none. */
export function countLabels(
  { values, listed }: LabelColumns,
  name: LabelColumn | LabelList,
  places: Int32Array,
): Map<number, number> {
  const counts = counter()
  if (name !== 'tag' && name !== 'author') {
    for (const place of places) counts.add(values[name].array[place] as number)
    return counts.map()
  }
  const { starts, labels } = listed
  for (const place of places) {
    const from = starts[name].array[place] as number
    const to = name === 'author' ? (starts.tag.array[place] as number) : nextStart(starts.author, labels, place)
    if (from === to) counts.add(0)
    for (let i = from; i < to; i++) counts.add(labels.array[i] as number)
  }
  return counts.map()
}

const nextStart = (authors: Numbers<Int32Array>, labels: Numbers<Int32Array>, place: number): number =>
  place + 1 < authors.length ? (authors.array[place + 1] as number) : labels.length

/** Counts small numbers without looking each up. */
function counter(): { add(key: number): void; map(): Map<number, number> } {
  let counts = new Uint32Array(4096)
  return {
    add(key) {
      if (key >= counts.length) {
        const larger = new Uint32Array(2 ** Math.ceil(Math.log2(key + 1)))
        larger.set(counts)
        counts = larger
      }
      counts[key] = (counts[key] as number) + 1
    },
    map: () => new Map(Array.from(counts.entries()).filter(([, count]) => count > 0)),
  }
}
