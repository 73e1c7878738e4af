import { auxiliaries, beForms } from '../text/function-words.ts'
import type { Tag } from '../text/tag-tokens.ts'
import type { Token } from '../text/tokenize.ts'

/** What a stretch of a sentence is, by its first words and whether a finite verb stands in it. */
export type Kind = string

/** The clauses of one sentence, tokens `from` to `to`, read from parts of speech alone. */
export type Clauses = {
  from: number
  to: number
  /**
   * For each token, the verb group that starts there: "f" finite with a subject before it, "r" after "who", "which" or "that",
   * "v" with neither, "i" infinitive, "p" participle, "" none.
   */
  verbs: string[]
  /** For each token, the first finite verb from there on, or `to`. */
  finite: number[]
  /** For each token, the token after the piece it stands in: pieces end at marks. */
  ends: number[]
  kinds: (Kind | undefined)[]
  /** Shapes of the tokens, read once for each that is asked for (read-facts.ts). */
  shapes: (string | undefined)[]
  tokens: Token[]
  tags: Tag[]
}

/** Marks that end a piece of a sentence. */
export const marks: ReadonlySet<string> = new Set(', ; : ( ) [ ] — – ― - --'.split(' '))
const modals = new Set('will would can could may might must should shall'.split(' '))
const finiteForms = new Set(
  `is was are were am has have had do does did isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't isn’t aren’t wasn’t weren’t hasn’t
haven’t hadn’t don’t doesn’t didn’t can't can’t won't won’t couldn't couldn’t wouldn't wouldn’t shouldn't shouldn’t cannot it's it’s he's he’s she's she’s they're
they’re we're we’re i'm i’m that's that’s there's there’s`
    .trim()
    .split(/\s+/),
)
const relatives = new Set('who which whom whose where'.split(' '))
const subordinators = new Set(
  'if when while because although though since as unless whereas after before until once whenever'.split(' '),
)
const nominal = /^(?:NOUN|PROPN|PRON|NUM|SYM|X|INTJ)$/

const isVerbal = (tag: Tag, token: Token) => tag === 'VERB' || tag === 'AUX' || finiteForms.has(token.lower)
const isBetween = (tag: Tag, token: Token) =>
  tag === 'ADV' || token.lower === 'not' || token.lower === "n't" || token.lower === 'n’t'

