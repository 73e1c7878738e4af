import type { Span, TextSpan } from './extraction.ts'

// One word a character in scripts that are written without spaces.
const word = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|[\p{L}\p{N}\p{M}]+/gu
/** Words and pairs of words in common, by those of the text, below which two passages have nothing to do with each other. */
const threshold = 0.35

/**
 * The passage of the body that has most words and pairs of neighbouring words in common with the text, or null where nothing is
 * like it. A window slides over the words of the body, so the time is linear: 1 MB takes about 0.1 s.
 */
export function nearestPassage(body: string, text: string): TextSpan | null {
  const ids = new Map<string, number>()
  const wanted = Array.from(text.matchAll(word), ([match]) => idOf(ids, match.toLowerCase()))
  const spans: Span[] = []
  const found: number[] = []
  for (const { 0: match, index } of body.matchAll(word)) {
    spans.push({ start: index, end: index + match.length })
    found.push(ids.get(match.toLowerCase()) ?? -1)
  }
  const pairs = new Map<number, number>()
  const wantedPairs = pairsOf(wanted, (pair) => idOf(pairs, pair))
  const foundPairs = pairsOf(found, (pair) => pairs.get(pair) ?? -1)
  const width = wanted.length + Math.ceil(wanted.length / 4) + 1
  const best = bestWindow({ words: wanted, pairs: wantedPairs }, { words: found, pairs: foundPairs }, width)
  const [first, last] = [spans[best.from], spans[best.to - 1]]
  if (!first || !last || best.score < threshold * (2 * wanted.length - 1)) return null
  return { start: first.start, end: last.end, text: body.slice(first.start, last.end) }
}

/** The numbers of words and of the pairs that they begin, each counted from zero by itself; -1 is what the text does not have. */
type Features = { words: number[]; pairs: number[] }

function idOf<Key>(ids: Map<Key, number>, key: Key): number {
  const id = ids.get(key) ?? ids.size
  ids.set(key, id)
  return id
}

function pairsOf(words: number[], number: (pair: number) => number): number[] {
  return words.map((one, i) => {
    const two = words[i + 1] ?? -1
    return one < 0 || two < 0 ? -1 : number(one * 2 ** 20 + two)
  })
}

type Window = { from: number; to: number; score: number }

/** The first window [from, to) of at most `width` words with the highest score; each feature counts as often as the text has it. */
function bestWindow(wanted: Features, found: Features, width: number): Window {
  const words = tally(wanted.words)
  const pairs = tally(wanted.pairs)
  const best = { from: 0, to: 0, score: 0 }
  let [from, score] = [0, 0]
  for (let to = 1; to <= found.words.length; to++) {
    score += words.enter(found.words[to - 1]) + (to - from > 1 ? pairs.enter(found.pairs[to - 2]) : 0)
    for (; from < to; from++) {
      const word = found.words[from]
      const pair = to - from > 1 ? found.pairs[from] : -1
      if (to - from <= width && !(words.idle(word) && pairs.idle(pair))) break
      score -= words.leave(word) + pairs.leave(pair)
    }
    if (score > best.score) Object.assign(best, { from, to, score })
  }
  return best
}

/** Counts what a window has of the wanted: `enter` and `leave` return by how much the score changes, `idle` is whether `leave` would be 0. */
function tally(wanted: number[]) {
  /** How many more of each would count; below zero are those that the window has too many of. */
  const lacking = new Int32Array(wanted.length)
  for (const id of wanted) if (id >= 0) lacking[id] = (lacking[id] ?? 0) + 1
  const left = (id: number): number => lacking[id] ?? 0
  return {
    enter(id = -1): number {
      if (id < 0) return 0
      lacking[id] = left(id) - 1
      return left(id) >= 0 ? 1 : 0
    },
    leave(id = -1): number {
      if (id < 0) return 0
      lacking[id] = left(id) + 1
      return left(id) > 0 ? 1 : 0
    },
    idle: (id = -1): boolean => id < 0 || left(id) < 0,
  }
}
