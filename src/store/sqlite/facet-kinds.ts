import { monthsIn } from '../../domain/months.ts'
import type { Db } from './connect.ts'
import { type Key, labelValues, plain, sourceValues, type Values } from './facet-values.ts'
import { countLabels, type LabelColumn, type LabelList, type Records } from './label-records.ts'
import { firstOrdinal } from './labels.ts'
import { secondOf } from './position.ts'
import { first, raw, type Sql, sql } from './sql.ts'

export type Value = Key | null

/** Matches to be counted: where they stand, the columns that facets need of them, and where their articles stand, as JSON. */
export type Matches = {
  positions: Float64Array
  values: ReadonlyMap<string, readonly Value[]>
  articles: () => string
}

/** How often each value was met, and how many matches had none. */
export type Tally = { counts: Map<Key, number>; missing: number }

/** One way to count matches. */
export type FacetKind = {
  values: Values
  /** A column that it needs of each match, in SQL */
  column: string | null
  /** Whether it needs to know the article. */
  article: boolean
  /** 4 for years, 7 for months: what it counts lies between the dates asked for, rather than being asked for by name. */
  period: 4 | 7 | null
  /** Where readers have it in memory, for articles. */
  kept: LabelColumn | LabelList | null
  /** Adds matches to what was counted before; `name` is how its column is called there. */
  count(tally: Tally, matches: Matches, name: string, db: Db, tz: string): void
}

function add({ counts }: Tally, key: Key, count = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + count)
}

/** Adds articles whose records begin here in what readers have in memory. */
export function addKept(tally: Tally, records: Records, name: LabelColumn | LabelList, begins: Int32Array): void {
  for (const [label, count] of countLabels(records, name, begins)) {
    if (label === 0) tally.missing += count
    else add(tally, label, count)
  }
}

/** Each match has one value, or NULL. */
export const single = (expression: string, values: Values, kept: LabelColumn | null = null): FacetKind => ({
  kept,
  values,
  column: expression,
  article: false,
  period: null,
  count: (tally, { values }, name) => {
    for (const key of values.get(name) ?? []) {
      if (key === null) tally.missing += 1
      else add(tally, key)
    }
  },
})

const numbersIn = (db: Db, query: Sql): number[] =>
  JSON.parse(first<{ numbers: string }>(db, query)?.numbers ?? '[]') as number[]

/** The tags or the authors of the article of each match. */
export const labelled = (kind: LabelList): FacetKind => ({
  kept: kind,
  values: labelValues(kind),
  column: null,
  article: true,
  period: null,
  count: (tally, { positions, articles }, _, db) => {
    const ordinal = firstOrdinal[kind]
    // below zero: the first of its article, by which those articles are counted that have any
    const labels = numbersIn(
      db,
      sql`SELECT json_group_array(iif(n.ordinal = ${ordinal}, -n.label, n.label)) AS numbers FROM json_each(${articles()}) hits
        CROSS JOIN article_labels n ON n.article = hits.value AND n.ordinal >= ${ordinal} AND n.ordinal < ${ordinal + 1000}
        WHERE deadline()`,
    )
    tally.missing += positions.length
    for (const label of labels) {
      add(tally, Math.abs(label))
      if (label < 0) tally.missing -= 1
    }
  },
})

/** Those who are quoted in the article of each match. */
export const quoted: FacetKind = {
  kept: null,
  values: sourceValues,
  column: 'a.source_count',
  article: true,
  period: null,
  count: (tally, { values, articles }, name, db) => {
    const sources = numbersIn(
      db,
      sql`SELECT json_group_array(n.source) AS numbers FROM json_each(${articles()}) hits
        CROSS JOIN article_sources n ON n.article = hits.value WHERE deadline()`,
    )
    for (const source of sources) add(tally, source)
    for (const count of values.get(name) ?? []) if (count === 0) tally.missing += 1
  },
}

/** When each match was published, by the clocks of a zone; what is dated to the day counts on that date in every zone. */
const published = (period: 4 | 7, isDay: (position: Sql) => Sql): FacetKind => ({
  kept: null,
  values: plain,
  column: null,
  article: false,
  period,
  count: (tally, { positions }, _, db, tz) => {
    const [monthOf, monthOfDate] = [monthsIn(tz), monthsIn('UTC')]
    // midnight UTC of another month there: whether it is a date has to be read
    const unsure: number[] = []
    let [month, count] = ['', 0]
    const addRun = () => count > 0 && add(tally, month.slice(0, period), count)
    // neighbours are mostly of one month
    for (const position of positions) {
      const second = secondOf(position)
      const next = second === null ? '' : monthOf(second * 1000)
      if (second === null) tally.missing += 1
      else if (second % 86_400 === 0 && next !== monthOfDate(second * 1000)) unsure.push(position)
      else if (next === month) count += 1
      else {
        addRun()
        ;[month, count] = [next, 1]
      }
    }
    addRun()
    for (const [i, day] of areDays(db, unsure, isDay).entries()) {
      const ms = (secondOf(unsure[i] as number) as number) * 1000
      add(tally, (day === 1 ? monthOfDate(ms) : monthOf(ms)).slice(0, period))
    }
  },
})

const areDays = (db: Db, positions: readonly number[], isDay: (position: Sql) => Sql): number[] =>
  positions.length === 0
    ? []
    : numbersIn(
        db,
        sql`SELECT json_group_array(${isDay(raw('hits.value'))}) AS numbers FROM json_each(${JSON.stringify(positions)}) hits`,
      )

/** Years and months of articles, or of quotes by their articles. */
export const periods = (isDay: (position: Sql) => Sql) => ({ year: published(4, isDay), month: published(7, isDay) })