/** The kind of verb that starts at `at`, by its form and the word before it. */
function verbAt(tokens: Token[], tags: Tag[], from: number, to: number, at: number): string {
  const token = tokens[at] as Token
  let before = at - 1
  while (before >= from && isBetween(tags[before - from] ?? '', tokens[before] as Token)) before--
  const previous = before >= from ? (tokens[before]?.lower ?? '') : ''
  if (previous === 'to') return 'i'
  if (token.lower.endsWith('ing') || token.lower === 'being') return 'p'
  if (token.lower === 'be' || token.lower === 'been') return 'i'
  const sure = finiteForms.has(token.lower) || modals.has(token.lower) || /[^aeiou]n['’]t$/.test(token.lower)
  const contracted = sure && /['’](?:s|re|m)$/.test(token.lower)
  if (contracted) return 'f'
  if (/^(?:who|which|that)$/.test(previous)) return 'r'
  const tag = tags[before - from] ?? ''
  const hasSubject = before >= from && nominal.test(tag)
  if (
    hasSubject &&
    !sure &&
    /(?:ed|en|wn)$/.test(token.lower) &&
    tag !== 'PRON' &&
    isReduced(tokens, tags, from, to, at)
  )
    return 'p'
  return hasSubject ? 'f' : 'v'
}

/** "laws proposed in May were": a participle after its noun, since another finite verb follows without a joint. */
function isReduced(tokens: Token[], tags: Tag[], from: number, to: number, at: number): boolean {
  const next = tags[at + 1 - from] ?? ''
  if (tokens[at + 1]?.lower === 'by') return true
  if (next !== 'ADP' && next !== 'PART') return false
  for (let place = at + 1; place < to; place++) {
    const { text, lower } = tokens[place] as Token
    if (marks.has(text) || relatives.has(lower) || subordinators.has(lower) || /^(?:and|or|but|that)$/.test(lower))
      return false
    if (tags[place - from] === 'AUX' && (finiteForms.has(lower) || modals.has(lower))) return true
  }
  return false
}

/** Reads the clauses of a sentence. Linear but for sentences that are nothing but participles. */
export function readClauses(tokens: Token[], tags: Tag[], from: number, to: number): Clauses {
  const verbs: string[] = []
  const finite = new Array<number>(to - from)
  const ends = new Array<number>(to - from)
  let group = false
  for (let at = from; at < to; at++) {
    const token = tokens[at] as Token
    const tag = tags[at - from] ?? ''
    const verbal = token.isWord && isVerbal(tag, token)
    verbs.push(verbal && !group ? verbAt(tokens, tags, from, to, at) : '')
    if (verbal) group = true
    else if (!isBetween(tag, token)) group = false
  }
  let [end, next] = [to, to]
  for (let at = to - 1; at >= from; at--) {
    const verb = verbs[at - from]
    if (verb === 'f' || verb === 'r' || verb === 'v') next = at
    finite[at - from] = next
    if (marks.has(tokens[at]?.text ?? '') && tokens[at]?.quote === tokens[at - 1]?.quote) end = at
    ends[at - from] = end
  }
  return { from, to, verbs, finite, ends, kinds: new Array(to - from), shapes: new Array(to - from), tokens, tags }
}

/** The first finite verb from one token to another, or -1. */
export function finiteIn({ finite, from, to }: Clauses, start: number, stop: number): number {
  const at = finite[Math.max(start, from) - from] ?? to
  return at < Math.min(stop, to) ? at : -1
}

function readKind(clauses: Clauses, start: number): Kind {
  const { from, to, tokens, tags, ends } = clauses
  if (start >= to) return '$'
  const end = ends[start - from] ?? to
  if (end === start) {
    const mark = tokens[start]?.text ?? ''
    return mark === '—' || mark === '–' || mark === '--' || mark === '-' ? '-' : mark
  }
  let at = start
  while (at < end && tags[at - from] === 'ADV' && tokens[at]?.lower !== 'where' && tokens[at]?.lower !== 'when') at++
  if (at === end) return 'adv'
  if (!tokens[at]?.isWord && at + 1 < end) at++
  const { lower } = tokens[at] as Token
  const tag = tags[at - from] ?? ''
  const verb = clauses.verbs[at - from] ?? ''
  if (tag === 'CCONJ') {
    const rest = at + 1 < end ? kindAt(clauses, at + 1) : ''
    return `${lower === 'but' ? 'but' : 'and'}+${rest}`
  }
  if (lower === 'that') {
    const next = tags[at + 1 - from] ?? ''
    if (/^(?:AUX|VERB)$/.test(next)) return 'rel'
    return finiteIn(clauses, at + 1, end) >= 0 || end < to ? 'that' : 'np'
  }
  if (relatives.has(lower) || (tag === 'ADP' && relatives.has(tokens[at + 1]?.lower ?? ''))) return 'rel'
  if (/^(?:what|how|why|whether)$/.test(lower)) return 'wh'
  if (lower === 'to' && verbAfterTo(clauses, at, end)) return 'to'
  if (subordinators.has(lower)) {
    if (clauses.verbs[at + 1 - from] === 'p' && /ing$/.test(tokens[at + 1]?.lower ?? '')) return 'pp'
    const next = finiteIn(clauses, at + 1, end)
    if (next >= 0) return 'sub'
    return end < to && lower !== 'as' && lower !== 'after' && lower !== 'before' && lower !== 'since' ? 'sub' : 'pp'
  }
  if (verb === 'p') return /ing$/.test(lower) ? 'ing' : 'ed'
  if (verb === 'i') return 'v'
  if (verb && !/['’]/.test(lower)) {
    return /(?:ed|en|wn)$/.test(lower) && !auxiliaries.has(lower) && !beForms.has(lower) ? 'ed' : 'v'
  }
  const stop = nextSubordinate(clauses, at + 1, end)
  const finite = finiteIn(clauses, at, stop)
  const clausal = finite >= 0 && clauses.verbs[finite - from] === 'f'
  if (tag === 'ADP') return clausal ? 'pp+s' : 'pp'
  if (clausal) return 's'
  if (finite >= 0) return 'np+v'
  return tag === 'ADJ' && end - at < 3 ? 'adj' : 'np'
}

/** The token from which a clause that starts before it goes on with another: "who", "because"; or `end`. */
function nextSubordinate({ tokens, tags, from }: Clauses, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    const lower = tokens[at]?.lower ?? ''
    if (relatives.has(lower) || (tags[at - from] === 'SCONJ' && lower !== 'that')) return at
  }
  return end
}

function verbAfterTo({ verbs, from }: Clauses, to: number, end: number): boolean {
  for (let at = to + 1; at < Math.min(end, to + 3); at++) if (verbs[at - from] === 'i') return true
  return false
}

/** What starts at a token and goes on to the next mark; read once for each token that is asked for. */
export function kindAt(clauses: Clauses, at: number): Kind {
  if (at >= clauses.to || at < clauses.from) return '$'
  const known = clauses.kinds[at - clauses.from]
  if (known !== undefined) return known
  const kind = readKind(clauses, at)
  clauses.kinds[at - clauses.from] = kind
  return kind
}

/** The kinds of the pieces from one token to another. */
export function kindsBetween(clauses: Clauses, start: number, stop: number): Kind[] {
  const kinds: Kind[] = []
  for (let at = start; at < stop && kinds.length < 12; ) {
    const end = clauses.ends[at - clauses.from] ?? stop
    if (end > at) kinds.push(kindAt(clauses, at))
    at = Math.max(end, at) + (end > at ? 0 : 1)
  }
  return kinds
}

const mains = new Set('s pp+s np+v v that and+s and+v and+np+v and+pp+s but+s but+v but+np+v but+pp+s'.split(' '))

/** Whether one of the pieces is a clause of its own: not only "during …", "if …", "which …". */
export const isMain = (kind: Kind): boolean => mains.has(kind)
