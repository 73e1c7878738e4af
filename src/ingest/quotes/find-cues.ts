import type { TextSpan } from '../../domain/extraction.ts'
import { type Mention, nameAfterWords, readMention, readPhrase } from '../names/find-mentions.ts'
import { endOfName } from '../names/find-names.ts'
import { adverbsAfterCue, auxiliaries, beForms } from '../text/function-words.ts'
import { isParticle, isPhrasal, isPlainSpeech, takesObject } from '../text/reporting-verbs.ts'
import type { Token } from '../text/tokenize.ts'
import { skipAuxiliaries, startOfClause } from './clause-edges.ts'
import { headOfClause, subjectBefore } from './find-subject.ts'
import { followsArticle, isNoun, isOwned } from './is-noun.ts'
import { isBeside, needsQuote, quoteLemma } from './quote-verbs.ts'

/** A reporting verb (or "according to") with whoever speaks. */
export type Cue = TextSpan & {
  /** Index of the verb's token. */
  at: number
  lemma: string
  subject: Mention
  /** How the subject was found: "said X" after a quote, or "X said". */
  order: 'inverted' | 'plain' | 'according'
  /** Tokens that subject and verb cover together. */
  from: number
  to: number
  /** Means speech even without a quote beside it. */
  plain: boolean
}

const clauseVerbs = new Set([
  ...beForms,
  'will',
  'would',
  'has',
  'had',
  'have',
  'could',
  'should',
  'must',
  'did',
  'does',
  'do',
])

/** "was told", "been accused": whether the verb at `at` is a passive, whose subject does not speak; nothing before `stop` is looked at. */
export function isPassive(tokens: Token[], at: number, stop: number): boolean {
  const form = tokens[at]?.lower ?? ''
  if (form.endsWith('ing')) return false
  for (let before = at - 1; before >= stop && before >= at - 3; before--) {
    const lower = tokens[before]?.lower ?? ''
    if (beForms.has(lower)) return true
    if (!/ly$/.test(lower) && !auxiliaries.has(lower)) return false
  }
  return false
}

/** `Said Doe: "…"`, `Adds Doe: "…"`, at the start of a sentence. */
function startsSentence(tokens: Token[], at: number): boolean {
  return (
    /^(?:Said|Says|Adds|Added|Wrote|Writes|Replied|Replies)$/.test(tokens[at]?.text ?? '') &&
    tokens[at - 1]?.sentence !== tokens[at]?.sentence
  )
}

/** Whether the token before the verb is the end of a quote or a comma after one: only there may the subject follow. */
function mayInvert(tokens: Token[], at: number): boolean {
  if (startsSentence(tokens, at)) return true
  let before = at - 1
  while (before >= 0 && (tokens[before]?.text === ',' || adverbsAfterCue.has(tokens[before]?.lower ?? ''))) before--
  const token = tokens[before]
  if (!token) return false
  return token.quote >= 0 ? token.paragraph === tokens[at]?.paragraph : before < at - 1 && tokens[at - 1]?.text === ','
}

/** "said the plan was": what follows the verb is a clause and not its subject. */
function holdsVerb(tokens: Token[], mention: Mention): boolean {
  if (mention.type !== 'nominal') return false
  return tokens.slice(mention.from, mention.to).some((token) => clauseVerbs.has(token.lower))
}

/** `said shadow treasurer Nick Doe`. */
function describedName(tokens: Token[], text: string, at: number): Mention | null {
  const name = nameAfterWords(tokens, at)
  return name < 0 ? null : readMention(tokens, text, at, endOfName(tokens, name))
}

function subjectAfter(tokens: Token[], text: string, at: number, lemma: string): Mention | null {
  if (!mayInvert(tokens, at) || tokens[at]?.lower.endsWith('ing') || tokens[at + 1]?.lower === 'that') return null
  const next = tokens[at + 1]?.lower ?? ''
  let start = adverbsAfterCue.has(next) || isParticle(lemma, next) ? at + 2 : at + 1
  // said 9/11 widow Ana Doe, said 81-year-old Bo Roe
  while (start < at + 5 && /^[\d/]/.test(tokens[start]?.text ?? '')) start++
  const mention =
    readPhrase(tokens, text, start, Math.min(tokens.length, start + 30)) ?? describedName(tokens, text, start)
  if (!mention || holdsVerb(tokens, mention)) return null
  if (takesObject(lemma) && mention.type !== 'name' && (tokens[mention.to]?.quote ?? -1) >= 0) return null
  const afterQuote = (tokens[at - 1]?.quote ?? -1) >= 0 || (tokens[at - 2]?.quote ?? -1) >= 0
  if (
    !afterQuote &&
    !startsSentence(tokens, at) &&
    (mention.type !== 'name' || !/^[,.;]$/.test(tokens[mention.to]?.text ?? '.'))
  )
    return null
  if (mention.type === 'pronoun' && tokens[at]?.lower !== 'said' && tokens[at]?.lower !== 'says') return null
  return nameOf(tokens, text, mention)
}

