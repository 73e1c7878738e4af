import { createRequire } from 'node:module'
import type { ItsHelpers, WinkMethods } from 'wink-nlp'
import type { Token } from './tokenize.ts'

/** Universal part of speech, or "X" where it is not known. */
export type Tag = string

type Tagger = (text: string) => { words: string[]; tags: Tag[] }
/** What wink's `out` takes; its own type does not name the pipe's parts. */
const pipe = ['pos']
const longestSentence = 2_500
let tagger: Tagger | null = null

/** Loads the model on first use (0.2 s, 60 MB): a server that never ingests does not pay for it. */
function loadTagger(): Tagger {
  const load = createRequire(import.meta.url)
  const nlp: WinkMethods = load('wink-nlp')(load('wink-eng-lite-web-model'), pipe)
  const its: ItsHelpers = nlp.its
  return (text) => {
    const tokens = nlp.readDoc(text).tokens()
    return { words: tokens.out(its.value) as string[], tags: tokens.out(its.pos) as string[] }
  }
}

/** Where the model's own tokens start in `text`; those it spelled otherwise keep the place they were looked for at. */
function anchor(text: string, words: string[]): number[] {
  let at = 0
  return words.map((word) => {
    const found = text.indexOf(word, at)
    const start = found >= 0 && found - at < 20 ? found : at
    at = found === start ? start + word.length : start
    return start
  })
}

/** Parts of speech of the tokens `from` to `to`, which must be of one sentence; "X" for all of a very long one. */
export function tagTokens(text: string, tokens: Token[], from: number, to: number): Tag[] {
  const [first, last] = [tokens[from], tokens[to - 1]]
  if (!first || !last) return []
  if (last.end - first.start > longestSentence) return Array.from({ length: to - from }, () => 'X')
  tagger ??= loadTagger()
  const sentence = text.slice(first.start, last.end)
  const { words, tags } = tagger(sentence)
  const starts = anchor(sentence, words)
  let next = 0
  return tokens.slice(from, to).map(({ start }) => {
    while (next + 1 < starts.length && (starts[next + 1] ?? 0) <= start - first.start) next++
    return tags[next] ?? 'X'
  })
}
