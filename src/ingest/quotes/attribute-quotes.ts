import { readPhrase } from '../names/find-mentions.ts'
import type { Token } from '../text/tokenize.ts'
import { attachColon, attachCredit, attachLabel } from './attach-label.ts'
import { attachNoun } from './attach-noun.ts'
import type { Attachment, Attribution } from './attribution.ts'
import type { Cue } from './find-cues.ts'
import { headOfClause } from './find-subject.ts'
import { type PlacedQuote, type Scene, sentenceEdge } from './set-scene.ts'

export type { Attachment, Attribution } from './attribution.ts'
export type { PlacedQuote, Scene } from './set-scene.ts'

const cuesBetween = (scene: Scene, from: number, to: number) =>
  scene.cues.slice(scene.cuesBefore[Math.max(0, from)], scene.cuesBefore[Math.min(scene.tokens.length, to)])

/** Words between two tokens, marks not counted. */
function wordsBetween(tokens: Token[], from: number, to: number): number {
  let words = 0
  for (let at = from; at < to; at++) if (tokens[at]?.isWord) words++
  return words
}

/** `"…" when he said`, `"…" but she said`: a clause of its own, whose speech is another. */
const opensClause = new Set(
  'when though although but and because after while before since if which who whom'.split(' '),
)

function attachAfter(scene: Scene, quote: PlacedQuote): Attribution | null {
  const { tokens } = scene
  const end = sentenceEdge(tokens, quote.to - 1, 1) + 1
  let next = quote.to
  while (next < end && (tokens[next]?.quote ?? -1) < 0 && tokens[next]?.text !== ';') next++
  for (const cue of cuesBetween(scene, quote.to, next)) {
    if (cue.text.endsWith('ing') && cue.subject.from < quote.from) continue
    if (cue.subject.from < quote.from && cue.order === 'plain')
      return { cue, speaker: cue.subject, attachment: 'distant' }
    const start = Math.min(cue.from, cue.at)
    const isOwn = cue.order !== 'plain' || wordsBetween(tokens, cue.subject.to, cue.at) <= 8
    const before = tokens[start - 1]?.lower ?? ''
    const near = isOwn && wordsBetween(tokens, quote.to, start) <= 3 && !opensClause.has(before) && !/ing$/.test(before)
    return { cue, speaker: cue.subject, attachment: near ? 'after' : 'distant' }
  }
  return null
}

/** "Vest reported that the minister had said": whose report it is counts. */
function outermost(scene: Scene, cue: Cue, start: number): Cue {
  const before = cuesBetween(scene, start, cue.at).at(-1)
  if (before?.order !== 'plain' || cue.order !== 'plain') return cue
  const between = scene.tokens.slice(before.at + 1, cue.subject.from)
  const isNested = between.every(({ lower }) => lower === 'that') && between.length < 2 && before.at < cue.subject.from
  return isNested ? outermost(scene, before, start) : cue
}

function attachBefore(scene: Scene, quote: PlacedQuote): Attribution | null {
  const { tokens } = scene
  const start = sentenceEdge(tokens, quote.from, -1)
  const cue = cuesBetween(scene, start, quote.from).at(-1)
  if (!cue) return null
  const end = Math.max(cue.at + 1, cue.to)
  const gap = wordsBetween(tokens, end, quote.from)
  const mark = tokens[quote.from - 1]?.text
  const isIntroduced = mark === ':' || (mark === ',' && gap <= 12) || gap === 0
  const interrupted = tokens.slice(end, quote.from).some((token) => token.quote >= 0)
  if (interrupted) return { cue, speaker: cue.subject, attachment: 'distant' }
  if (isIntroduced) return { cue, speaker: cue.subject, attachment: 'before' }
  const outer = outermost(scene, cue, start)
  return { cue: outer, speaker: outer.subject, attachment: 'embedded' }
}

const strength: Record<Attachment, number> = {
  after: 6,
  before: 5,
  embedded: 4,
  distant: 3,
  'same-paragraph': 2,
  intro: 1,
  floating: 0,
}

