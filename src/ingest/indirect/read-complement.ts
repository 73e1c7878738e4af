import { calendarWords } from '../text/function-words.ts'
import type { ReportingWords } from './indirect-cues.ts'
import { type Clauses, marks } from './read-clauses.ts'

/** What a verb takes, by its form ("that", "clause", "to", "np+to", "np+that", "for" …), and the token where the clause in it starts. */
export type Complement = { type: string; start: number }

const words = (list: string) => new Set(list.split(' '))
const nominal = /^(?:NOUN|PROPN|PRON|NUM|SYM|DET|ADJ|ADV|X|INTJ)$/
const subjects = words('he she they it we i you there this')
const relatives = words('who which whom whose where')
const questions = words('what how why whether if when')
const particles = words('out back again also on in up')
const adverbs = words('then again once further just too instead never not simply')
/** Prepositions that are told apart after a verb and after its object; the others are one. */
const afterVerb = words('for on of about against to in at with by as after')
const afterObject = words('as of for over with against about to')
/** Longer phrases are not read through. */
const farthest = 30

/** The clauses of a sentence, and the mark at which what is read ends. */
type Place = Clauses & { stop: number }
const lower = ({ tokens }: Place, at: number) => tokens[at]?.lower ?? ''
const tag = ({ tags, from }: Place, at: number) => tags[at - from] ?? ''
const verb = ({ verbs, from }: Place, at: number) => verbs[at - from] ?? ''
const startsFinite = (place: Place, at: number) => /^[fv]$/.test(verb(place, at))
const isDay = (place: Place, at: number) => calendarWords.has(lower(place, at))
const isInfinitive = (place: Place, at: number) =>
  lower(place, at) === 'to' && (verb(place, at + 1) === 'i' || verb(place, at + 2) === 'i')

/** Whether a subject with a finite verb starts at a token: "he would", "the council had". */
function startsClause(place: Place, at: number): boolean {
  const word = lower(place, at)
  if (subjects.has(word)) return startsFinite(place, at) || startsFinite(place, at + 1) || startsFinite(place, at + 2)
  if (!/^(?:DET|PROPN|NUM)$/.test(tag(place, at)) && word !== 'his' && word !== 'their') return false
  for (let next = at + 1; next < Math.min(place.stop, at + 6); next++) {
    if (startsFinite(place, next)) return true
    if (!nominal.test(tag(place, next)) || /^(?:DET|PRON)$/.test(tag(place, next))) return false
  }
  return false
}

/** "the plane, a two-seater built in 1978, had gone": after asides a piece starts with a finite verb. */
function goesOn(place: Place): boolean {
  const { to, tokens, ends, from, stop } = place
  let at = stop
  for (let pieces = 0; pieces < 4 && at < to; pieces++) {
    if (tokens[at]?.text !== ',') return false
    const next = at + 1
    const isVerb = verb(place, next) === 'v' || (tag(place, next) === 'ADV' && verb(place, next + 1) === 'v')
    if (pieces > 0 && isVerb) return true
    if (tag(place, next) === 'CCONJ' || startsFinite(place, next)) return false
    at = ends[next - from] ?? to
  }
  return false
}

/** Whether a clause without "that" follows a noun: "told reporters he would". */
const followsNoun = (place: Place, at: number) =>
  /^(?:NOUN|PROPN|PRON|NUM)$/.test(tag(place, at - 1)) &&
  (subjects.has(lower(place, at)) || tag(place, at) === 'DET') &&
  startsClause(place, at)

