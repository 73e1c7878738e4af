import Database from 'better-sqlite3'
import { afterAll, expect, test } from 'vitest'
import { foldToken, tokensOf } from '../../src/domain/query-tokens.ts'

const db = new Database(':memory:')
db.exec(`CREATE VIRTUAL TABLE words USING fts5(text, tokenize = 'unicode61 remove_diacritics 0');
  CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, instance)`)
afterAll(() => db.close())

/** How many words FTS5 finds in each text. */
function countsOf(texts: string[]): number[] {
  const insert = db.prepare('INSERT INTO words(rowid, text) VALUES (?, ?)')
  db.exec('DELETE FROM words')
  db.transaction(() => {
    for (const [i, text] of texts.entries()) insert.run(i, text)
  })()
  const counts = texts.map(() => 0)
  for (const { doc, n } of db.prepare('SELECT doc, count(*) AS n FROM vocabulary GROUP BY doc').all() as {
    doc: number
    n: number
  }[])
    counts[doc] = n
  return counts
}

test.each([
  "don't",
  'well-known',
  'Élysée',
  'a_b',
  '3.14',
  '日本語',
  'हिन्दी',
  'ναι',
  '🙂a🙂',
  'x\u0301y',
  'a\u034fb',
  '',
])('%s', (text) => {
  expect([tokensOf(text).length]).toEqual(countsOf([text]))
})

// SQLite's table is of Unicode 6: characters that came later count as letters there, so only older blocks can be compared.
const blocks: [string, number, number][] = [
  ['Latin, Greek, Cyrillic and combining marks', 0x20, 0x52f],
  ['Hebrew', 0x5d0, 0x5ea],
  ['Arabic', 0x620, 0x6ff],
  ['Devanagari', 0x900, 0x97f],
  ['Thai', 0xe00, 0xe7f],
  ['Latin Additional and Greek Extended', 0x1e00, 0x1fff],
  ['general punctuation', 0x2000, 0x2063],
  ['currency signs', 0x20a0, 0x20b9],
  ['letter-like signs and number forms', 0x2100, 0x2189],
  ['CJK punctuation, Hiragana, Katakana', 0x3000, 0x30ff],
  ['Han', 0x4e00, 0x9fa5],
  ['Hangul', 0xac00, 0xd7a3],
]
test.each(blocks)('%s part or join words as in FTS5', (_, first, last) => {
  const letters = Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i))
  const texts = letters.filter((letter) => !/\p{Cn}/u.test(letter)).map((letter) => `x${letter}y`)
  const counts = countsOf(texts)
  expect(texts.filter((text, i) => tokensOf(text).length !== counts[i])).toEqual([])
})

test('words are folded as FTS5 folds them, or not at all', () => {
  const folding = new Database(':memory:')
  folding.exec(`CREATE VIRTUAL TABLE words USING fts5(text, tokenize = 'unicode61 remove_diacritics 2');
    CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, instance)`)
  const insert = folding.prepare('INSERT INTO words(rowid, text) VALUES (?, ?)')
  const letters = Array.from({ length: 0x20000 }, (_, code) => code).filter((code) => {
    const letter = String.fromCodePoint(code)
    return /[\p{L}\p{N}]/u.test(letter) && letter.normalize('NFC') === letter
  })
  folding.transaction(() => {
    for (const code of letters) insert.run(code, String.fromCodePoint(code))
  })()
  const kept = folding.prepare('SELECT doc, term FROM vocabulary').raw().all() as [number, string][]
  const known = kept.filter(([code]) => foldToken(String.fromCodePoint(code)) !== null)
  expect(known.filter(([code, term]) => foldToken(String.fromCodePoint(code)) !== term)).toEqual([])
  expect(known.length).toBeGreaterThan(60_000)
  expect(['Été', 'TAX9', 'Ärger', 'Йод', '東京', 'e\u0301te\u0301'].map(foldToken)).toEqual([
    'ete',
    'tax9',
    'arger',
    'йод',
    '東京',
    'ete',
  ])
  folding.close()
})
