/** A run of words that both have, that only the quote has (delete) or that only the claim has (insert). */
type DiffPart = { op: 'equal' | 'delete' | 'insert'; text: string }

/**
 * How a claim relates to the words of a quote. `exact`: the same words; `partial`: it is a part of them, or parts in order where
 * it says so with an ellipsis; `altered`: words were changed. `similarity` is 0..1.
 */
export type Comparison = { words: 'exact' | 'partial' | 'altered'; similarity: number; diff: DiffPart[] }

type Word = { key: string; start: number; end: number }
type Step = { op: DiffPart['op']; at: number }

/** Scripts that are written without spaces: there each character is compared as a word. */
const unspaced = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]`
const word = new RegExp(String.raw`${unspaced}|[\p{L}\p{N}\p{M}]+(?:['’ʼ][\p{L}\p{N}\p{M}]+)*`, 'gu')
const unspacedEnd = new RegExp(`${unspaced}$`, 'u')
/** Vowel points of Arabic and Hebrew, and the stroke that makes a word longer: printed or not, it is the same word. */
const points = /[\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g

/** Words left out, or put in by somebody else. */
const gap = /\[[^\]]*\]|\((?:…|\.{3})\)|…|\.{3,}|(?:\. ){2,}\./g

/** A text of the same length and words in which each bracket closes: looking for the ends of thousands that have none takes the square of them. */
function withoutUnclosed(text: string): string {
  const end = text.lastIndexOf(']') + 1
  return text.slice(0, end) + text.slice(end).replaceAll('[', '|')
}

/** Claims below this share of common words are another sentence. */
const leastSimilar = 0.6
/** Two words in common are chance. */
const leastCommon = 3
/** Pairs of words that may be aligned: two texts of 2,000 words, 16 MB and some 10 ms. */
const mostPairs = 4_000_000

/** Pairs of words that are left to align, so that comparisons of many long texts end in time. */
export type Budget = { pairs: number }

function keyOf(word: string): string {
  const key = word.normalize('NFKC').toLowerCase().replace(/[’ʼ]/g, "'")
  return key.replace(points, '') || key
}

function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(word), ({ 0: match, index }) => ({
    key: keyOf(match),
    start: index,
    end: index + match.length,
  }))
}

/** The words of a text as they are compared: without case, marks and punctuation, in order. */
export const comparedWords = (text: string): string[] =>
  wordsOf(withoutUnclosed(text).replace(gap, ' ')).map(({ key }) => key)

/** Whether a text ends in a script that is written without spaces. */
export const endsUnspaced = (text: string): boolean => unspacedEnd.test(text)

/** The parts of a claim between what it leaves out or puts in. */
export const piecesOf = (claim: string): string[] => withoutUnclosed(claim).split(gap)

/** A claim as it is compared, so that one that is compared with many quotes is read once. */
type Claim = { text: string; words: Word[]; pieces: string[][] }

/** Reads a claim: its words with their places, and the words of each part. */
export function readClaim(text: string): Claim {
  // gaps keep their length, so that places stay those of the claim
  const words = wordsOf(withoutUnclosed(text).replace(gap, (all) => ' '.repeat(all.length)))
  return { text, words, pieces: piecesOf(text).map((piece) => wordsOf(piece).map(({ key }) => key)) }
}

/**
 * Compares the words of a claim with those of a quote; null where they have little in common, or where changed words would have to
 * be looked for in more than the budget allows.
 */
