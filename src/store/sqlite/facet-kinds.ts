import { monthsIn } from '../../domain/months.ts'
import type { Db } from './connect.ts'
import { type Key, labelValues, plain, sourceValues, type Values } from './facet-values.ts'
import { firstOrdinal } from './labels.ts'
import { secondOf } from './position.ts'
import { column, sql } from './sql.ts'

/** Matches to be counted. `article`: where the article of each stands, if it is not one. The other columns are those that the facets need. */
export type Match = { position: number; article?: number } & Record<string, Key | null>

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
  /** Adds matches to what was counted before; `name` is how its column is called there. */
  count(tally: Tally, matches: readonly Match[], name: string, db: Db, tz: string): void
}

function add({ counts }: Tally, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** Each match has one value, or NULL. */
export const single = (expression: string, values: Values): FacetKind => ({
  values,
  column: expression,
  article: false,
  period: null,
  count: (tally, matches, name) => {
    for (const match of matches) {
      const key = match[name] as Key | null
      if (key === null) tally.missing += 1
      else add(tally, key)
    }
  },
})

const articlesOf = (matches: readonly Match[]): string =>
  JSON.stringify(matches.map(({ position, article }) => article ?? position))

/** The tags or the authors of the article of each match. */
export const labelled = (kind: 'tag' | 'author'): FacetKind => ({
  values: labelValues(kind),
  column: null,
  article: true,
  period: null,
  count: (tally, matches, _, db) => {
    const first = firstOrdinal[kind]
    // below zero: the first of its article, by which those articles are counted that have any
    const labels = column<number>(
      db,
      sql`SELECT iif(n.ordinal = ${first}, -n.label, n.label) FROM json_each(${articlesOf(matches)}) hits
        CROSS JOIN article_labels n ON n.article = hits.value AND n.ordinal >= ${first} AND n.ordinal < ${first + 1000}`,
    )
    tally.missing += matches.length
    for (const label of labels) {
      add(tally, Math.abs(label))
      if (label < 0) tally.missing -= 1
    }
  },
})

/** Those who are quoted in the article of each match. */
export const quoted: FacetKind = {
  values: sourceValues,
  column: 'a.source_count',
  article: true,
  period: null,
  count: (tally, matches, name, db) => {
    const sources = column<number>(
      db,
      sql`SELECT n.source FROM json_each(${articlesOf(matches)}) hits CROSS JOIN article_sources n ON n.article = hits.value`,
    )
    for (const source of sources) add(tally, source)
    for (const match of matches) if (match[name] === 0) tally.missing += 1
  },
}

/** When each match was published, by the clocks of a zone. */
const published = (period: 4 | 7): FacetKind => ({
  values: plain,
  column: null,
  article: false,
  period,
  count: (tally, matches, _, __, tz) => {
    const monthOf = monthsIn(tz)
    for (const { position } of matches) {
      const second = secondOf(position)
      if (second === null) tally.missing += 1
      else add(tally, monthOf(second * 1000).slice(0, period))
    }
  },
})
export const year = published(4)
export const month = published(7)