/** What a phrase that starts at `start` is: the subject of a clause, or an object with what stands beside it. */
function readPhrase(place: Place, start: number): Complement {
  let preposition = ''
  let relative = false
  const object = () => (preposition === '' ? 'np' : `np+${afterObject.has(preposition) ? preposition : 'pp'}`)
  for (let at = start; at < place.stop; at++) {
    const word = lower(place, at)
    if (isInfinitive(place, at)) return { type: relative ? 'np' : 'np+to', start }
    if (startsFinite(place, at)) {
      if (!relative && /^(?:and|or|but|then)$/.test(lower(place, at - 1))) return { type: object(), start }
      if (!relative) return { type: 'clause', start }
    }
    if (verb(place, at)) relative = false
    if (at === start) continue
    if (word === 'that' && verb(place, at + 1) === '') return { type: 'np+that', start: at }
    if (relatives.has(word) || word === 'that') relative = true
    else if (questions.has(word)) return { type: 'np+wh', start: at }
    else if (!relative && !preposition && followsNoun(place, at)) return { type: 'np+clause', start: at }
    else if (tag(place, at) === 'ADP' && !preposition) preposition = word
  }
  return { type: goesOn(place) ? 'np,v' : object(), start }
}

/** Past "on Tuesday", "in a statement", "via email": the first token after a preposition and its phrase. */
function afterAdverbial(place: Place, start: number): number {
  let at = start
  const isModifier = () => /^(?:DET|ADJ|NUM)$/.test(tag(place, at)) && !subjects.has(lower(place, at))
  const isNoun = () => /^(?:NOUN|PROPN)$/.test(tag(place, at)) || isDay(place, at)
  if (tag(place, at) === 'ADP' || isDay(place, at)) at++
  while (at < place.stop && isModifier()) at++
  while (at < place.stop && isNoun() && !startsClause(place, at)) at++
  return at
}

/** What a preposition or a day starts: "on Tuesday that …", "for the vote", "for him to go". */
function readAdverbial(place: Place, start: number, isTime: boolean): Complement {
  let next = afterAdverbial(place, start)
  if (tag(place, next) === 'ADP') next = afterAdverbial(place, next)
  if (lower(place, next) === 'that') return { type: 'pp+that', start: next }
  if (next > start + 1 && next < place.stop && startsClause(place, next)) return { type: 'pp+clause', start: next }
  if (isInfinitive(place, next)) return { type: 'pp+to', start }
  const word = lower(place, start)
  return { type: isTime ? 'day' : afterVerb.has(word) ? word : 'pp', start }
}

/** The first word after the verb that is no particle or adverb. */
function skipAdverbs(place: Place, start: number): number {
  let at = start
  if (particles.has(lower(place, at)) && at + 1 < place.stop && tag(place, at + 1) !== 'DET') at++
  while (at < place.stop && (/^\p{Ll}{2,}ly$/u.test(lower(place, at)) || adverbs.has(lower(place, at)))) at++
  return at
}

/** Reads what a reporting verb takes, from parts of speech alone. Linear in the next thirty tokens. */
export function readComplement(clauses: Clauses, { last }: ReportingWords, to: number): Complement {
  const { tokens } = clauses
  let stop = last + 1
  while (stop < Math.min(to, last + farthest) && !marks.has(tokens[stop]?.text ?? '')) stop++
  const place: Place = { ...clauses, stop }
  const start = skipAdverbs(place, last + 1)
  if (start >= to) return { type: '$', start }
  if (start === stop) {
    const mark = tokens[stop]?.text ?? ''
    return { type: lower(place, stop + 1) === 'that' ? `${mark}that` : mark, start: stop + 1 }
  }
  const word = lower(place, start)
  if (word === 'that' && !startsFinite(place, start + 1) && verb(place, start + 1) !== 'r')
    return { type: 'that', start }
  if (word === 'that') return { type: 'that+v', start }
  if (isInfinitive(place, start)) return { type: 'to', start }
  if (questions.has(word)) return { type: 'wh', start }
  if (tag(place, start) === 'CCONJ') return { type: 'and', start }
  if (verb(place, start) === 'p') return { type: word.endsWith('ing') ? 'ing' : 'ed', start }
  if (verb(place, start)) return { type: 'v', start }
  const isTime = isDay(place, start) || /^(?:last|this|earlier)$/.test(word)
  return isTime || /^(?:ADP|SCONJ)$/.test(tag(place, start))
    ? readAdverbial(place, start, isTime)
    : readPhrase(place, start)
}
