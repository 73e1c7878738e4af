import { contextOf, isVerbatim } from '../../domain/anchor.ts'
import { contentHash, countWords, excerptOf, textKey } from '../../domain/text.ts'
import type { Db } from './connect.ts'
import { derivedChecks, findStrays } from './examine-derived.ts'
import { codeOf } from './not-now.ts'
import { readSegments } from './quote-rows.ts'
import { all, column, first, limitTo, raw, snapshot, sql } from './sql.ts'
import { isDamage } from './start-failure.ts'

/** What one check found: null where all is well, else what is wrong and what to do. */
export type Finding = { check: string; problem: string | null }
/** `server`: one runs on the database now, so that nothing may be written. */
export type Examination = { server: boolean; progress(check: string, done: number, of: number): void }

const counted = (db: Db, query: string): number =>
  first<{ n: number }>(db, raw(`SELECT count(*) AS n FROM ${query}`))?.n ?? 0
const finding = (check: string, problem: string | null): Finding => ({ check, problem })
const some = (n: number, what: string, example: string | undefined): string | null =>
  n === 0 ? null : `${n} ${what}, the first is ${example}. Restore a backup.`

/** What SQLite finds wrong in a table and its indexes, or in all of them, in a line; null where nothing is. */
function damageOf(db: Db, table: string | null): string | null {
  try {
    const rows = db.pragma(table === null ? 'integrity_check' : `integrity_check('${table}')`)
    const [{ integrity_check: found }] = rows as [{ integrity_check: string }]
    return found === 'ok' ? null : `${table}: ${found.split('\n').at(-1)}`
  } catch (error) {
    if (!isDamage(error)) throw error
    return `${table} cannot be read (${codeOf(error)})`
  }
}

/** Table by table where not all is well: what SQLite says of the whole names pages, and ends at the first that it cannot read. */
function checkPages(db: Db): Finding {
  const name = 'pages, indexes and constraints'
  if (damageOf(db, null) === null) return finding(name, null)
  const tables = column<string>(db, raw("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"))
  const hurt = tables.map((table) => damageOf(db, table)).filter((damage) => damage !== null)
  return finding(name, `${hurt.join('; ') || 'some pages are not as they should be'}. Restore a backup.`)
}

function checkReferences(db: Db): Finding {
  const [broken] = db.pragma('foreign_key_check') as { table: string; parent: string }[]
  return finding(
    'references',
    broken ? `a row of ${broken.table} refers to a row of ${broken.parent} that is not there. Restore a backup.` : null,
  )
}

const searches = [
  ['article_search', 'article_texts', 'position'],
  ['quote_search', 'quotes', 'position'],
  ['source_search', 'sources', 'pk'],
  ['label_search', 'labels', 'id'],
] as const

/** Whether the full-text indexes have the rows of their tables; without a server also whether they have their words. */
function checkSearch(db: Db, server: boolean): Finding {
  const repair = 'Stop the server and run the command "optimize --rebuild", or restore a backup.'
  for (const [index, table, key] of searches) {
    const apart = counted(db, `(SELECT id FROM ${index}_docsize EXCEPT SELECT ${key} FROM ${table})`)
    const missing = counted(db, `(SELECT ${key} FROM ${table} EXCEPT SELECT id FROM ${index}_docsize)`)
    if (apart + missing > 0)
      return finding('search indexes', `${index} has ${apart} rows too many and lacks ${missing}. ${repair}`)
    if (server) continue
    try {
      // rank 1 compares the index with the table: 0, which integrity_check runs, looks at the index alone
      db.exec(`INSERT INTO ${index} (${index}, rank) VALUES ('integrity-check', 1)`)
    } catch (error) {
      if (!isDamage(error)) throw error
      return finding('search indexes', `${index} does not have the words of ${table}. ${repair}`)
    }
  }
  return finding(server ? 'search indexes (rows; their words only while no server runs)' : 'search indexes', null)
}

type Text = { position: number; id: string; body: string; excerpt: string; content_hash: string; word_count: number }
type Said = {
  id: string
  text: string
  text_key: string
  word_count: number
  segments: string
  anchor: string
  before: string
  after: string
}

