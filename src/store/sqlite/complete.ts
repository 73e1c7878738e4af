import type { QueryNode } from '../../domain/query.ts'
import { foldToken, tokensOf } from '../../domain/query-tokens.ts'
import type { Db } from './connect.ts'
import type { SearchTable } from './search.ts'
import { type Bounds, rowsIn } from './sizes.ts'
import { all, dataVersion, first, limitTo, raw, sql } from './sql.ts'

type Term = QueryNode & { op: 'term' }

/** A prefix, how many words it was taken for, and whether those are all. */
export type Completion = { prefix: string; words: string[]; complete: boolean }

/** A query in which prefixes have become the words that begin so. */
type Completed = { root: QueryNode; completions: Completion[] }

const isPrefix = (node: QueryNode): node is Term => node.op === 'term' && node.prefix

/** Every term of a query. */
export function termsOf(node: QueryNode): Term[] {
  if (node.op === 'term') return [node]
  return node.op === 'not' ? termsOf(node.node) : node.nodes.flatMap(termsOf)
}

/** A query with each prefix replaced by the words that `wordsFor` knows for it; null leaves it as it is. */
function replacePrefixes(node: QueryNode, wordsFor: (prefix: Term) => string[] | null): QueryNode {
  if (node.op === 'not') return { op: 'not', node: replacePrefixes(node.node, wordsFor) }
  if (node.op !== 'term') return { op: node.op, nodes: node.nodes.map((child) => replacePrefixes(child, wordsFor)) }
  const words = isPrefix(node) ? wordsFor(node) : null
  if (words === null || words.length === 0) return node
  const before = node.tokens.slice(0, -1)
  const terms = words.map((word): Term => ({ ...node, tokens: [...before, word], prefix: false }))
  return terms.length === 1 ? (terms[0] as Term) : { op: 'or', nodes: terms }
}

/**
 * FTS5 merges the lists of all words that begin so before it finds the first row: 0.3 s for `pro*`, 5 s for `a*` in a
 * million articles, which nothing can end. So where those are many a prefix becomes a bounded number of words: all there are,
 * or else those most common among the newest rows.
 */
export function completePrefixes(
  db: Db,
  table: SearchTable,
  { root, qIn }: { root: QueryNode; qIn: readonly string[] },
  bounds: Bounds,
): Completed {
  const prefixes = termsOf(root).filter(isPrefix)
  if (prefixes.length === 0 || table.words === null) return { root, completions: [] }
  const rows = rowsIn(db, table)
  const share = Math.max(bounds.leastCompletions, Math.floor(bounds.completions / prefixes.length))
  const completions: Completion[] = []
  const completed = replacePrefixes(root, ({ tokens, field }) => {
    const prefix = foldToken(tokens.at(-1) ?? '')
    if (prefix === null) return null
    const entries = () => entriesOf(recentWords(db, table, bounds.sampled), prefix) * (rows / bounds.sampled)
    // the sample does not tell fields apart
    if (rows <= bounds.small && (field !== null || entries() * prefixes.length <= bounds.spelt)) return null
    const anywhere = tokens.length === 1 && field === null && qIn.length === 0
    const completion = complete(db, table, prefix, { most: share, anywhere }, () =>
      recentWords(db, table, bounds.sampled),
    )
    if (completion.words.length > 0) completions.push(completion)
    return completion.words
  })
  return { root: completed, completions }
}

/** In how many texts of a sample, taken together, words stand that begin so. */
const entriesOf = (sample: Sample['words'], prefix: string): number =>
  [...sample].reduce((sum, [word, texts]) => (word.startsWith(prefix) ? sum + texts.length : sum), 0)

/** `anywhere`: a word by itself, in whichever field. */
function complete(
  db: Db,
  table: SearchTable,
  prefix: string,
  { most, anywhere }: { most: number; anywhere: boolean },
  sample: () => Sample['words'],
): Completion {
  const begun = [...sample()].filter(([word]) => word.startsWith(prefix)).sort(([, a], [, b]) => b.length - a.length)
  const common = begun.map(([word]) => word)
  // going on from a very common word to the next reads its whole list
  if (common.length > most)
    return { prefix, words: common.slice(0, anywhere ? enough(begun, most) : most), complete: false }
  const words = wordsFrom(db, table, prefix, most + 1)
  if (words.length <= most) return { prefix, words, complete: true }
  return { prefix, words: [...new Set([...common, ...words])].slice(0, most), complete: false }
}

