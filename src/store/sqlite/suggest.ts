import { readTyped, type SuggestQuery, type Typed } from '../../domain/suggest-query.ts'
import type { Suggestion } from '../../schema/suggest.ts'
import type { Db } from './connect.ts'
import { all, column, join, limitTo, raw, type Sql, sql } from './sql.ts'

/** Up to so many names are all ranked; of more, only among the most used is looked for what was typed. */
const most = 1000
const mostUsed = 5000

type Ranked = Suggestion & { exact: number }

/** Names that begin with what was typed, or have a word that does: whole names first, then the most used. */
export function suggest(db: Db, { q, types, limit }: SuggestQuery): Suggestion[] {
  const typed = readTyped(q)
  if (typed === null) return []
  const found = types.flatMap((type) =>
    type === 'source' ? suggestSources(db, typed, limit) : suggestLabels(db, type, typed, limit),
  )
  const ranked = found.sort((a, b) => b.exact - a.exact || b.count - a.count || (a.label < b.label ? -1 : 1))
  return ranked.slice(0, limit).map(({ exact: _, ...suggestion }) => suggestion)
}

const everyWord = (words: readonly string[]): string => words.map((word) => `"${word}" *`).join(' AND ')
const matchOf = ({ words, foldedWords }: Typed): string => `(${everyWord(words)}) OR (${everyWord(foldedWords)})`

/** A folded name in which words begin with these. */
const hasWords = (folded: string, { foldedWords }: Typed): Sql =>
  join(
    foldedWords.map((word) => sql`instr(' ' || ${raw(folded)}, ${` ${word}`}) > 0`),
    ' AND ',
  )

/** Of all that was found, or where that is too much, of the most used that fit. */
const candidates = (found: number[], fitting: () => number[], exact: number[], limit: number): string => {
  if (found.length <= most) return JSON.stringify([...found, ...exact])
  const used = fitting()
  return JSON.stringify([...exact, ...used, ...(used.length < limit ? found : [])])
}

function suggestSources(db: Db, typed: Typed, limit: number): Ranked[] {
  const { folded } = typed
  const found = [
    ...column<number>(
      db,
      sql`SELECT rowid FROM source_search WHERE source_search MATCH ${matchOf(typed)} ${limitTo(most + 1)}`,
    ),
    ...column<number>(
      db,
      sql`SELECT source FROM source_names WHERE folded >= ${folded} AND folded < ${`${folded}\u{10ffff}`} ${limitTo(most + 1)}`,
    ),
  ]
  const exact = sql`SELECT source FROM source_names WHERE folded = ${folded} AND role <> 'last-name'`
  const fitting = () =>
    column<number>(
      db,
      sql`SELECT pk FROM (SELECT pk FROM sources ORDER BY quote_count DESC, id DESC ${limitTo(mostUsed)})
        WHERE EXISTS (SELECT 1 FROM source_names n WHERE n.source = pk AND ${hasWords('n.folded', typed)}) ${limitTo(limit)}`,
    )
  const named = column<number>(db, sql`SELECT source FROM (${exact}) ${limitTo(most)}`)
  return all<Ranked>(
    db,
    sql`SELECT 'source' AS type, id AS value, name AS label, description, quote_count AS count, pk IN (${exact}) AS exact
      FROM sources WHERE pk IN (SELECT value FROM json_each(${candidates(found, fitting, named, limit)}))
      ORDER BY exact DESC, quote_count DESC, name ${limitTo(limit)}`,
  )
}

function suggestLabels(db: Db, kind: 'tag' | 'publisher', typed: Typed, limit: number): Ranked[] {
  const found = column<number>(
    db,
    sql`SELECT rowid FROM label_search WHERE label_search MATCH ${matchOf(typed)} ${limitTo(most + 1)}`,
  )
  const fitting = () =>
    column<number>(
      db,
      sql`SELECT id FROM (SELECT id, folded FROM labels WHERE kind = ${kind} ORDER BY uses DESC ${limitTo(mostUsed)})
        WHERE ${hasWords('folded', typed)} ${limitTo(limit)}`,
    )
  const exact = column<number>(
    db,
    sql`SELECT id FROM labels WHERE kind = ${kind} AND folded = ${typed.folded} ${limitTo(most)}`,
  )
  return all<Ranked>(
    db,
    sql`SELECT kind AS type, value, value AS label, NULL AS description, uses AS count, folded = ${typed.folded} AS exact
      FROM labels WHERE id IN (SELECT value FROM json_each(${candidates(found, fitting, exact, limit)}))
      AND +kind = ${kind} AND +uses > 0 ORDER BY exact DESC, uses DESC, value ${limitTo(limit)}`,
  )
}
