import { setImmediate as turn } from 'node:timers/promises'
import { comparedWords } from '../../src/domain/compare-words.ts'
import type { QuoteClaim } from '../../src/schema/verification.ts'
import { type Db, openReader } from '../../src/store/sqlite/connect.ts'
import { registerDeadline, startDeadline } from '../../src/store/sqlite/deadline.ts'
import { reads } from '../../src/store/sqlite/operations.ts'
import { snapshot } from '../../src/store/sqlite/sql.ts'
import type { Bench, Row } from '../bench.ts'
import { chanceOf } from '../corpus/chance.ts'
import { functionWords } from '../corpus/words.ts'
import { quantile } from '../measure/statistics.ts'
import { time } from '../measure/time.ts'

/** So many of the claims are compared with every quote, which takes seconds where these are millions. */
const mostCompared = 20

type Drawn = { text: string; slug: string }

/** What may be claimed of a quote: its words, a part of them, with a word changed, of its source or another one; and words that nobody said. */
function claimsOf({ text, slug }: Drawn, other: Drawn): QuoteClaim[] {
  const words = text.split(' ')
  const middle = Math.floor(words.length / 2)
  const changed = words.with(middle, 'otherwise').join(' ')
  return [
    { text },
    { text: words.slice(1, middle + 1).join(' ') },
    { text: changed },
    { text: changed, source: slug },
    { text, source: other.slug },
    { text: `${words.slice(0, middle).join(' ')} ${other.text}` },
  ]
}

/** Words that are in most quotes, as many as fit. */
const worst: QuoteClaim[] = [{ text: functionWords.join(' ') }, { text: 'the of and '.repeat(800) }]

function drawClaims(db: Db, { corpus, quick }: Bench): QuoteClaim[] {
  const last = db.prepare('SELECT max(rowid) FROM quotes').pluck().get() as number
  const one = db.prepare(
    `SELECT q.text, s.slug FROM quotes q JOIN sources s ON s.rowid = q.source WHERE q.rowid >= ? AND q.kind <> 'indirect' LIMIT 1`,
  )
  const chance = chanceOf(corpus.corpus.seed, 'claims')
  const drawn = Array.from({ length: quick ? 40 : 150 }, () => one.get(Math.floor(chance.next() * last)) as Drawn)
  return [...drawn.filter(Boolean).flatMap((each, i, all) => claimsOf(each, all.at(i - 1) ?? each)), ...worst]
}

/** The plain way: the words of the claim against the words of every quote. Returns the best share. */
function compareAll(db: Db, claim: QuoteClaim): number {
  const wanted = new Set(comparedWords(claim.text))
  let best = 0
  for (const { text } of db.prepare('SELECT text FROM quotes').iterate() as IterableIterator<{ text: string }>) {
    const found = new Set(text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    let shared = 0
    for (const word of wanted) if (found.has(word)) shared += 1
    best = Math.max(best, shared / wanted.size)
  }
  return best
}

/** Claims verified in the store on one connection: in ms, beside a comparison with every quote. */
export async function measureVerify(bench: Bench): Promise<Row[]> {
  const db = openReader(bench.corpus.whosaid)
  registerDeadline(db)
  try {
    const claims = drawClaims(db, bench)
    const rarely = Math.ceil(claims.length / mostCompared)
    const [verified, compared] = [[] as number[], [] as number[]]
    for (const [i, claim] of claims.entries()) {
      bench.tell(`verify: ${i + 1}/${claims.length}`)
      startDeadline(db, 2_000)
      verified.push(time(() => snapshot(db, () => reads.verifyQuote(db, claim))))
      if (i % rarely === 0) compared.push(time(() => compareAll(db, claim)))
      // so that Ctrl-C is heard
      await turn()
    }
    const quotes = db.prepare('SELECT count(*) FROM quotes').pluck().get() as number
    const note = `of ${quotes.toLocaleString('en')} quotes; the longest ${Math.max(...verified).toFixed(1)} ms`
    return [0.5, 0.95].map((share) => ({
      what: `verify a claim, p${share * 100}`,
      value: quantile(verified, share),
      unit: 'ms' as const,
      baseline: { name: 'the words of every quote', value: quantile(compared, share) },
      goal: share === 0.95 ? { of: 'value' as const, atMost: 50 } : null,
      ...(share === 0.95 ? { note } : {}),
    }))
  } finally {
    db.close()
  }
}
