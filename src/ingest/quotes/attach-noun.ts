import { isNameToken, type Mention, readMention, readPhrase } from '../names/find-mentions.ts'
import { reportingLemma } from '../text/reporting-verbs.ts'
import type { Token } from '../text/tokenize.ts'
import type { Attribution } from './attribution.ts'
import { type PlacedQuote, type Scene, sentenceEdge } from './set-scene.ts'

const speechNouns = new Set(
  `claim claims statement statements assertion assertions comment comments remark remarks warning warnings suggestion suggestions allegation
  allegations accusation accusations description depiction contention argument declaration promise pledge vow prediction complaint
  complaints admission insistence reference references call calls words answer verdict reply response message`
    .trim()
    .split(/\s+/),
)
const owners: Record<string, string> = { his: 'he', her: 'she', its: 'it', their: 'they' }
const farthest = 15

/** `Doe's` or `his` before the token at `noun`, with an adjective between them at most. */
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
    const mention = readMention(tokens, text, from, at + 1)
    return mention.type === 'name' ? mention : null
  }
  return null
}

/** `Doe's claim that there were "…"`, `his warning of a "…"`: whose words they are where no verb reports them nearer by. */
export function attachNoun(scene: Scene, quote: PlacedQuote): Attribution | null {
  const { tokens, text, cuesBefore } = scene
  const sentence = tokens[quote.from]?.sentence
  for (let at = quote.from - 1; at > quote.from - farthest; at--) {
    const token = tokens[at]
    const isNearest = cuesBefore[at + 1] === cuesBefore[quote.from]
    if (!token || token.sentence !== sentence || token.quote >= 0 || !isNearest) return null
    const opens = token.lower === 'words' ? /^,$/ : /^(?:that|of|about|to|as|:)$/
    if (!speechNouns.has(token.lower) || !opens.test(tokens[at + 1]?.lower ?? '')) continue
    const subject = ownerOf(tokens, text, at)
    if (!subject) continue
    const { start, end, lower } = token
    const lemma = reportingLemma(lower) ?? lower
    const place = { start, end, text: token.text, at, from: subject.from, to: at + 1 }
    return { cue: { ...place, lemma, subject, order: 'plain', plain: true }, speaker: subject, attachment: 'embedded' }
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
  const at = length === 4 ? from + 2 : from + 1
  const { start, end, text: word, lower } = tokens[at] as Token
  const cue = {
    start,
    end,
    text: word,
    at,
    lemma: lower,
    subject,
    order: 'plain',
    from,
    to: subject.to,
    plain: true,
  } as const
  const isNext = quote.from <= subject.to + 1
  return { cue, speaker: subject, attachment: isNext ? 'before' : 'embedded' }
}
