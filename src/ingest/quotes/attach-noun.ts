import { isNameToken, type Mention, readMention, readPhrase } from '../names/find-mentions.ts'
import { isRole } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'
import { type Attribution, attributionBy } from './attribution.ts'
import { type PlacedQuote, type Scene, sentenceEdge } from './set-scene.ts'

const speechNouns = new Set(
  `claim claims statement statements assertion assertions comment comments remark remarks warning warnings suggestion suggestions allegation
  allegations accusation accusations description depiction contention argument declaration promise pledge vow prediction complaint
  complaints admission insistence reference references call calls words answer verdict reply response message reaction retort assessment explanation advice
  conclusion`
    .trim()
    .split(/\s+/),
)
const owners: Record<string, string> = { his: 'he', her: 'she', its: 'it', their: 'they' }
const farthest = 15

/** `Doe's`, `the mayor's` or `his` before the token at `noun`, with an adjective between them at most. */
function ownerOf(tokens: Token[], text: string, noun: number): Mention | null {
  for (let at = noun - 1; at >= noun - 2; at--) {
    const token = tokens[at]
    if (!token?.isWord || token.quote >= 0 || token.sentence !== tokens[noun]?.sentence) return null
    const head = owners[token.lower]
    const { start, end } = token
    if (head) return { start, end, text: token.text, type: 'pronoun', from: at, to: at + 1, name: null, head }
    if (!token.possessive) continue
    let from = at
    while (from > at - 4 && isNameToken(tokens, from - 1)) from--
    const role = token.lower.replace(/['’]s$/, '')
    const isRoleOnly = from === at && tokens[at - 1]?.lower === 'the' && isRole(role)
    const mention = readMention(tokens, text, isRoleOnly ? at - 1 : from, at + 1)
    if (isRoleOnly && mention.type === 'nominal') return { ...mention, head: role }
    return mention.type === 'name' ? mention : null
  }
  return null
}

/** `claim that`, `message was clear: "…"`, `reaction? "…"`: whether a noun leads to the words in marks at `quote`. */
function leadsTo(tokens: Token[], noun: number, quote: number): boolean {
  const next = tokens[noun + 1]?.lower ?? ''
  if (tokens[noun]?.lower === 'words') return next === ','
  if (/^(?:that|of|about|to|as|:)$/.test(next)) return true
  if (next === '?') return noun + 2 === quote
  return /^(?:was|is)$/.test(next) && tokens[quote - 1]?.text === ':'
}

/** `"…", in the words of Doe`: who stands behind that, or null. */
function attachWords({ tokens, text }: Scene, quote: PlacedQuote): Attribution | null {
  const from = tokens[quote.to]?.text === ',' ? quote.to + 1 : quote.to
  const words = tokens.slice(from, from + 4).map(({ lower }) => lower)
  const subject = words.join(' ') === 'in the words of' ? readPhrase(tokens, text, from + 4, from + 4 + farthest) : null
  return subject && attributionBy(tokens, from + 2, subject, 'after')
}

/** `"…," was Doe's reply`, `"…," came the answer from Doe`: who a noun behind the words says they are from. */
export function attachNounAfter(scene: Scene, quote: PlacedQuote): Attribution | null {
  const { tokens, text } = scene
  if (!/^(?:was|is|came|comes)$/.test(tokens[quote.to]?.lower ?? '')) return attachWords(scene, quote)
  for (let at = quote.to + 2; at < quote.to + 8; at++) {
    const token = tokens[at]
    if (!token?.isWord || token.quote >= 0 || token.sentence !== tokens[quote.to]?.sentence) return null
    if (!speechNouns.has(token.lower)) continue
    const from = /^(?:from|of|by)$/.test(tokens[at + 1]?.lower ?? '')
    const subject = from ? readPhrase(tokens, text, at + 2, at + 2 + farthest) : ownerOf(tokens, text, at)
    return subject && attributionBy(tokens, at, subject, 'after')
  }
  return null
}

/** `Doe's claim that there were "…"`, `his warning of a "…"`: whose words they are where no verb reports them nearer by. */
export function attachNoun(scene: Scene, quote: PlacedQuote): Attribution | null {
  const { tokens, text, cuesBefore } = scene
  let sentence = tokens[quote.from]?.sentence
  for (let at = quote.from - 1; at > quote.from - farthest; at--) {
    const token = tokens[at]
    const isNearest = cuesBefore[at + 1] === cuesBefore[quote.from]
    const isAsked = token?.text === '?' && at === quote.from - 1
    if (!token || (token.sentence !== sentence && !isAsked) || token.quote >= 0 || !isNearest) return null
    if (isAsked) sentence = token.sentence
    if (!speechNouns.has(token.lower) || !leadsTo(tokens, at, quote.from)) continue
    const subject = ownerOf(tokens, text, at)
    if (!subject) continue
    return attributionBy(tokens, at, subject, 'embedded')
  }
  return null
}

/** `In the words of Doe, "…"`, `To quote Doe: "…"`: whose words a sentence that opens so has. */
export function attachOpening(scene: Scene, quote: PlacedQuote): Attribution | null {
  const { tokens, text } = scene
  const from = sentenceEdge(tokens, quote.from, -1)
  const opening = tokens.slice(from, from + 4).map(({ lower }) => lower)
  const length = opening.join(' ') === 'in the words of' ? 4 : opening.slice(0, 2).join(' ') === 'to quote' ? 2 : 0
  const subject = length > 0 ? readPhrase(tokens, text, from + length, quote.from) : null
  const mark = tokens[subject?.to ?? 0]
  if (!subject || !/^[,:]$/.test(mark?.text ?? '')) return null
  const isNext = quote.from <= subject.to + 1
  return attributionBy(tokens, length === 4 ? from + 2 : from + 1, subject, isNext ? 'before' : 'embedded')
}
