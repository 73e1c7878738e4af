import { latestChange } from './changes.ts'
import type { Db } from './connect.ts'
import { doubles, integers } from './growing.ts'
import { addRecord, append, type LabelColumn, type Ordered, type Records } from './label-records.ts'
import { firstOrdinal } from './labels.ts'
import { movedSince, positionOf } from './position.ts'
import { all, first, raw, type Sql, snapshot, sql } from './sql.ts'

/** Changes since the last look, and articles that were written since the columns were read, beyond which they are read anew. */
const mostChanges = 1_000
const mostWritten = 50_000
/** Rows of one second that are read again when they were moved. */
const mostOfSecond = 1_000

/**
 * The labels of the newest articles in the memory of a reader, 50 bytes an article: counting 10,000 matches that are
 * strewn over a million articles takes 20,000 pages out of the database, and a tenth of the time from here. They are read from the
 * newest on, some with each search that would have needed more, and follow `changes`.
 */
export type LabelColumns = {
  /** The change up to which they are known. */
  seq: number
  /** Articles that were read in order. */
  ordered: Ordered
  /** Where the records begin of those that were written later. */
  written: Map<number, number>
  /** The oldest that was read in order; null: none, -Infinity: all were. */
  lowest: number | null
  /** Whether a search has missed so many that the rest is worth reading. */
  wanted: boolean
  records: Records
}

const kept = new WeakMap<Db, LabelColumns>()

const emptyAt = (seq: number): LabelColumns => ({
  seq,
  ordered: { positions: doubles(), records: integers(), posts: doubles() },
  written: new Map(),
  lowest: null,
  wanted: false,
  records: { ...integers(), highest: 0 },
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
 * Reads again what was written, and the seconds whose articles were moved to make room, of which `changes` does not tell.
 * False: that would be too much.
 */
function follow(db: Db, columns: LabelColumns, seq: number): boolean {
  if (seq - columns.seq > mostChanges) return false
  const readAgain = (within: Sql, most: number) =>
    read(db, columns, within, most, (position, record) => columns.written.set(position, record))
  for (const second of movedSince(db, columns.seq)) {
    if (second === null) return false
    const within = sql`position >= ${positionOf(second)} AND position < ${positionOf(second + 1)}`
    if (readAgain(within, mostOfSecond + 1) > mostOfSecond) return false
  }
  const changed = all<{ position: number }>(
    db,
    sql`SELECT DISTINCT a.position FROM changes c JOIN articles a ON a.id = c.id
      WHERE c.seq > ${columns.seq} AND c.resource = 'article'`,
  )
  for (const { position } of changed) readAgain(sql`position = ${position}`, 1)
  columns.seq = seq
  return columns.written.size <= mostWritten
}

/** Reads some more of those that are older than what is known, and wants the rest. */
export function readMore(db: Db, columns: LabelColumns, step: number): void {
  const { lowest } = columns
  columns.wanted = true
  if (lowest === Number.NEGATIVE_INFINITY) return
  const rows = read(
    db,
    columns,
    lowest === null ? raw('TRUE') : sql`position < ${lowest}`,
    step,
    (position, record) => {
      append(columns.ordered, position, record)
      columns.lowest = position
    },
  )
  if (rows < step) columns.lowest = Number.NEGATIVE_INFINITY
}

/** Articles that are read in a millisecond while nobody waits. */
const idleStep = 1_000

/** Reads some more where searches have missed any; for when there is nothing else to do. False: there are no more, or none is wanted. */
export function readMoreWhenIdle(db: Db): boolean {
  if (!kept.get(db)?.wanted) return false
  return snapshot(db, () => {
    const columns = labelColumns(db)
    if (columns.wanted) readMore(db, columns, idleStep)
    return columns.wanted && columns.lowest !== Number.NEGATIVE_INFINITY
  })
}

type Rows = { position: number[] } & Record<LabelColumn, number[]>

/** Adds rows to the columns, newest first; `at` hears where the record of each begins. */
function read(db: Db, columns: LabelColumns, within: Sql, most: number, at: (position: number, place: number) => void) {
  const { position, publisher, section, language } = arrays<Rows>(
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
  let next = 0
  const taken = (current: number, least: number) => {
    const from = next
    while (article[next] === current && (ordinal[next] as number) >= least) next += 1
    return label.slice(from, next)
  }
  for (const [i, current] of position.entries()) {
    const single = { publisher: publisher[i] as number, section: section[i] as number, language: language[i] as number }
    const authors = taken(current, firstOrdinal.author)
    at(current, addRecord(columns.records, single, authors, taken(current, firstOrdinal.tag)))
  }
  return position.length
}

/** Columns of rows, each as an array. */
function arrays<Columns extends Record<string, unknown[]>>(db: Db, names: readonly string[], rows: Sql): Columns {
  const grouped = raw(names.map((name) => `json_group_array(${name}) AS "${name}"`).join(', '))
  const found = first<Record<string, string>>(db, sql`SELECT ${grouped} FROM ${rows}`)
  return Object.fromEntries(names.map((name) => [name, JSON.parse(found?.[name] ?? '[]')])) as Columns
}
