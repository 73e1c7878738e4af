import { line } from '../../domain/describe-article.ts'
import { canonicalLanguage } from '../../domain/language.ts'
import { sourcesNamed } from './article-where.ts'
import type { Db } from './connect.ts'
import type { LabelKind } from './labels.ts'
import { all, sql } from './sql.ts'

/** By what rows are counted: the number of a label or source, or the value itself. */
export type Key = number | string
/** A value as a filter takes it, and as people read it. */
export type Named = { value: string; label: string }

/** What the values of a facet are called. */
export type Values = {
  named(db: Db, keys: readonly Key[]): Map<Key, Named>
  /** The values of a filter by their keys; what no row can have is its own key. */
  asked(db: Db, values: readonly string[]): Map<Key, Named>
}

type Row = Named & { key: Key }
const byKey = (rows: readonly Row[]): Map<Key, Named> =>
  new Map(rows.map(({ key, value, label }) => [key, { value, label }]))
const itself = (value: string): Row => ({ key: value, value, label: value })

/** Values that stand in the rows as they are. */
export const plain: Values = {
  named: (_, keys) => byKey(keys.map((key) => itself(String(key)))),
  asked: (_, values) => byKey(values.map(itself)),
}

/** What labels are called, as far as a connection has read it: what a number stands for never changes. */
const known = new WeakMap<Db, Map<Key, Named>>()
const mostKnown = 50_000

export function labelsNamed(db: Db, keys: readonly Key[]): Map<Key, Named> {
  let names = known.get(db)
  if (!names || names.size > mostKnown) {
    names = new Map()
    known.set(db, names)
  }
  const missing = keys.filter((key) => !names.has(key))
  const rows = missing.length === 0 ? [] : readLabels(db, missing)
  for (const { key, value, label } of rows) names.set(key, { value, label })
  return new Map(
    keys.flatMap((key) => {
      const named = names.get(key)
      return named ? [[key, named] as const] : []
    }),
  )
}

const readLabels = (db: Db, keys: readonly Key[]): Row[] =>
  all<Row>(
    db,
    sql`SELECT id AS key, value, value AS label FROM labels
      WHERE id IN (SELECT value FROM json_each(${JSON.stringify(keys)}))`,
  )

/** Labels of one kind; `spelt` is how their values are kept. */
export const labelValues = (kind: LabelKind, spelt = line): Values => ({
  named: labelsNamed,
  asked: (db, values) => {
    const kept = [...new Set(values.map(spelt))]
    const rows = all<Row>(
      db,
      sql`SELECT id AS key, value, value AS label FROM labels WHERE kind = ${kind} AND value IN (${kept})`,
    )
    const there = new Set(rows.map(({ value }) => value))
    return byKey([...rows, ...kept.filter((value) => !there.has(value)).map(itself)])
  },
})
export const languages = labelValues('language', canonicalLanguage)

/** Sources: their ids, and their names to read. */
export const sourceValues: Values = {
  named: (db, keys) =>
    byKey(
      all(
        db,
        sql`SELECT pk AS key, id AS value, name AS label FROM sources
          WHERE pk IN (SELECT value FROM json_each(${JSON.stringify(keys)}))`,
      ),
    ),
  asked: (db, refs) => {
    const rows = all<Row & { slug: string }>(
      db,
      sql`SELECT pk AS key, id AS value, name AS label, slug FROM sources WHERE pk IN (${sourcesNamed(refs)})`,
    )
    const merged = all<{ value: string; slug: string }>(
      db,
      sql`SELECT id AS value, slug FROM merged_sources WHERE id IN (${refs}) OR slug IN (${refs})`,
    )
    const known = new Set([...rows, ...merged].flatMap(({ value, slug }) => [value, slug]))
    return byKey([...rows, ...refs.filter((ref) => !known.has(ref)).map(itself)])
  },
}