/** "the guild's president, Captain Doe": the name after the comma. */
function nameOf(tokens: Token[], text: string, mention: Mention): Mention {
  if (mention.type !== 'nominal' || tokens[mention.to]?.text !== ',') return mention
  const apposed = readPhrase(tokens, text, mention.to + 1, Math.min(tokens.length, mention.to + 12))
  const ends =
    apposed?.type === 'name' && tokens[apposed.from]?.capital && /^[,.;]$/.test(tokens[apposed.to]?.text ?? '.')
  return ends ? apposed : mention
}

function cueOf(tokens: Token[], at: number, lemma: string, subject: Mention, order: Cue['order']): Cue {
  const token = tokens[at] as Token
  const [from, to] = order === 'plain' ? [subject.from, at + 1] : [at, Math.max(subject.to, at + 1)]
  return {
    start: token.start,
    end: token.end,
    text: token.text,
    at,
    lemma,
    subject,
    order,
    from,
    to,
    plain: isPlainSpeech(lemma),
  }
}

function readVerb(tokens: Token[], text: string, at: number, lemma: string): Cue | null {
  const stop = startOfClause(tokens, at)
  if (isPassive(tokens, at, stop) || !isPhrasal(lemma, tokens[at + 1]?.lower ?? '')) return null
  if (followsArticle(tokens, at, lemma)) return null
  const inverted = lemma === 'tell' ? null : subjectAfter(tokens, text, at, lemma)
  if (inverted) return cueOf(tokens, at, lemma, inverted, 'inverted')
  const before = subjectBefore(tokens, text, at) ?? subjectBeyondQuote(tokens, text, at, stop)
  if (before && (isNoun(tokens, at, lemma, before) || isOwned(tokens, at, lemma))) return null
  return before ? cueOf(tokens, at, lemma, before, 'plain') : null
}

/** `Doe, who called it "a gift," said so`: the subject stands before a quote inside the same sentence. */
function subjectBeyondQuote(tokens: Token[], text: string, at: number, stop: number): Mention | null {
  if (
    skipAuxiliaries(tokens, at, stop) > stop &&
    tokens[stop]?.text !== ',' &&
    !/^(?:and|but)$/.test(tokens[stop]?.lower ?? '')
  )
    return null
  const sentence = tokens[at]?.sentence
  let from = at
  while (from > 0 && at - from < 120 && tokens[from - 1]?.sentence === sentence) from--
  let to = from
  while (to < at && (tokens[to]?.quote ?? -1) < 0) to++
  return to > from && to < at ? headOfClause(tokens, text, from, to) : null
}

/** `"…," per the filing`, but not "per year": only right after a quote or a comma, before a name or an article. */
function isPer(tokens: Token[], at: number): boolean {
  if (tokens[at]?.lower !== 'per') return false
  const before = tokens[at - 1]
  const next = tokens[at + 1]
  return (
    !!before &&
    !!next &&
    (before.quote >= 0 || before.text === ',') &&
    (next.capital || /^(?:the|an?)$/.test(next.lower))
  )
}

function readAccording(tokens: Token[], text: string, at: number): Cue | null {
  const isAccording = tokens[at]?.lower === 'according' && tokens[at + 1]?.lower === 'to'
  if (!isAccording && !isPer(tokens, at)) return null
  const subject = readPhrase(tokens, text, isAccording ? at + 2 : at + 1, Math.min(tokens.length, at + 30))
  return subject ? cueOf(tokens, at, 'according to', nameOf(tokens, text, subject), 'according') : null
}

/** Every reporting verb outside quotes whose speaker can be read from its clause, in order. Linear. */
export function findCues(tokens: Token[], text: string): Cue[] {
  const cues: Cue[] = []
  tokens.forEach((token, at) => {
    if (token.quote >= 0 || !token.isWord) return
    const isProper = token.capital && tokens[at - 1]?.sentence === token.sentence
    const known = isProper ? null : quoteLemma(token.lower)
    const lemma = known && (!needsQuote(known) || isBeside(tokens, at)) ? known : null
    const cue = lemma ? readVerb(tokens, text, at, lemma) : readAccording(tokens, text, at)
    if (cue) cues.push(cue)
  })
  return cues
}
