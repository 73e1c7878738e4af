import { type Filled, makeForm } from '../form.ts'
import { reportsSoon } from './describe-end.ts'
import { finiteIn, isMain, kindAt, kindsBetween } from './read-clauses.ts'
import { between, bucket, type Facts, has, lowerAt, shape } from './read-facts.ts'

const startForm = makeForm(
  'open={open},before={before}',
  'open={open},body={body}',
  'open={open},at={first},body={body}',
  'skipped={skippedFirst},{skippedLast},open={open}',
  'skipped={lost},open={open},body={body}',
  'at={place}',
  'before={before}',
  'opens={opens}',
  'before={before},opens={opens}',
  'edge={first},opens={opens}',
  'word={wordBefore},{word}',
  'verbs={bodyVerbs}',
  'verbs={bodyVerbs},before={before}',
  'lost={lostVerbs},before={before}',
  'commas={bodyCommas}',
  'length={length}',
  'lost={lostWords}',
  'opens2={opens},{second}',
  'lemma={according},before={before}',
  'report={before},{report}',
)

const stopForm = makeForm(
  'stop:',
  'stop:body={bodyVerbs}',
  'stop:main={main}',
  'stop:main={main},tail={tail}',
  'stop:main={main},{first},tail={tail}',
  'stop:left={left}',
  'stop:next={next}',
  'stop:last={ends}',
)

const goOnForm = makeForm(
  '',
  'open={open},main={main}',
  'open={open},main={main},{first}',
  'open={open},mark={mark}',
  'mark={mark}',
  'word={mark},{word}',
  'word2={mark},{word},{second}',
  'lower={lower}',
  'skip={skipped}',
  'skip={skips},verb={soonVerbs},body={bodyVerbs}',
  'opens={opens},body={bodyVerbs}',
  'commas={gapCommas},{mark}',
  'body={bodyVerbs},word={word}',
  'body={bodyVerbs}',
  'left={left}',
  'verbs={verbsAhead}',
  'order={according},word={word}',
  'gapverbs={gapVerbs}',
)

/** What is true of a start for words that end at `end`, before the attribution. */
export function describeStart(facts: Facts, start: number, end: number): Filled {
  const { frame, verbs, commas } = facts
  const { from } = frame
  const before = shape(frame, start - 1)
  const opens = shape(frame, start)
  const open = kindAt(frame.clauses, start)
  const body = finiteIn(frame.clauses, start, end) >= 0
  const skipped = kindsBetween(frame.clauses, from, start)
  return startForm({
    open,
    before,
    body,
    first: start === from,
    skippedFirst: skipped[0] ?? '-',
    skippedLast: skipped.length > 1 ? skipped.at(-1) : '',
    lost: skipped.some(isMain),
    place: start - from === 0 ? 'start' : start - from < 3 ? 'near' : 'inside',
    opens,
    wordBefore: lowerAt(frame, start - 1),
    word: lowerAt(frame, start),
    bodyVerbs: has(between(verbs, frame, start, end)),
    lostVerbs: has(between(verbs, frame, from, start)),
    bodyCommas: has(between(commas, frame, start, end)),
    length: bucket(end - start),
    lostWords: bucket(start - from),
    second: shape(frame, start + 1),
    according: frame.lemma === 'according to',
    report: reportsSoon(frame, from),
  })
}

/** What is true of going on after the attribution at `start`, or not (-1), for words that ended at `end`. */
export function describeContinuation(facts: Facts, start: number, end: number): Filled {
  const { frame, verbs } = facts
  const { last, to, from } = frame
  const bodyVerbs = has(between(verbs, frame, from, end))
  const kinds = kindsBetween(frame.clauses, from, end)
  const main = kinds.some(isMain)
  if (start < 0) {
    const next = shape(frame, last + 1)
    return stopForm({
      bodyVerbs,
      main,
      tail: facts.tail,
      first: kinds[0],
      left: bucket(to - last - 1),
      next,
      ends: shape(frame, end - 1),
    })
  }
  const mark = shape(frame, start - 1)
  const open = kindAt(frame.clauses, start)
  const word = shape(frame, start)
  return goOnForm({
    open,
    main,
    first: kinds[0],
    mark,
    word,
    second: shape(frame, start + 1),
    lower: lowerAt(frame, start),
    skipped: bucket(start - last - 1),
    skips: has(start - last - 2),
    soonVerbs: has(between(verbs, frame, start, Math.min(to, start + 8))),
    bodyVerbs,
    opens: shape(frame, from),
    gapCommas: has(between(facts.commas, frame, last + 1, start - 1)),
    left: bucket(to - start),
    verbsAhead: has(between(verbs, frame, start, to)),
    according: frame.lemma === 'according to',
    gapVerbs: has(between(verbs, frame, last + 1, start)),
  })
}
