import { type Filled, makeForm } from '../form.ts'
import { calendarWords } from '../text/function-words.ts'
import { reportingLemma } from '../text/reporting-verbs.ts'
import type { Frame } from './find-indirect.ts'
import { finiteIn, kindAt } from './read-clauses.ts'
import { between, bucket, type Facts, formOf, has, hasThat, lowerAt, shape, tagAt } from './read-facts.ts'

const endForm = makeForm(
  'mark={mark}',
  'joint={joint}',
  'word={mark},{word}',
  'joint2={mark},{joint},{second}',
  'joint3={word},{tag2},{tag3}',
  'soon={mark},{joint},{soon}',
  'rest={mark},{rest}',
  'left={mark},{left}',
  'length={length}',
  'balance={mark},{balance}',
  'last={last},{mark}',
  'kind={kind},{mark},{joint}',
  'quote={quoted},{mark}',
  'lemma={lemma},{mark}',
  'report={mark},{report}',
  'and={mark},{joint},{report2}',
  'next={mark},{report1}',
  'venue={venue}',
  'that={that},{mark}',
  'aside={lemma},{joint}',
  'help={helper},{mark}',
  'follows={mark},{follows},body={body}',
  'follows={mark},{follows},after={after}',
  'follows={mark},{follows},open={open}',
  'follows={mark},{follows},kind={kind}',
  'follows={mark},{follows},word={joint}',
  'body={body},open={open},mark={mark}',
  'own={own},{mark},{follows}',
  'tense={mark},{joint},{tenseAfter},{tense},{form}',
  'tense={follows},{tenseAfter},{form}',
  'tense={follows},{tenseAfter},{tense}',
  'noun={isNoun},{verbAfter},{inside}',
  'cue={joint},{follows},{laterCue}',
  'takes={takes},{body},{mark}',
  'takes={takes},{follows}',
  'before={before},{follows}',
)

const subjects = new Set('he she they it we i you who'.split(' '))

/** What is true of an end for words that start at `start`. */
export function describeEnd(facts: Facts, start: number, end: number): Filled {
  const { frame, verbs, commas } = facts
  const { tokens, to } = frame
  const mark = shape(frame, end)
  const next = afterMarks(frame, end)
  const joint = shape(frame, next)
  const word = lowerAt(frame, next)
  const rest = between(verbs, frame, next, to)
  const { clauses } = frame
  const follows = end >= to ? '$' : kindAt(clauses, next)
  const after = end >= to ? '$' : nextPiece(frame, next)
  const first = finiteIn(clauses, start, end)
  const body = first < 0 ? '-' : (clauses.verbs[first - frame.from] ?? '')
  const open = openingKind(frame, start)
  return endForm({
    mark,
    joint,
    word,
    second: shape(frame, next + 1),
    tag2: subjects.has(lowerAt(frame, next + 1)) ? 'SUBJECT' : tagAt(frame, next + 1),
    tag3: tagAt(frame, next + 2),
    soon: has(between(verbs, frame, next, Math.min(to, next + 4))),
    rest: has(rest),
    left: bucket(to - end),
    length: bucket(end - start),
    balance: between(commas, frame, start, end) % 2,
    last: shape(frame, end - 1),
    kind: facts.kind,
    quoted: (tokens[end - 1]?.quote ?? -1) >= 0,
    lemma: frame.lemma,
    report: reportsSoon(frame, next),
    report2: nextReports(facts, next + 1),
    report1: nextReports(facts, next),
    venue: venueAfter(frame, next),
    that: hasThat(frame, end + 1, Math.min(to, end + 3)),
    helper: facts.helper,
    follows,
    own: facts.own,
    body,
    after,
    open,
    tenseAfter: tenseAt(frame, next, to),
    tense: tenseAt(frame, start, end),
    form: facts.form,
    isNoun: frame.lemma.endsWith('/n'),
    verbAfter: clauses.verbs[next - frame.from] ?? '',
    inside: first >= 0,
    takes: facts.complement.type,
    before: lastPiece(frame, start, end),
    laterCue: nextReports(facts, finiteIn(clauses, next, to)),
  })
}