/** Whether all that is kept of a body is worked out from it. */
const isWhole = ({ body, excerpt, content_hash, word_count }: Text): boolean =>
  contentHash(body) === content_hash && countWords(body) === word_count && excerptOf(body) === excerpt

/** Whether a quote has the words that its key says and, unless it is orphaned, stands where it says, between what it says. */
function stands(body: string, { text, text_key, word_count, anchor, before, after, ...said }: Said): boolean {
  if (textKey(text) !== text_key || countWords(text) !== word_count) return false
  if (anchor === 'orphaned') return true
  const segments = readSegments(said.segments)
  const context = contextOf(body, segments)
  return isVerbatim(body, text, segments) && context.before === before && context.after === after
}

const range = 100

/** Adds the ids of the articles after a position that are not what was written, and of their quotes that do not stand in them. */
function checkRange(db: Db, last: number, altered: string[], apart: string[]): Text[] {
  const texts = all<Text>(
    db,
    sql`SELECT a.position, a.id, t.body, t.excerpt, t.content_hash, a.word_count FROM articles a JOIN article_texts t ON t.position = a.position
      WHERE a.position > ${last} ORDER BY a.position ${limitTo(range)}`,
  )
  for (const text of texts) {
    if (!isWhole(text)) altered.push(text.id)
    const quotes = all<Said>(
      db,
      sql`SELECT id, text, text_key, word_count, segments, anchor, before, after FROM quotes WHERE article = ${text.position}`,
    )
    apart.push(...quotes.filter((quote) => !stands(text.body, quote)).map(({ id }) => id))
  }
  return texts
}

/** Every body against its hash, every quote against the body: damage that no check of SQLite sees. In ranges, so that no read is long. */
function checkContents(db: Db, { progress }: Examination): Finding[] {
  const total = counted(db, 'article_texts')
  const [altered, apart]: [string[], string[]] = [[], []]
  let last = Number.MIN_SAFE_INTEGER
  for (let done = 0; ; ) {
    // one state of both: an article may be edited between
    const texts = snapshot(db, () => checkRange(db, last, altered, apart))
    done += texts.length
    progress('contents', done, total)
    if (texts.length < range) break
    last = texts.at(-1)?.position ?? last
  }
  return [
    finding('bodies against their contentHash', some(altered.length, 'articles are not what was written', altered[0])),
    finding('quotes against their bodies', some(apart.length, 'quotes do not stand in their article', apart[0])),
  ]
}

/** What is worked out from other rows, check by check. */
function checkDerived(db: Db, { progress }: Examination): Finding[] {
  const strays = findStrays(db, (done, of) => progress('derived', done, of))
  return derivedChecks.map((check) => {
    const wrong = strays.filter((stray) => stray.check === check)
    const told = wrong.map(({ n, rows, example }) => `${n} ${rows}, the first is ${example}`)
    return finding(check, wrong.length === 0 ? null : `${told.join('; ')}. Restore a backup.`)
  })
}

function checkFeed(db: Db): Finding {
  const { n, least, most } = first(
    db,
    sql`SELECT count(*) AS n, coalesce(min(seq), 1) AS least, coalesce(max(seq), 0) AS most FROM changes`,
  ) as { n: number; least: number; most: number }
  return finding(
    'change feed',
    least === 1 && most === n ? null : `${most - n} of ${most} changes are missing. Restore a backup.`,
  )
}

/** What a check finds; that it could not be made where it came upon what cannot be read. */
function tryCheck(name: string, check: () => Finding[]): Finding[] {
  try {
    return check()
  } catch (error) {
    if (!isDamage(error)) throw error
    return [finding(name, `cannot be examined (${codeOf(error)}). Restore a backup.`)]
  }
}

/** Looks at everything that a database can say of itself; longer than it takes to read the file once. */
export function examineContents(db: Db, examination: Examination): Finding[] {
  return [
    ...tryCheck('pages, indexes and constraints', () => [checkPages(db)]),
    ...tryCheck('references', () => [checkReferences(db)]),
    ...tryCheck('search indexes', () => [checkSearch(db, examination.server)]),
    ...tryCheck('change feed', () => [checkFeed(db)]),
    ...tryCheck('what is worked out from other rows', () => checkDerived(db, examination)),
    ...tryCheck('bodies and quotes', () => checkContents(db, examination)),
  ]
}
