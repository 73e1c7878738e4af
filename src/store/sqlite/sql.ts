import type Database from 'better-sqlite3'
import type { Db } from './connect.ts'

/** A piece of SQL and the values of its placeholders, in order. */
export type Sql = { text: string; values: Value[] }
export type Value = string | number | null | Uint8Array

const isSql = (part: unknown): part is Sql => typeof part === 'object' && part !== null && 'text' in part
const isValue = (part: unknown): part is Value =>
  typeof part !== 'object' || part === null || part instanceof Uint8Array

/** What templates say that have nothing but values: joining it each time, and finding it again by all its letters, costs some microseconds. */
const texts = new WeakMap<TemplateStringsArray, string>()

function textOf(strings: TemplateStringsArray): string {
  const text = texts.get(strings) ?? strings.join('?')
  texts.set(strings, text)
  return text
}

/** sql`a = ${value}` binds the value; a piece of Sql is put in its place, and an array becomes a list of placeholders. */
export function sql(strings: TemplateStringsArray, ...parts: (Value | Sql | readonly Value[])[]): Sql {
  if (parts.every(isValue)) return { text: textOf(strings), values: parts }
  const values: Value[] = []
  const text = strings.reduce((before, string, i) => {
    const part = parts[i - 1] as Value | Sql | readonly Value[]
    if (isSql(part)) {
      values.push(...part.values)
      return before + part.text + string
    }
    const list: readonly Value[] = Array.isArray(part) ? part : [part as Value]
    values.push(...list)
    return before + list.map(() => '?').join(', ') + string
  })
  return { text, values }
}

/** SQL that is written in this program, never what a client sent. */
export const raw = (text: string): Sql => ({ text, values: [] })

/** Written out: a bound limit would have SQLite plan the query anew at every call. */
export const limitTo = (rows: number): Sql => raw(`LIMIT ${Math.trunc(rows)}`)

/** Pieces put together with a separator. */
export const join = (pieces: readonly Sql[], separator: string): Sql => ({
  text: pieces.map((piece) => piece.text).join(separator),
  values: pieces.flatMap((piece) => piece.values),
})

/** WHERE with all of these, or nothing. */
export const where = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0
    ? raw('')
    : sql`WHERE ${join(
        conditions.map((c) => sql`(${c})`),
        ' AND ',
      )}`

/** Prepared statements that a connection keeps, twice: preparing one each time costs 20 µs. */
const kept = 250
export type Bound = Value | bigint
type Statement = Database.Statement<Bound[]>
type Statements = Map<string, Statement>
const prepared = new WeakMap<Db, { recent: Statements; before: Statements }>()

function prepare(db: Db, text: string): Statement {
  const statements = prepared.get(db) ?? { recent: new Map(), before: new Map() }
  const recent = statements.recent.get(text)
  if (recent) return recent
  const statement = statements.before.get(text) ?? db.prepare<Bound[]>(text)
  const full = statements.recent.size === kept
  const next = full ? { recent: new Map(), before: statements.recent } : statements
  next.recent.set(text, statement)
  prepared.set(db, next)
  return statement
}

/**
 * A value as it is bound. better-sqlite3 binds every number as REAL, and FTS5 takes a REAL bound of a rowid for none:
 * it then walks the index from its end (measured: 20 times slower at 20,000 articles, the more the deeper).
 */
export const bindable = (value: Value): Bound =>
  Number.isSafeInteger(value) ? BigInt(value as number) : (value as Bound)
const bound = ({ values }: Sql): Bound[] => values.map(bindable)

/** All rows of a query. */
export const all = <Row>(db: Db, query: Sql): Row[] => prepare(db, query.text).all(...bound(query)) as Row[]

/** The values of a query with one column. */
export function column<Result>(db: Db, query: Sql): Result[] {
  const statement = prepare(db, query.text).pluck(true)
  try {
    return statement.all(...bound(query)) as Result[]
  } finally {
    statement.pluck(false)
  }
}

/** The first row of a query, or undefined. */
export const first = <Row>(db: Db, query: Sql): Row | undefined =>
  prepare(db, query.text).get(...bound(query)) as Row | undefined

/** SQLite's data_version: another number after a commit of any other connection, in whichever process. */
export const dataVersion = (db: Db): number => column<number>(db, raw('PRAGMA data_version'))[0] as number

/** Runs a statement that returns no rows. */
export const run = (db: Db, statement: Sql) => prepare(db, statement.text).run(...bound(statement))

/** Runs reads that belong together on one snapshot: between two of them the writer may move or delete a row. */
export function snapshot<Result>(db: Db, read: () => Result): Result {
  run(db, raw('BEGIN'))
  try {
    return read()
  } finally {
    run(db, raw('COMMIT'))
  }
}
