import { readPhrase } from '../names/find-mentions.ts'
import { isFurniture } from '../text/furniture.ts'
import type { Token } from '../text/tokenize.ts'
import { type Attribution, isThought } from './attribution.ts'
import { cutAtVerb } from './cut-at-verb.ts'
import type { Cue } from './find-cues.ts'
import { headOfClause } from './find-subject.ts'
import { cuesBetween, isAlone, type PlacedQuote, type Scene, sentenceEdge, wordsBetween } from './set-scene.ts'

/** "Nobody was hurt. “…”" */
const nobody = /^(?:nobody|no one|no-one|none|nothing|everyone|everybody|someone|somebody)$/i

/** The subject of the sentence that ends before token `at`, if it names somebody. */
function subjectOfSentenceBefore(scene: Scene, at: number): Attribution | null {
  const { tokens, text } = scene
  const last = tokens[at - 1]
  if (!last) return null
  const start = sentenceEdge(tokens, at - 1, -1)
  const cue = cuesBetween(scene, start, at).at(-1)
  if (cue && !isThought(tokens, cue, at - 1))
    return { cue: last.text === ':' ? cue : null, speaker: cue.subject, attachment: 'intro' }
  if (last.quote >= 0) return null
  const subject = headOfClause(tokens, text, start, at) ?? readPhrase(tokens, text, start, at)
  if (!subject || (subject.type === 'nominal' && last.text !== ':')) return null
  if (nobody.test(subject.text) || isFurniture(subject.text)) return null
  const speaker = cutAtVerb(tokens, text, subject)
  return subject.type !== 'nominal' || speaker !== subject ? { cue: null, speaker, attachment: 'intro' } : null
}

/** Whether a sentence of its own stands between two quotes: `Doe laughed. "…"`, `Roe disagreed: "…"`. */
function isParted(tokens: Token[], previous: PlacedQuote, quote: PlacedQuote): boolean {
  const last = quote.from - 1
  return (tokens[last]?.quote ?? -1) < 0 && sentenceEdge(tokens, last, -1) >= previous.to
}

/** `"…" and "…," said Doe`: nothing but a mark or a small word between two quotes. */
function isListed(tokens: Token[], quote: PlacedQuote, next: PlacedQuote): boolean {
  const between = tokens.slice(quote.to, Math.min(next.from, quote.to + 4)).filter(({ isWord }) => isWord)
  return between.every(({ lower }) => /^(?:and|or|but|then)$/.test(lower)) && between.length < 2
}

/** `"…" Doe paused. "…"`: the subject of the one sentence between the first two quotes of a paragraph. */
function attachBeat(scene: Scene, quote: PlacedQuote, next: PlacedQuote | undefined): Attribution | null {
  const { tokens } = scene
  const first = tokens[quote.to]
  if (!first || next?.paragraph !== quote.lastParagraph || first.quote >= 0) return null
  const isOne = tokens[next.from - 1]?.sentence === first.sentence && first.sentence !== tokens[quote.to - 1]?.sentence
  const beat = isOne ? subjectOfSentenceBefore(scene, next.from) : null
  const isSomebody = beat?.speaker.type === 'name' || /^s?he$/.test(beat?.speaker.head ?? '')
  return beat && isSomebody ? { ...beat, cue: null, attachment: 'same-paragraph' } : null
}

/** The attribution of a quote that has none in its sentence: from the paragraph around it, or the speaker before. */
export function attachAround(
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
  if (next && nextOwn && isListed(tokens, quote, next)) return { ...nextOwn, attachment: 'same-paragraph' }
  return (isFirst ? attachBeat(scene, quote, next) : null) ?? attachFloating(scene, index, found)
}

const isQuestion = ({ text }: Scene, quote: PlacedQuote) =>
  text.slice(quote.inner.start, quote.inner.end).trimEnd().endsWith('?')

/** A question in a paragraph, and the next begins with words in marks: whoever spoke before the one who asks, or null. */
function answererOf(scene: Scene, index: number, found: (Attribution | null)[]): Attribution | null {
  const { quotes, tokens } = scene
  const [quote, asked, asker] = [quotes[index] as PlacedQuote, quotes[index - 1], found[index - 1]?.speaker]
  if (!asked || !asker || !isQuestion(scene, asked) || isQuestion(scene, quote)) return null
  const opens = tokens[quote.from - 1]?.paragraph !== quote.paragraph
  const isForOthers = asks.test(asker.head ?? '')
  const ends = tokens[quote.to]?.paragraph !== quote.paragraph
  if (quote.paragraph !== asked.lastParagraph + 1 || !opens || !(ends || isForOthers)) return null
  for (let at = index - 2; at >= 0 && quote.paragraph - (quotes[at]?.lastParagraph ?? 0) <= 4; at--) {
    const other = found[at]
    if (other && other.speaker.text !== asker.text) return other
  }
  return isForOthers ? namedBefore(scene, asked) : null
}