/** The attribution that a quote has in its own sentence, or null. */
export function attachInSentence(scene: Scene, quote: PlacedQuote): Attribution | null {
  if (quote.label) return attachLabel(scene, quote, quote.label)
  const after = attachCredit(scene, quote) ?? attachAfter(scene, quote)
  const before = attachNoun(scene, quote) ?? attachBefore(scene, quote)
  if (!after || !before) return after ?? before ?? attachColon(scene, quote)
  return strength[before.attachment] > strength[after.attachment] ? before : after
}

/** The subject of the sentence that ends before token `at`, if it names somebody. */
function subjectOfSentenceBefore(scene: Scene, at: number): Attribution | null {
  const { tokens, text } = scene
  const last = tokens[at - 1]
  if (!last) return null
  const start = sentenceEdge(tokens, at - 1, -1)
  const cue = cuesBetween(scene, start, at).at(-1)
  if (cue) return { cue: last.text === ':' ? cue : null, speaker: cue.subject, attachment: 'intro' }
  if (last.quote >= 0) return null
  const subject = headOfClause(tokens, text, start, at) ?? readPhrase(tokens, text, start, at)
  return subject && subject.type !== 'nominal' ? { cue: null, speaker: subject, attachment: 'intro' } : null
}

/** Whether a sentence of its own stands between two quotes: `Doe laughed. "…"`, `Roe disagreed: "…"`. */
function isParted(tokens: Token[], previous: PlacedQuote, quote: PlacedQuote): boolean {
  const last = quote.from - 1
  return (tokens[last]?.quote ?? -1) < 0 && sentenceEdge(tokens, last, -1) >= previous.to
}

/** The attribution of a quote that has none in its sentence: from the paragraph around it, or the speaker before. */
function attachAround(
  scene: Scene,
  index: number,
  own: (Attribution | null)[],
  found: (Attribution | null)[],
): Attribution | null {
  const { quotes, tokens } = scene
  const quote = quotes[index] as PlacedQuote
  const previous = quotes[index - 1]
  const next = quotes[index + 1]
  const isFirst = tokens[quote.from - 1]?.paragraph !== quote.paragraph
  const follows = previous?.lastParagraph === quote.paragraph
  const intro = isFirst ? null : subjectOfSentenceBefore(scene, quote.from)
  const carried = follows && wordsBetween(tokens, previous.to, quote.from) <= 25 ? found[index - 1] : null
  if (carried && !(intro?.speaker.type === 'name' && isParted(tokens, previous as PlacedQuote, quote)))
    return { ...carried, cue: null, attachment: 'same-paragraph' }
  if (intro) return intro
  const nextOwn = next?.paragraph === quote.lastParagraph ? own[index + 1] : null
  if (next && nextOwn && wordsBetween(tokens, quote.to, next.from) === 0)
    return { ...nextOwn, attachment: 'same-paragraph' }
  return attachFloating(scene, index, found)
}

/** The last one who spoke, in a quote or in reported speech, at most two paragraphs before. */
function attachFloating(scene: Scene, index: number, found: (Attribution | null)[]): Attribution | null {
  const { quotes, tokens, cues, cuesBefore } = scene
  const quote = quotes[index] as PlacedQuote
  const previous = quotes[index - 1]
  const cue = cues[(cuesBefore[quote.from] ?? 0) - 1]
  const cueParagraph = cue ? (tokens[cue.at]?.paragraph ?? -9) : -9
  const quoteParagraph = previous && found[index - 1] ? previous.lastParagraph : -9
  if (quote.paragraph - Math.max(cueParagraph, quoteParagraph) > 2) return subjectOfSentenceBefore(scene, quote.from)
  const carried = found[index - 1]
  if (carried && (!cue || (previous?.to ?? 0) > cue.at))
    return { cue: null, speaker: carried.speaker, attachment: 'floating' }
  return cue ? { cue: null, speaker: cue.subject, attachment: 'floating' } : null
}

/**
 * Who says each quote: a reporting verb of its sentence, else the paragraph around it, else the speaker before. Null
 * where nobody is found. Rules made by hand, after the sieves of Muzny et al. (EACL 2017).
 */
export function attributeQuotes(scene: Scene): (Attribution | null)[] {
  const own = scene.quotes.map((quote) => attachInSentence(scene, quote))
  const found = [...own]
  own.forEach((attribution, index) => {
    if (!attribution) found[index] = attachAround(scene, index, own, found)
  })
  return found
}
