import { contextOf, prefixOf, suffixOf } from '../../domain/anchor.ts'
import { changedFields } from '../../domain/changed-fields.ts'
import { type Reanchored, reanchor } from '../../domain/reanchor.ts'
import type { Reanchoring } from '../../schema/article.ts'
import { logChange } from './changes.ts'
import type { Db } from './connect.ts'
import { moveRow, place } from './position.ts'
import { readSegments, writeSegments } from './quote-rows.ts'
import { editedAt } from './resolve.ts'
import { all, first, run, sql } from './sql.ts'

type Anchored = {
  id: string
  position: number
  anchor: 'exact' | 'orphaned'
  segments: string
  text: string
  before: string
  after: string
}

/** What an edit that leaves the body alone does to the quotes of an article: nothing. */
export function countAnchors(db: Db, article: number): Reanchoring {
  const rows = all<{ anchor: Anchored['anchor']; n: number }>(
    db,
    sql`SELECT anchor, count(*) AS n FROM quotes WHERE article = ${article} GROUP BY anchor`,
  )
  const of = (anchor: Anchored['anchor']) => rows.find((row) => row.anchor === anchor)?.n ?? 0
  return { kept: of('exact'), moved: 0, orphaned: of('orphaned') }
}

/** Finds every quote of an article again in its new body, orphaned ones too, and says what became of them. */
export function reanchorQuotes(db: Db, article: number, body: string, old: string, now: number): Reanchoring {
  const rows = all<Anchored>(
    db,
    sql`SELECT id, position, anchor, segments, text, before, after FROM quotes WHERE article = ${article} ORDER BY first_start, position`,
  )
  const counts: Reanchoring = { kept: 0, moved: 0, orphaned: 0 }
  const found = rows.map((row) => findAgain(row, body, old)).sort((a, b) => b.strength - a.strength)
  // first let go of all places, so that two quotes can change theirs
  run(db, sql`UPDATE quotes SET anchor = 'orphaned' WHERE article = ${article}`)
  for (const one of found) counts[settle(db, article, one, body, now)] += 1
  return counts
}

type Found = Reanchored & { row: Anchored; strength: number }

/** Where a quote stands now. Of two that find the same place it goes to the one with more of its context there, then to the one that stood. */
function findAgain(row: Anchored, body: string, old: string): Found {
  const quote = { ...row, segments: readSegments(row.segments), orphaned: row.anchor === 'orphaned' }
  const found = reanchor(quote, body, old)
  const { before, after } = contextOf(body, found.segments)
  const near = prefixOf(before) === prefixOf(row.before) && suffixOf(after) === suffixOf(row.after)
  const whole = before === row.before && after === row.after
  return { ...found, row, strength: Number(whole) * 4 + Number(near) * 2 + Number(!quote.orphaned) }
}

function settle(db: Db, article: number, found: Found, body: string, now: number): keyof Reanchoring {
  const { row, state, segments } = found
  const place = writeSegments(segments)
  const taken = first(
    db,
    sql`SELECT 1 FROM quotes WHERE article = ${article} AND segments = ${place} AND anchor = 'exact'`,
  )
  if (state === 'orphaned' || taken) {
    if (row.anchor === 'exact') {
      run(
        db,
        sql`UPDATE quotes SET version = version + 1, updated_at = ${editedAt(now)} WHERE position = ${row.position}`,
      )
      logChange(db, 'updated', row.id, now, ['anchor', 'segments'])
    }
    return 'orphaned'
  }
  const { before, after } = contextOf(body, segments)
  const still = state === 'kept' && row.anchor === 'exact' && before === row.before && after === row.after
  run(
    db,
    sql`UPDATE quotes SET anchor = 'exact', segments = ${place}, first_start = ${segments[0]?.start ?? 0}, before = ${before},
    after = ${after}, version = version + ${still ? 0 : 1}, updated_at = iif(${still ? 1 : 0}, updated_at, ${editedAt(now)})
    WHERE position = ${row.position}`,
  )
  if (!still) logChange(db, 'updated', row.id, now, changesOf(row, { segments: place, before, after }))
  return state
}

/** The properties of a quote that changed with where it stands. */
function changesOf(row: Anchored, now: Pick<Anchored, 'segments' | 'before' | 'after'>): string[] {
  const found = row.anchor === 'orphaned'
  return changedFields(
    {
      anchor: row.anchor,
      segments: found ? '' : row.segments,
      prefix: prefixOf(row.before),
      suffix: suffixOf(row.after),
      context: [row.before, row.after],
    },
    {
      anchor: 'exact',
      segments: now.segments,
      prefix: prefixOf(now.before),
      suffix: suffixOf(now.after),
      context: [now.before, now.after],
    },
  )
}

/** Moves the quotes of an article to where its new date belongs. */
export function moveQuotes(db: Db, article: number, second: number | null): void {
  const quotes = all<{ position: number; id: string }>(
    db,
    sql`SELECT position, id FROM quotes WHERE article = ${article} ORDER BY id`,
  )
  for (const { position, id } of quotes) moveRow(db, 'quotes', position, place(db, 'quotes', second, id))
}