/** Who asks for others to answer; of anybody else the words after a question may be more of the same. */
const asks = /^(?:i|we|reporter|journalist|interviewer|host|moderator|prosecutor)$/

/** `Doe sat down with me.` `“Are you happy?” I asked.`: who was reported before a question, or is the subject of the sentence there. */
function namedBefore(scene: Scene, asked: PlacedQuote): Attribution | null {
  const { tokens, cues, cuesBefore } = scene
  const paragraphOf = (at: number) => tokens[at]?.paragraph ?? 0
  for (let i = (cuesBefore[asked.from] ?? 0) - 1; i >= 0; i--) {
    const { at, subject } = cues[i] as Cue
    if (asked.paragraph - paragraphOf(at) > 4) break
    if (!asks.test(subject.head ?? '')) return { cue: null, speaker: subject, attachment: 'floating' }
  }
  const speaker = subjectOfSentenceBefore(scene, asked.from)?.speaker
  return speaker && !asks.test(speaker.head ?? '') ? { cue: null, speaker, attachment: 'floating' } : null
}

/** `“You saw it?” Doe asked.` `“No.”` `“You heard it?”`: whoever asked before asks again; or null. */
function askerOf(scene: Scene, index: number, found: (Attribution | null)[]): Attribution | null {
  const [asked, answer, quote] = [scene.quotes[index - 2], scene.quotes[index - 1], scene.quotes[index] as PlacedQuote]
  if (!asked || !answer || !isQuestion(scene, quote) || !isQuestion(scene, asked) || isQuestion(scene, answer))
    return null
  const isNext = answer.paragraph === asked.lastParagraph + 1 && quote.paragraph === answer.lastParagraph + 1
  return isNext && isAlone(scene, quote) ? (found[index - 2] ?? null) : null
}

/** `Asked if he would go, Doe paused.` `“Yes.”`: who is asked in the paragraph before words that stand alone; or null. */
function askedBefore(scene: Scene, quote: PlacedQuote): Attribution | null {
  const { tokens } = scene
  const last = quote.from - 1
  if (!isAlone(scene, quote) || (tokens[last]?.quote ?? 0) >= 0) return null
  const start = sentenceEdge(tokens, last, -1)
  if (!/^(?:Asked|Pressed)$/.test(tokens[start]?.text ?? '')) return null
  let comma = last
  while (comma > start && tokens[comma]?.text !== ',') comma--
  const subject = comma > start ? readPhrase(tokens, scene.text, comma + 1, last) : null
  return subject && { cue: null, speaker: subject, attachment: 'floating' }
}

/** The last one who spoke, in a quote or in reported speech, at most two paragraphs before. */
function attachFloating(scene: Scene, index: number, found: (Attribution | null)[]): Attribution | null {
  const { quotes, tokens, cues, cuesBefore } = scene
  const quote = quotes[index] as PlacedQuote
  const previous = quotes[index - 1]
  const cue = cues[(cuesBefore[quote.from] ?? 0) - 1]
  const cueParagraph = cue ? (tokens[cue.at]?.paragraph ?? -9) : -9
  const quoteParagraph = previous && found[index - 1] ? previous.lastParagraph : -9
  const answerer = answererOf(scene, index, found)
  const again = askerOf(scene, index, found) ?? askedBefore(scene, quote)
  if (again) return { ...again, cue: null, attachment: 'floating' }
  if (answerer) return { cue: null, speaker: answerer.speaker, attachment: 'floating' }
  if (quote.paragraph - Math.max(cueParagraph, quoteParagraph) > 2) return subjectOfSentenceBefore(scene, quote.from)
  const carried = found[index - 1]
  if (carried && (!cue || (previous?.to ?? 0) > cue.at))
    return { cue: null, speaker: carried.speaker, attachment: 'floating' }
  return cue ? { cue: null, speaker: cue.subject, attachment: 'floating' } : null
}
