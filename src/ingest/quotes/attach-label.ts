import type { Span } from '../../domain/extraction.ts'
import { isPersonNoun } from '../names/call-names.ts'
import { type Mention, readMention, readPhrase } from '../names/find-mentions.ts'
import { isOfficeWord } from '../names/name-words.ts'
import { isFurniture } from '../text/furniture.ts'
import { isRole } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'
import type { Attribution } from './attribution.ts'
import { cutAtVerb } from './cut-at-verb.ts'
import type { Cue } from './find-cues.ts'
import { headOfClause } from './find-subject.ts'
import { type PlacedQuote, type Scene, sentenceEdge } from './set-scene.ts'

/** "the mayor, [Jane Doe]": the name behind a role and a comma, or the phrase as it is. */
function nameBehind({ tokens, text }: Scene, phrase: Mention | null): Mention | null {
  if (phrase?.type !== 'nominal' || tokens[phrase.to]?.text !== ',') return phrase
  return readPhrase(tokens, text, phrase.to + 1, phrase.to + 8)
}

/** `"…" — Jane Doe`, `"…" -- the mayor, Jane Doe` at the end of a line: the name after the dash. */
export function attachCredit(scene: Scene, quote: PlacedQuote): Attribution | null {
  const { tokens, text } = scene
  const dash = tokens[quote.to]
  if (!dash || dash.paragraph !== quote.lastParagraph || !/^[-–—―]$/.test(dash.text)) return null
  const from = tokens[quote.to + 1]?.text === '-' ? quote.to + 2 : quote.to + 1
  const name = nameBehind(scene, readPhrase(tokens, text, from, quote.to + 12))
  const next = tokens[name?.to ?? 0]
  const ends = !next || next.paragraph !== dash.paragraph || next.quote >= 0 || /^[.,(]$/.test(next.text)
  return name?.type === 'name' && ends ? { cue: null, speaker: name, attachment: 'after' } : null
}

function colonCue(scene: Scene, at: number, subject: Mention): Cue {
  const { start, end, text } = scene.tokens[at] as Token
  return { start, end, text, at, lemma: ':', subject, order: 'plain', from: subject.from, to: at + 1, plain: true }
}

/** `— Jane Doe (@janedoe)` behind a post, or her name before it. */
function attachSigned({ tokens, text }: Scene, quote: PlacedQuote, label: Span): Attribution | null {
  const isBehind = label.start > quote.outer.start
  let from = quote.to
  if (isBehind) while (from < tokens.length && (tokens[from]?.start ?? 0) < label.start) from++
  else {
    from = quote.from
    while (from > 0 && (tokens[from - 1]?.start ?? 0) >= label.start) from--
  }
  let to = from
  while (to < tokens.length && (tokens[to]?.end ?? 0) <= label.end) to++
  const attachment = isBehind ? 'after' : 'before'
  return to > from ? { cue: null, speaker: readMention(tokens, text, from, to), attachment } : null
}

/** `DOE: …`, `Q. …` in a transcript. */
export function attachLabel(scene: Scene, quote: PlacedQuote, label: Span): Attribution | null {
  const { tokens, text } = scene
  if (quote.signed) return attachSigned(scene, quote, label)
  let colon = quote.from - 1
  while (colon > 0 && !/^[:.]$/.test(tokens[colon]?.text ?? '')) colon--
  let from = colon
  while (from > 0 && (tokens[from - 1]?.start ?? -1) >= label.start) from--
  let to = from
  while (to < colon && (tokens[to]?.end ?? 0) <= label.end) to++
  if (from === to) return null
  const named = readMention(tokens, text, from, to)
  const isRoleOnly = tokens.slice(from, to).every(({ lower }) => isRole(lower) || lower === 'q')
  const mention: Mention = isRoleOnly
    ? { ...named, type: 'nominal', name: null, head: tokens[to - 1]?.lower ?? null }
    : named
  return { cue: colonCue(scene, colon, mention), speaker: { ...mention, ...spanOf(text, label) }, attachment: 'before' }
}

const spanOf = (text: string, { start, end }: { start: number; end: number }) => ({
  start,
  end,
  text: text.slice(start, end),
})

/** `Roy: "His."`: a name and a colon without a verb. */
export function attachColon(scene: Scene, quote: PlacedQuote): Attribution | null {
  const { tokens, text } = scene
  const colon = quote.from - 1
  if (tokens[colon]?.text !== ':' || tokens[colon]?.sentence !== tokens[quote.from]?.sentence) return null
  let start = sentenceEdge(tokens, colon, -1)
  while (start < colon && /^(?:[\d:.–—-]+|[ap]\.?m\.?)$/.test(tokens[start]?.lower ?? '')) start++
  const phrase = headOfClause(tokens, text, start, colon)
  const subject = phrase && cutAtVerb(tokens, text, phrase)
  if (!subject || subject.type === 'pronoun' || subject.from > start + 3 || isFurniture(subject.text)) return null
  const next = tokens[subject.to]
  const head = subject.head ?? ''
  const isSomebody = subject.type === 'nominal' && (isPersonNoun(head) || isOfficeWord(head))
  if (subject === phrase && subject.to !== colon && next?.text !== ',' && !isSomebody) return null
  return { cue: colonCue(scene, colon, subject), speaker: subject, attachment: 'before' }
}
