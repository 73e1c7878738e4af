import { line } from '../../domain/describe-article.ts'
import { canonicalLanguage } from '../../domain/language.ts'
import type { ArticleFilters, QuoteFilters } from '../../domain/list-query.ts'
import type { Db } from './connect.ts'
import { labelWord } from './label-words.ts'
import type { LabelKind } from './labels.ts'
import { all, sql } from './sql.ts'

type LabelFilter = { kind: LabelKind; all?: true; not?: true }

/** The filters that the full-text indexes answer: they have the labels of an article, those of its quotes too, as words. */
const labelFilters = {
  publisher: { kind: 'publisher' },
  notPublisher: { kind: 'publisher', not: true },
  section: { kind: 'section' },
  notSection: { kind: 'section', not: true },
  tag: { kind: 'tag' },
  tagAll: { kind: 'tag', all: true },
  notTag: { kind: 'tag', not: true },
  author: { kind: 'author' },
  language: { kind: 'language' },
} as const satisfies Partial<Record<keyof ArticleFilters, LabelFilter>>
type Name = keyof typeof labelFilters
const names = Object.keys(labelFilters) as Name[]
type Given = Partial<Record<Name, readonly string[]>>

/** The number of each label, 0 where there is none: no article has that. */
function idsOf(db: Db, kind: LabelKind, values: readonly string[]): number[] {
  const written = [...new Set(values.map(kind === 'language' ? canonicalLanguage : line))]
  const rows = all<{ id: number; value: string }>(
    db,
    sql`SELECT id, value FROM labels WHERE kind = ${kind} AND value IN (${written})`,
  )
  const known = new Map(rows.map(({ id, value }) => [value, id]))
  return written.map((value) => known.get(value) ?? 0)
}

function expressionOf(db: Db, name: Name, values: readonly string[]): string {
  const { kind, ...how } = labelFilters[name] as LabelFilter
  const words = idsOf(db, kind, values).map((id) => `"${labelWord(id)}"`)
  return `{label_words} : (${words.join(how.all ? ' AND ' : ' OR ')})`
}

/**
 * A search narrowed by the filters on labels, as one FTS5 expression, the labels that it is narrowed to alone, and the filters
 * that are left. FTS5 can only exclude from something: without a search and a label that is wanted, what is excluded stays a filter.
 */
export function withLabels<Filters extends ArticleFilters | QuoteFilters>(
  db: Db,
  match: string | null,
  filters: Filters,
): { match: string | null; labels: string | null; rest: Filters } {
  const values: Given = filters
  const given = names.filter((name) => values[name] !== undefined)
  const expressions = (not: boolean) =>
    given
      .filter((name) => 'not' in labelFilters[name] === not)
      .map((name) => expressionOf(db, name, values[name] as string[]))
  if (given.length === 0) return { match, labels: null, rest: filters }
  const having = expressions(false)
  const wanted = [...(match === null ? [] : [`(${match})`]), ...having]
  if (wanted.length === 0) return { match: null, labels: null, rest: filters }
  const unwanted = expressions(true)
  const rest = Object.fromEntries(Object.entries(filters).filter(([name]) => !names.includes(name as Name))) as Filters
  const both = wanted.join(' AND ')
  const labels = having.length === 0 ? null : having.join(' AND ')
  return { match: unwanted.length === 0 ? both : `(${both}) NOT (${unwanted.join(' OR ')})`, labels, rest }
}
