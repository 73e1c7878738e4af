import type { Db } from './connect.ts'
import { type Placed, place } from './position.ts'
import { bindable, raw, run, type Value } from './sql.ts'

const columns = [
  'position',
  'id',
  'article',
  'source',
  'kind',
  'anchor',
  'segments',
  'first_start',
  'text',
  'text_key',
  'before',
  'after',
  'speaker_label',
  'speaker',
  'cue',
  'status',
  'method',
  'confidence',
  'word_count',
  'version',
  'created_at',
  'updated_at',
] as const

/** A new quote as it is kept; the label words are those of its article. */
type NewQuoteRow = Record<(typeof columns)[number], Value> & { position: number; id: string; segments: string }

type Waiting = { rows: NewQuoteRow[]; last: Map<number | null, Placed> }

/** Quotes as `new_quotes` shows them to the statement of one connection while it runs. */
const shown = new WeakMap<Db, readonly NewQuoteRow[]>()
/** Quotes that wait for others, of a connection on which they do. */
const waiting = new WeakMap<Db, Waiting>()

const insert = raw(`INSERT INTO quotes (${columns.join(', ')}, label_words)
  SELECT n.*, (SELECT label_words FROM article_texts WHERE position = n.article) FROM new_quotes n`)

/** One statement for all, for the reason that new-article-rows.ts gives. */
function writeRows(db: Db, rows: readonly NewQuoteRow[]): void {
  if (rows.length === 0) return
  if (!shown.has(db)) {
    db.table('new_quotes', {
      columns: [...columns],
      *rows() {
        for (const row of shown.get(db) ?? []) yield columns.map((column) => bindable(row[column]))
      },
    })
  }
  shown.set(db, rows)
  run(db, insert)
  shown.set(db, [])
}

/** A free position for a new quote, among those that wait too. */
export function placeNewQuote(db: Db, second: number | null, id: string): number {
  const quotes = waiting.get(db)
  if (!quotes) return place(db, 'quotes', second, id)
  const last = quotes.last.get(second)
  // those that wait are known only where they come in the order of their ids
  if (last && last.id >= id) writeWaitingQuotes(db)
  const position = place(db, 'quotes', second, id, quotes.last.get(second), () => writeWaitingQuotes(db))
  quotes.last.set(second, { id, position })
  return position
}

/** Keeps a new quote: now, or within `withQuotesTogether` at its end. */
export function addQuoteRow(db: Db, row: NewQuoteRow): void {
  const quotes = waiting.get(db)
  if (quotes) quotes.rows.push(row)
  else writeRows(db, [row])
}

/** Writes the quotes that wait: whatever reads them, refers to them or moves their articles has to come after them. */
export function writeWaitingQuotes(db: Db): void {
  const quotes = waiting.get(db)
  if (!quotes) return
  quotes.last.clear()
  writeRows(db, quotes.rows.splice(0))
}

/** Whether a quote with this id, or at this place of an article, waits. */
export const isQuoteWaiting = (db: Db, id: string, article: number, segments: string): boolean =>
  (waiting.get(db)?.rows ?? []).some((row) => row.id === id || (row.article === article && row.segments === segments))

/** Runs writes of which new quotes are kept together, at the end. */
export function withQuotesTogether<Result>(db: Db, write: () => Result): Result {
  const around = waiting.get(db)
  if (!around) waiting.set(db, { rows: [], last: new Map() })
  try {
    const result = write()
    writeWaitingQuotes(db)
    return result
  } finally {
    if (!around) waiting.delete(db)
  }
}
