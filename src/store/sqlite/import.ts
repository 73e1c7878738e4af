import { renameReferences } from '../../domain/rename-references.ts'
import type { ImportItem, ImportResult } from '../../domain/transfer.ts'
import type { ConflictRule, ImportRecord } from '../../schema/import.ts'
import type { Db } from './connect.ts'
import { importArticle } from './import-article.ts'
import { lineFailureOf, type Outcome } from './import-outcome.ts'
import { importQuote } from './import-quote.ts'
import { importMerge, importSource } from './import-source.ts'
import { importTombstone } from './import-tombstone.ts'
import { withArticlesTogether, writeWaiting } from './new-article-rows.ts'
import { withQuotesTogether, writeWaitingQuotes } from './new-quote-rows.ts'
import { allOrNone } from './transaction.ts'

type Renamed = Map<string, string>
/** Records that are kept together, and what becomes of those that are here already. */
export type Step = [items: ImportItem[], rule: ConflictRule]

/** Keeps records, each by itself: what fails is undone and told, and the others stay. */
export const importRecords = (db: Db, items: ImportItem[], rule: ConflictRule): ImportResult[] =>
  importSteps(db, [[items, rule]])?.[0] ?? eachByItself(db, items, rule)

const together = <Result>(db: Db, write: () => Result): Result =>
  withArticlesTogether(db, () => withQuotesTogether(db, write))

/** Keeps the records of steps of which none fails; null, and nothing kept, if one does. */
export function importSteps(db: Db, steps: readonly Step[]): ImportResult[][] | null {
  const keepAll = ([items, rule]: Step): ImportResult[] => {
    const renamed: Renamed = new Map()
    return items.map((item) => keepItem(db, item, rule, renamed))
  }
  try {
    return allOrNone(db, () => together(db, () => steps.map(keepAll)))
  } catch (error) {
    if (!db.inTransaction) throw error
    lineFailureOf(error)
    return null
  }
}

function eachByItself(db: Db, items: ImportItem[], rule: ConflictRule): ImportResult[] {
  const renamed: Renamed = new Map()
  return items.map((item) => importItem(db, item, rule, renamed))
}

/** Keeps one record, or tells why not. */
export function importItem(db: Db, item: ImportItem, rule: ConflictRule, renamed: Renamed): ImportResult {
  try {
    return allOrNone(db, () => keepItem(db, item, rule, renamed))
  } catch (error) {
    if (!db.inTransaction) throw error
    const { line, record } = item
    const [resource, id] = namesOf(record)
    return { line, resource, id, status: 'failed', failure: lineFailureOf(error) }
  }
}

/** Keeps one record; adds to `renamed` where it is there already under another id. Throws what is wrong with it. */
export function keepItem(db: Db, item: ImportItem, rule: ConflictRule, renamed: Renamed): ImportResult {
  const { line, record } = item
  if (!record) return { line, resource: null, id: null, status: 'failed', failure: item.failure }
  const [resource, id] = namesOf(record)
  const { awaits, ...outcome } = keep(db, { ...item, record: renameReferences(record, renamed) }, rule)
  const other = id !== null && outcome.id !== id && resource !== 'quote'
  if (other) renamed.set(id, outcome.id)
  return {
    line,
    resource,
    ...outcome,
    failure: null,
    ...(other ? { renamed: { from: id, to: outcome.id } } : {}),
    ...(awaits ? { awaits: { line, ...awaits } } : {}),
  }
}

const namesOf = (record: ImportRecord | null): [ImportResult['resource'], string | null] =>
  record && 'resource' in record ? [record.resource, record.id] : [record && 'article', null]

type Item = ImportItem & { record: ImportRecord }

function keep(db: Db, item: Item, rule: ConflictRule): Outcome {
  const { record } = item
  const isQuote = 'resource' in record && record.resource === 'quote'
  if (!isQuote) writeWaitingQuotes(db)
  if (!('resource' in record) || record.resource === 'article') return importArticle(db, { ...item, record }, rule)
  writeWaiting(db)
  if (record.resource === 'source') return importSource(db, record, rule)
  if (record.resource === 'tombstone') return importTombstone(db, record, rule)
  return record.resource === 'quote' ? importQuote(db, record, rule) : importMerge(db, record, rule)
}