/** The first token after a comma and the marks that close words in marks. */
function afterMarks(frame: Frame, end: number): number {
  const mark = shape(frame, end)
  let next = mark === ',' || mark === 'MARK' ? end + 1 : end
  const quote = frame.tokens[end]?.quote ?? -1
  while (quote >= 0 && next < frame.to && frame.tokens[next]?.quote === quote && !frame.tokens[next]?.isWord) next++
  return next
}

/** What opens the words; "that if", "that after" where a clause of its own is still to come. */
function openingKind({ clauses, tokens }: Frame, start: number): string {
  const kind = kindAt(clauses, start)
  const next = kind === 'that' ? kindAt(clauses, start + 1) : ''
  return /^(?:sub|pp|ing|ed)$/.test(next) && tokens[start]?.lower === 'that' ? `that+${next}` : kind
}

/** What follows the piece at `at`. */
function nextPiece({ clauses, from, to }: Frame, at: number): string {
  if (at >= to) return '$'
  const end = clauses.ends[at - from] ?? to
  return end === at ? '' : end >= to ? '$' : kindAt(clauses, end + 1)
}

/** The piece that ends at `end`, as far as it belongs to words that start at `start`. */
function lastPiece({ clauses, from }: Frame, start: number, end: number): string {
  let at = end - 1
  while (at > start && clauses.ends[at - 1 - from] === clauses.ends[end - 1 - from]) at--
  return kindAt(clauses, at)
}

/** The form of the first finite verb between two tokens. */
function tenseAt(frame: Frame, start: number, stop: number): string {
  const at = finiteIn(frame.clauses, start, stop)
  if (at < 0) return '-'
  const lower = lowerAt(frame, at)
  if (/^(?:is|are|am|has|have|do|does|isn.t|aren.t|don.t|doesn.t|hasn.t|haven.t)$/.test(lower)) return 'present'
  if (/^(?:was|were|had|did|wasn.t|weren.t|didn.t|hadn.t)$/.test(lower)) return 'past'
  if (/^(?:will|can|may|shall|must|won.t|can.t|cannot)$/.test(lower)) return 'will'
  if (/^(?:would|could|might|should|wouldn.t|couldn.t|shouldn.t)$/.test(lower)) return 'would'
  return lower.endsWith('ed') || pasts.has(lower) ? 'past' : lower.endsWith('s') ? 'present' : 'other'
}

/** Whether a token is a reporting verb in the form of the frame's own: "said … and warned …" is two reports. */
function nextReports({ frame, form }: Facts, at: number): string {
  if (at < 0) return '-'
  let place = at
  while (place < frame.to && tagAt(frame, place) === 'ADV') place++
  const lower = lowerAt(frame, place)
  const lemma = place < frame.to ? reportingLemma(lower) : null
  if (!lemma) return tagAt(frame, place)
  return formOf(lower, lemma) === form ? 'same' : 'other'
}

const pasts = new Set(
  `said told left went came took made gave got knew thought felt ran held kept led met paid put sent set shut spent stood taught understood won wrote lost
  found fell broke brought bought built began became chose drew drove grew hung rose saw sold spoke struck sought wore withdrew`.split(
    /\s+/,
  ),
)

const venues = new Set(
  'statement interview letter email tweet speech report conference briefing memo post message twitter facebook rally court'.split(
    ' ',
  ),
)

/** "in a statement", "on Twitter", "on Friday": when and where something was said stands after the words said. */
function venueAfter(frame: Frame, at: number): string {
  for (let place = at; place < Math.min(frame.to, at + 5); place++) {
    const lower = lowerAt(frame, place)
    if (venues.has(lower)) return `venue${place - at}`
    if (calendarWords.has(lower)) return `day${place - at}`
    if (frame.tokens[place]?.text === ',') return '-'
  }
  return '-'
}

const speechVerbs = new Set('said says told adding saying added wrote'.split(' '))

/** A reporting verb within the next words: the attribution, or another speaker's clause. */
export function reportsSoon({ tokens, to }: Frame, at: number): string {
  for (let place = at; place < Math.min(to, at + 6); place++) {
    if (speechVerbs.has(tokens[place]?.lower ?? '')) return `${Math.min(3, place - at)}`
    if (place > at && tokens[place]?.text === ',') return '-'
  }
  return '-'
}
