import { type KeptBytes, openKeptBytes } from '../../domain/kept-bytes.ts'
import { loadArticleTexts } from './article-rows.ts'
import type { Db } from './connect.ts'
import { dataVersion } from './sql.ts'

/** Memory that a connection has for texts: some 10,000 articles. */
const limit = 12 * 2 ** 20
const usual = { bytes: 950, beside: 200 }

/** An article without its body as JSON. */
export type Summary = { id: string; json: Buffer }
type Kept = { version: number; texts: KeptBytes<number, string> }
const kept = new WeakMap<Db, Kept>()

/**
 * What `use` makes of these articles, which are kept until anything is committed: `version` is the data_version of the
 * transaction in which all is read. Their texts may be written over when it has returned.
 */
export function withSummaries<Result>(
  db: Db,
  positions: readonly number[],
  use: (articles: Summary[]) => Result,
  version: number = dataVersion(db),
): Result {
  const texts = textsAt(db, version)
  const known = positions.map((position) => texts.find(position))
  const missing = positions.filter((_, i) => !known[i])
  const loaded = missing.length === 0 ? null : loadArticleTexts(db, missing, false)
  const result = use(
    known.map((text, i) =>
      text ? { id: text.note, json: text.bytes } : (loaded?.get(positions[i] as number) as Summary),
    ),
  )
  for (const [position, { id, json }] of loaded ?? []) texts.keep(position, json, id)
  return result
}

function textsAt(db: Db, version: number): Kept['texts'] {
  const known = kept.get(db) ?? { version, texts: openKeptBytes(limit, usual) }
  kept.set(db, known)
  if (known.version !== version) known.texts.clear()
  known.version = version
  return known.texts
}
