import type { Db } from './connect.ts'
import type { SearchTable } from './search.ts'
import { column, dataVersion, first, raw, sql } from './sql.ts'

/** Where plans change. Tests set lower ones, so that few rows are enough to see every plan. */
export type Bounds = {
  /** Up to so many rows matches are ranked by every word, and none is looked up in the index. */
  small: number
  /** Up to `small` rows: entries of lists that are merged for the prefixes of a query as they are. */
  spelt: number
  /** Words that all prefixes of a query may stand for, and that one stands for in any case. */
  completions: number
  leastCompletions: number
  /** Newest rows whose words say which completions are common. */
  sampled: number
  /** Newest rows in which the density of a word is measured. */
  window: number
  /** Rows that are looked up in the full-text index one by one rather than the other way round. */
  probed: number
  /** Matches that are counted. */
  counted: number
  /** Newest matches that are ranked: bm25 costs 1.5 µs a match. */
  ranked: number
  /** Newest matches that facets are counted over, unless all are asked for. */
  faceted: number
  /** Articles whose labels are not in memory, from which on a search reads more of them, and how many. */
  missed: number
  readMore: number
  /** µs that may be read of the index before anything is found, and where a total is to be exact. */
  reached: number
  reachedExact: number
  /** How long the lists of the words that are weighed may be together, within a window of newest matches and without one. */
  weighedInWindow: number
  weighedInAll: number
  /** µs to look a row up in the full-text index, and to take a match to its row and sort it (measured at a million articles). */
  probeCost: number
  matchCost: number
}

export const usualBounds: Bounds = {
  small: 20_000,
  spelt: 50_000,
  completions: 40,
  leastCompletions: 4,
  sampled: 60,
  window: 2048,
  probed: 500,
  counted: 10_000,
  ranked: 10_000,
  faceted: 10_000,
  missed: 100,
  readMore: 2_000,
  reached: 16_000,
  reachedExact: 50_000,
  weighedInWindow: 500_000,
  weighedInAll: 200_000,
  probeCost: 50,
  matchCost: 0.8,
}

/**
 * How many rows a full-text index has, without counting them: the first varint of its record of averages, from which bm25
 * has the number too (fts5_index.c, FTS5_AVERAGES_ROWID).
 */
export function rowsIn(db: Db, table: SearchTable): number {
  const record = first<{ block: Uint8Array }>(db, sql`SELECT block FROM ${raw(`${table.name}_data`)} WHERE id = 1`)
  let rows = 0
  for (const byte of record?.block ?? []) {
    rows = rows * 128 + (byte & 127)
    if (byte < 128) break
  }
  return rows
}

/** What was measured of a table, until anything is committed. */
type Measured = { version: number; window: number; lowest: number; densities: Map<string, number> }
const measured = new WeakMap<Db, Map<SearchTable, Measured>>()
const mostMeasured = 1_000

/** The share of the newest rows that an FTS5 expression finds. */
export function densityOf(db: Db, table: SearchTable, match: string, { window }: Bounds): number {
  const { lowest, densities } = measuredIn(db, table, window)
  const known = densities.get(match)
  if (known !== undefined) return known
  const name = raw(table.name)
  const [found = 0] = column<number>(
    db,
    sql`SELECT count(*) FROM ${name} WHERE ${name} MATCH ${match} AND rowid >= ${lowest}`,
  )
  const density = found / Math.min(window, Math.max(1, rowsIn(db, table)))
  if (densities.size < mostMeasured) densities.set(match, density)
  return density
}

function measuredIn(db: Db, table: SearchTable, window: number): Measured {
  const version = dataVersion(db)
  const tables = measured.get(db) ?? new Map<SearchTable, Measured>()
  const last = tables.get(table)
  // what this connection writes itself does not change its data_version
  if (db.readonly && last?.version === version && last.window === window) return last
  const lowest = lowestOf(db, table, window) ?? Number.MIN_SAFE_INTEGER
  const found = { version, window, lowest, densities: new Map() }
  measured.set(db, tables.set(table, found))
  return found
}

/** The lowest of so many of the newest rows, walked to at 0.01 to 0.05 µs a row; null where there are fewer. */
export const lowestOf = (db: Db, table: SearchTable, rows: number): number | null =>
  column<number>(
    db,
    sql`SELECT rowid FROM ${raw(table.content)} ORDER BY rowid DESC LIMIT 1 OFFSET ${raw(String(rows - 1))}`,
  )[0] ?? null