/**
 * How many of these words say as much as all of them, at most `most`: each text that has two of all has two of those. Nearly every text
 * has "the" and "to", beside which further words that begin with t find next to nothing, and each costs as much.
 */
function enough(words: readonly (readonly [string, readonly number[]])[], most: number): number {
  const wanted = new Map<number, number>()
  for (const text of words.flatMap(([, texts]) => texts)) wanted.set(text, Math.min(2, (wanted.get(text) ?? 0) + 1))
  let open = wanted.size
  for (const [i, [, texts]] of words.slice(0, most).entries()) {
    for (const text of texts) {
      const left = (wanted.get(text) as number) - 1
      wanted.set(text, left)
      if (left === 0) open -= 1
    }
    if (open === 0) return i + 1
  }
  return most
}

/** The first words of an index, in their order, that begin with a prefix. */
function wordsFrom(db: Db, { words }: SearchTable, prefix: string, most: number): string[] {
  const found: string[] = []
  for (let from = prefix; found.length < most; ) {
    const next = first<{ term: string }>(
      db,
      sql`SELECT term FROM ${raw(String(words))} WHERE term >= ${from} ORDER BY term LIMIT 1`,
    )
    if (!next?.term.startsWith(prefix)) break
    found.push(next.term)
    from = `${next.term}\0`
  }
  return found
}

/** Characters of a text that are read for a sample, or to find the words to highlight. */
const readable = 20_000

/** A completed query with those words for its prefixes that a row has; any one where it has none. */
export function presentIn(
  db: Db,
  table: SearchTable,
  { root, completions }: { root: QueryNode; completions: readonly Completion[] },
  rowid: number,
): QueryNode {
  const columns = Object.values(table.columns).flat()
  const row = first<Record<string, string | null>>(
    db,
    sql`SELECT ${raw(columns.join(', '))} FROM ${raw(table.name)} WHERE rowid = ${rowid}`,
  )
  const present = wordsOf(Object.values(row ?? {}))
  return replacePrefixes(root, ({ tokens }) => {
    const prefix = foldToken(tokens.at(-1) ?? '')
    // kept to a field it may stand for more words than anywhere
    const words = [...new Set(completions.flatMap((each) => (each.prefix === prefix ? each.words : [])))]
    const here = words.filter((word) => present.has(word))
    return here.length > 0 ? here : words.slice(0, 1)
  })
}

/** In which of the newest rows each word stands, by their numbers. */
type Sample = { version: number; rows: number; words: Map<string, number[]> }
const samples = new WeakMap<Db, Map<SearchTable, Sample>>()

/** The words of the newest rows; read once until anything is committed. */
function recentWords(db: Db, table: SearchTable, rows: number): Sample['words'] {
  const version = dataVersion(db)
  const known = samples.get(db) ?? new Map<SearchTable, Sample>()
  const sample = known.get(table)
  if (sample?.version === version && sample.rows === rows) return sample.words
  const words = readRecent(db, table, rows)
  samples.set(db, known.set(table, { version, rows, words }))
  return words
}

function readRecent(db: Db, table: SearchTable, rows: number): Sample['words'] {
  const columns = Object.values(table.columns).flat()
  const texts = all<Record<string, string | null>>(
    db,
    sql`SELECT ${raw(columns.map((name) => `substr(${name}, 1, ${readable}) AS ${name}`).join(', '))} FROM ${raw(table.name)} ORDER BY rowid DESC ${limitTo(rows)}`,
  )
  const found = new Map<string, number[]>()
  for (const [i, text] of texts.entries()) {
    for (const word of wordsOf(Object.values(text))) {
      const standsIn = found.get(word)
      if (standsIn) standsIn.push(i)
      else found.set(word, [i])
    }
  }
  return found
}

/** The different words of some texts, as an index has them. */
function wordsOf(texts: readonly (string | null)[]): Set<string> {
  const tokens = new Set(texts.flatMap((text) => tokensOf(text ?? '')))
  return new Set(Array.from(tokens, foldToken).filter((word) => word !== null))
}