export function compareWords(quote: string, claim: Claim, budget: Budget = { pairs: mostPairs }): Comparison | null {
  const claimed = claim.words
  const said = wordsOf(quote)
  const sides = { quote: { text: quote, words: said }, claim }
  const whole = placePieces(said, claim.pieces)
  if (whole) {
    const words = claimed.length === said.length ? 'exact' : 'partial'
    return { words, similarity: 1, diff: diffOf(whole, sides) }
  }
  const most = commonAtMost(said, claimed)
  if (most < leastCommon || (2 * most) / (claimed.length + most) < leastSimilar) return null
  const pairs = said.length * claimed.length
  if (pairs > Math.min(budget.pairs, mostPairs)) return null
  budget.pairs -= pairs
  const steps = align(said, claimed)
  const common = steps.filter(({ op }) => op === 'equal').length
  const inQuote = steps.filter(({ op }) => op !== 'insert').length
  const similarity = (2 * common) / (claimed.length + inQuote)
  if (similarity < leastSimilar || common < leastCommon) return null
  return { words: 'altered', similarity, diff: diffOf(steps, sides) }
}

/** How many words both have, wherever they stand: an alignment finds no more. */
function commonAtMost(said: Word[], claimed: Word[]): number {
  const counts = new Map<string, number>()
  for (const { key } of said) counts.set(key, (counts.get(key) ?? 0) + 1)
  let common = 0
  for (const { key } of claimed) {
    const left = counts.get(key) ?? 0
    if (left > 0) common++
    counts.set(key, left - 1)
  }
  return common
}

/** The pieces of a claim, each whole and one after the other in the words of the quote; null where they do not stand so. */
function placePieces(said: Word[], pieces: string[][]): Step[] | null {
  const steps: Step[] = []
  let from = 0
  for (const keys of pieces) {
    const at = keys.length === 0 ? from : findRun(said, keys, from)
    if (at < 0) return null
    if (steps.length > 0) for (; from < at; from++) steps.push({ op: 'delete', at: from })
    from = at
    for (const _ of keys) steps.push({ op: 'equal', at: from++ })
  }
  return steps.length > 0 ? steps : null
}

function findRun(said: Word[], keys: string[], from: number): number {
  for (let at = from; at <= said.length - keys.length; at++)
    if (keys.every((key, i) => said[at + i]?.key === key)) return at
  return -1
}

/**
 * The claim against the passage of the quote that fits it best: semi-global alignment (Needleman–Wunsch with free ends in the
 * quote), 2 for a word in common, -1 for one that only one side has. Words of the quote outside that passage are not in it.
 */
function align(said: Word[], claimed: Word[]): Step[] {
  const width = said.length + 1
  const scores = new Int32Array((claimed.length + 1) * width)
  const score = (row: number, column: number) => scores[row * width + column] as number
  for (let row = 1; row <= claimed.length; row++) {
    scores[row * width] = -row
    for (let column = 1; column < width; column++) {
      const same = said[column - 1]?.key === claimed[row - 1]?.key
      const apart = Math.max(score(row - 1, column), score(row, column - 1)) - 1
      scores[row * width + column] = same ? Math.max(apart, score(row - 1, column - 1) + 2) : apart
    }
  }
  let row = claimed.length
  let column = 0
  for (let at = 1; at < width; at++) if (score(row, at) > score(row, column)) column = at
  const steps: Step[] = []
  while (row > 0) {
    const here = score(row, column)
    const same = column > 0 && said[column - 1]?.key === claimed[row - 1]?.key
    if (same && here === score(row - 1, column - 1) + 2) {
      steps.push({ op: 'equal', at: --column })
      row--
    } else if (here === score(row - 1, column) - 1) steps.push({ op: 'insert', at: --row })
    else steps.push({ op: 'delete', at: --column })
  }
  return steps.reverse()
}

type Side = { text: string; words: Word[] }

/** Runs of steps as texts, with the punctuation that stands inside a run. */
function diffOf(steps: Step[], { quote, claim }: { quote: Side; claim: Side }): DiffPart[] {
  const parts: DiffPart[] = []
  for (let from = 0; from < steps.length; ) {
    const { op } = steps[from] as Step
    let to = from
    while (steps[to]?.op === op) to++
    const { text, words } = op === 'insert' ? claim : quote
    const [first, last] = [words[steps[from]?.at ?? 0], words[steps[to - 1]?.at ?? 0]]
    parts.push({ op, text: text.slice(first?.start, last?.end) })
    from = to
  }
  return parts
}
