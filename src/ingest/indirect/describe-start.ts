import type { Features } from '../rank.ts'
import { reportsSoon } from './describe-end.ts'
import { finiteIn, isMain, kindAt, kindsBetween } from './read-clauses.ts'
import { between, bucket, type Facts, has, lowerAt, shape } from './read-facts.ts'

/** Features of a start for words that end at `end`, before the attribution. */
export function startFeatures(facts: Facts, start: number, end: number): Features {
  const { frame, verbs, commas } = facts
  const { from } = frame
  const before = shape(frame, start - 1)
  const opens = shape(frame, start)
  const open = kindAt(frame.clauses, start)
  const body = finiteIn(frame.clauses, start, end) >= 0
  const skipped = kindsBetween(frame.clauses, from, start)
  return [
    `open=${open},before=${before}`,
    `open=${open},body=${body}`,
    `open=${open},at=${start === from},body=${body}`,
    `skipped=${skipped[0] ?? '-'},${skipped.length > 1 ? skipped.at(-1) : ''},open=${open}`,
    `skipped=${skipped.some(isMain)},open=${open},body=${body}`,
    `at=${start - from === 0 ? 'start' : start - from < 3 ? 'near' : 'inside'}`,
    `before=${before}`,
    `opens=${opens}`,
    `before=${before},opens=${opens}`,
    `edge=${start - from === 0},opens=${opens}`,
    `word=${lowerAt(frame, start - 1)},${lowerAt(frame, start)}`,
    `verbs=${has(between(verbs, frame, start, end))}`,
    `verbs=${has(between(verbs, frame, start, end))},before=${before}`,
    `lost=${has(between(verbs, frame, from, start))},before=${before}`,
    `commas=${has(between(commas, frame, start, end))}`,
    `length=${bucket(end - start)}`,
    `lost=${bucket(start - from)}`,
    `opens2=${opens},${shape(frame, start + 1)}`,
    `lemma=${frame.lemma === 'according to'},before=${before}`,
    `report=${before},${reportsSoon(frame, from)}`,
  ]
}

/** Features of going on after the attribution at `start`, or not (-1), for words that ended at `end`. */
export function continuationFeatures(facts: Facts, start: number, end: number): Features {
  const { frame, verbs } = facts
  const { last, to, from } = frame
  const bodyVerbs = has(between(verbs, frame, from, end))
  const kinds = kindsBetween(frame.clauses, from, end)
  const main = kinds.some(isMain)
  if (start < 0) {
    const next = shape(frame, last + 1)
    return [
      '',
      `body=${bodyVerbs}`,
      `main=${main}`,
      `main=${main},tail=${facts.tail}`,
      `main=${main},${kinds[0]},tail=${facts.tail}`,
      `left=${bucket(to - last - 1)}`,
      `next=${next}`,
      `last=${shape(frame, end - 1)}`,
    ].map((name) => `stop:${name}`)
  }
  const mark = shape(frame, start - 1)
  const open = kindAt(frame.clauses, start)
  const word = shape(frame, start)
  return [
    '',
    `open=${open},main=${main}`,
    `open=${open},main=${main},${kinds[0]}`,
    `open=${open},mark=${mark}`,
    `mark=${mark}`,
    `word=${mark},${word}`,
    `word2=${mark},${word},${shape(frame, start + 1)}`,
    `lower=${lowerAt(frame, start)}`,
    `skip=${bucket(start - last - 1)}`,
    `skip=${has(start - last - 2)},verb=${has(between(verbs, frame, start, Math.min(to, start + 8)))},body=${bodyVerbs}`,
    `opens=${shape(frame, from)},body=${bodyVerbs}`,
    `commas=${has(between(facts.commas, frame, last + 1, start - 1))},${mark}`,
    `body=${bodyVerbs},word=${word}`,
    `body=${bodyVerbs}`,
    `left=${bucket(to - start)}`,
    `verbs=${has(between(verbs, frame, start, to))}`,
    `order=${frame.lemma === 'according to'},word=${word}`,
    `gapverbs=${has(between(verbs, frame, last + 1, start))}`,
  ]
}
