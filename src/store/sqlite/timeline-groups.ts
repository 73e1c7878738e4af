import type { ArticleTimelineQuery, QuoteTimelineQuery } from '../../domain/timeline.ts'
import type { Timeline } from '../../schema/timeline.ts'
import type { Db } from './connect.ts'
import { all, raw, type Sql, sql } from './sql.ts'
import { increment, type Tally } from './tally.ts'

type Key = string | number
type Named = { value: string; label: string }
/** How rows are grouped: the key of a row in SQL, and what the keys are called. */
export type Grouping = { key: Sql; name: (db: Db, keys: Key[]) => Map<Key, Named> }
type Groups = NonNullable<Timeline['groups']>

const named = (db: Db, query: Sql): Map<Key, Named> =>
  new Map(all<Named & { key: Key }>(db, query).map(({ key, value, label }) => [key, { value, label }]))
const labels = (db: Db, keys: Key[]) =>
  named(db, sql`SELECT id AS key, value, value AS label FROM labels WHERE id IN (${keys})`)
const sources = (db: Db, keys: Key[]) =>
  named(db, sql`SELECT pk AS key, id AS value, name AS label FROM sources WHERE pk IN (${keys})`)
const words = (_: Db, keys: Key[]): Map<Key, Named> =>
  new Map(keys.map((key) => [key, { value: String(key), label: String(key) }]))
const ofArticle = (column: string): Sql => raw(`(SELECT ${column} FROM articles WHERE position = q.article)`)

export const articleGroupings: Record<NonNullable<ArticleTimelineQuery['groupBy']>, Grouping> = {
  publisher: { key: raw('a.publisher'), name: labels },
  section: { key: raw('a.section'), name: labels },
  language: { key: raw('a.language'), name: labels },
}

export const quoteGroupings: Record<NonNullable<QuoteTimelineQuery['groupBy']>, Grouping> = {
  publisher: { key: ofArticle('publisher'), name: labels },
  section: { key: ofArticle('section'), name: labels },
  language: { key: ofArticle('language'), name: labels },
  source: { key: raw('q.source'), name: sources },
  sourceType: { key: raw('(SELECT type FROM sources WHERE pk = q.source)'), name: words },
  kind: { key: raw('q.kind'), name: words },
  attributionStatus: { key: raw('q.status'), name: words },
}

type Split = { by: Groups['by']; most: number; buckets: number; bucketOf: (second: number) => number }

/** The `most` largest groups of a tally, and what is left. */
export function groupsOf(db: Db, tally: Tally, { name }: Grouping, { by, most, buckets, bucketOf }: Split): Groups {
  const keys = [...tally.numbers.keys()]
  const sizes = new Array<number>(keys.length).fill(0)
  for (const group of tally.groups.subarray(0, tally.length)) if (group !== -1) increment(sizes, group)
  // of the same size in the order of their keys, since rows are met in the order of the plan
  const larger = (a: number, b: number) =>
    (sizes[b] as number) - (sizes[a] as number) || ((keys[a] as Key) < (keys[b] as Key) ? -1 : 1)
  const largest = [...sizes.keys()].sort(larger).slice(0, most)
  const names = name(
    db,
    largest.map((group) => keys[group] as Key),
  )
  const empty = () => ({ count: 0, counts: new Array<number>(buckets).fill(0) })
  const [other, missing] = [empty(), empty()]
  const series = largest.map((group) => ({ ...(names.get(keys[group] as Key) as Named), ...empty() }))
  const shown = new Map(largest.map((group, i) => [group, series[i]]))
  for (let row = 0; row < tally.length; row++) {
    const group = tally.groups[row] as number
    const one = group === -1 ? missing : (shown.get(group) ?? other)
    one.count += 1
    increment(one.counts, bucketOf(tally.seconds[row] as number))
  }
  return { by, series, other, missing }
}
