import type { Token } from '../text/tokenize.ts'
import { attachAround } from './attach-around.ts'
import { attachColon, attachCredit, attachLabel } from './attach-label.ts'
import { attachNoun, attachNounAfter, attachOpening } from './attach-noun.ts'
import { attachPassive } from './attach-passive.ts'
import { type Attachment, type Attribution, isThought } from './attribution.ts'
import type { Cue } from './find-cues.ts'
import { cuesBetween, type PlacedQuote, type Scene, sentenceEdge, wordsBetween } from './set-scene.ts'

export type { Attachment, Attribution } from './attribution.ts'
export type { PlacedQuote, Scene } from './set-scene.ts'

/** `"…" when he said`, `"…" but she said`, `"…" and that he said`: a clause of its own, whose speech is another. */
const opensClause = new Set(
  'that when whenever though although but and because after while before until unless since if which who whom'.split(
    ' ',
  ),
)

/** `"sat on" an audit that rated it`: words that go on without a mark are no speaker's. */
function goesOn({ text, tokens }: Scene, quote: PlacedQuote, { subject, order }: Cue): boolean {
  const ends = /[.,!?…—–-]/.test(text[quote.inner.end - 1] ?? '') || !tokens[quote.to]?.isWord
  return !ends && order === 'plain' && subject.type === 'nominal' && subject.from === quote.to
}

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
    const isRelative = /^(?:who|which|that)$/.test(cue.subject.head ?? '')
    const opens = isRelative || opensClause.has(before) || /ing$/.test(before)
    const near = isOwn && wordsBetween(tokens, quote.to, start) <= 3 && !opens && !goesOn(scene, quote, cue)
    return { cue, speaker: cue.subject, attachment: near ? 'after' : 'distant' }
  }
  return null
}

/** "Doe said that the man posted bond [and that] his office": whether a report goes on past another verb. */
const goesOnWithThat = (tokens: Token[], from: number, to: number) =>
  tokens.slice(from, to).some(({ lower }, at, all) => lower === 'and' && all[at + 1]?.lower === 'that')

/** "Vest reported that the minister had said", "Doe said that she had written and that": whose report it is counts. */
function outermost(scene: Scene, cue: Cue, start: number, end: number): Cue {
  const before = cuesBetween(scene, start, cue.at).at(-1)
  if (before?.order !== 'plain' || cue.order !== 'plain') return cue
  const saysThat = scene.tokens.slice(before.at, cue.at).some(({ lower }) => lower === 'that')
  const isOwn = scene.tokens[cue.at + 1]?.lower === 'that'
  if (saysThat && !isOwn && goesOnWithThat(scene.tokens, cue.at, end)) return outermost(scene, before, start, end)
  const between = scene.tokens.slice(before.at + 1, cue.subject.from)
  const leads = between.length < 6 && between.at(-1)?.lower === 'that' && between.every(({ isWord }) => isWord)
  const isNested = (between.length === 0 || leads) && before.at < cue.subject.from
  return isNested ? outermost(scene, before, start, end) : cue
}

function attachBefore(scene: Scene, quote: PlacedQuote): Attribution | null {
  const { tokens } = scene
  const start = sentenceEdge(tokens, quote.from, -1)
  const cue = cuesBetween(scene, start, quote.from).at(-1)
  if (!cue || isThought(tokens, cue, quote.from - 1)) return null
  const end = Math.max(cue.at + 1, cue.to)
  const gap = wordsBetween(tokens, end, quote.from)
  const mark = tokens[quote.from - 1]?.text
  const isIntroduced = mark === ':' || (mark === ',' && gap <= 12) || gap === 0
  const interrupted = tokens.slice(end, quote.from).some((token) => token.quote >= 0)
  if (interrupted) return { cue, speaker: cue.subject, attachment: 'distant' }
  if (isIntroduced) return { cue, speaker: cue.subject, attachment: 'before' }
  const outer = outermost(scene, cue, start, quote.from)
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
function attachInSentence(scene: Scene, quote: PlacedQuote): Attribution | null {
  if (quote.label) return attachLabel(scene, quote, quote.label)
  const after = attachCredit(scene, quote) ?? attachNounAfter(scene, quote) ?? attachAfter(scene, quote)
  const before =
    attachPassive(scene, quote) ?? attachOpening(scene, quote) ?? attachNoun(scene, quote) ?? attachBefore(scene, quote)
  if (!after || !before) return after ?? before ?? attachColon(scene, quote)
  // Doe said it was "…", according to two people
  if (after.cue?.order === 'according' && before.attachment === 'embedded' && before.cue?.plain) return before
  return strength[before.attachment] > strength[after.attachment] ? before : after
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
