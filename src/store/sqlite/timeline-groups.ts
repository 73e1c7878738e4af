import type { ArticleTimelineQuery, QuoteTimelineQuery } from '../../domain/timeline.ts'
import type { Timeline } from '../../schema/timeline.ts'
import type { Db } from './connect.ts'
import { type Key, labelsNamed, type Named, plain, sourceValues, type Values } from './facet-values.ts'
import { raw, type Sql } from './sql.ts'
import { increment, type Tally } from './tally.ts'

/** How rows are grouped: the key of a row in SQL, and what the keys are called. */
export type Grouping = { key: Sql; named: Values['named'] }
type Groups = NonNullable<Timeline['groups']>

const ofArticle = (column: string): Sql => raw(`(SELECT ${column} FROM articles WHERE position = q.article)`)

export const articleGroupings: Record<NonNullable<ArticleTimelineQuery['groupBy']>, Grouping> = {
  publisher: { key: raw('a.publisher'), named: labelsNamed },
  section: { key: raw('a.section'), named: labelsNamed },
  language: { key: raw('a.language'), named: labelsNamed },
}

export const quoteGroupings: Record<NonNullable<QuoteTimelineQuery['groupBy']>, Grouping> = {
  publisher: { key: ofArticle('publisher'), named: labelsNamed },
  section: { key: ofArticle('section'), named: labelsNamed },
  language: { key: ofArticle('language'), named: labelsNamed },
  source: { key: raw('q.source'), named: sourceValues.named },
  sourceType: { key: raw('(SELECT type FROM sources WHERE pk = q.source)'), named: plain.named },
  kind: { key: raw('q.kind'), named: plain.named },
  attributionStatus: { key: raw('q.status'), named: plain.named },
}

type Split = { by: Groups['by']; most: number; buckets: number; bucketOf: (second: number) => number }

/** The `most` largest groups of a tally, and what is left. */
export function groupsOf(db: Db, tally: Tally, { named }: Grouping, { by, most, buckets, bucketOf }: Split): Groups {
  const keys = [...tally.numbers.keys()]
  const sizes = new Array<number>(keys.length).fill(0)
  for (const group of tally.groups.subarray(0, tally.length)) if (group !== -1) increment(sizes, group)
  // of the same size in the order of their keys, since rows are met in the order of the plan
  const larger = (a: number, b: number) =>
    (sizes[b] as number) - (sizes[a] as number) || ((keys[a] as Key) < (keys[b] as Key) ? -1 : 1)
  const largest = [...sizes.keys()].sort(larger).slice(0, most)
  const names = named(
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
