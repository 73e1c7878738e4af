import type { Features } from '../rank.ts'
import type { Opening } from './find-indirect.ts'
import { isMain, kindAt, kindsBetween } from './read-clauses.ts'
import { between, bucket, type Facts, has, hasThat, lowerAt, shape, tagAt } from './read-facts.ts'

/** What is true of the verb's surroundings; it counts for "none" and for either side alike, each with its own prefix. */
export function surroundings(facts: Facts): string[] {
  const { frame, form, helper, besideQuote, kind, subjectKind, lead, hasMain, own, joined } = facts
  const takes = facts.complement.type
  const { lemma, at, last } = frame
  if (kind === 'according') return [kind, `beside=${besideQuote}`]
  return [
    '',
    `kind=${kind}`,
    `kind=${kind},form=${form},help=${helper}`,
    `kind=${kind},next=${shape(frame, last + 1)}`,
    `final=${last + 1 >= frame.to}`,
    `lemma=${lemma}`,
    `form=${form}`,
    `help=${helper}`,
    `form=${form},help=${helper}`,
    `tag=${tagAt(frame, at)}`,
    `beside=${besideQuote}`,
    `next=${shape(frame, last + 1)}`,
    `prev=${shape(frame, at - 1)}`,
    `next2=${shape(frame, last + 1)},${shape(frame, last + 2)}`,
    `prev2=${shape(frame, at - 2)},${shape(frame, at - 1)}`,
    `subject=${subjectKind}`,
    `kind=${kind},subject=${subjectKind}`,
    `comp=${takes}`,
    `kind=${kind},comp=${takes}`,
    `kind=${kind},comp=${takes},help=${helper}`,
    `subject=${subjectKind},comp=${takes}`,
    `own=${own},comp=${takes}`,
    `main=${hasMain && !joined},own=${own},comp=${takes}`,
    `lead=${joined ? 'joined' : lead},main=${hasMain}`,
    `form=${form},own=${own}`,
  ]
}

function openingAfter(facts: Facts, start: number): string[] {
  const { frame, verbs } = facts
  const { last, lemma, to } = frame
  const word = lowerAt(frame, start)
  const opens = shape(frame, start)
  const ahead = between(verbs, frame, start, Math.min(to, start + 12))
  const skipped = start - last - 1
  const gapVerbs = has(between(verbs, frame, last + 1, start))
  const open = kindAt(frame.clauses, start)
  const type = word === 'that' || word === 'to' ? word : opens === 'VERBing' ? opens : '*'
  const depth = skipped === 0 ? 0 : skipped < 4 ? 1 : 4
  if (facts.kind === 'according') return openingAccording(facts, start)
  const gap = Array.from({ length: Math.min(skipped, 3) }, (_, i) => shape(frame, last + 1 + i)).join(' ')
  const { complement } = facts
  const hit = `${complement.type},${complement.start === start}`
  return [
    `comp=${hit}`,
    `kind=${facts.kind},comp=${hit}`,
    `comp=${hit},skip=${depth}`,
    `skip=${bucket(skipped)}`,
    `word=${opens}`,
    `lemma=${lemma},word=${type},skip=${depth}`,
    `kind=${facts.kind},word=${type},skip=${depth}`,
    `inverted=${facts.isInverted},skip=${depth}`,
    `kind=${facts.kind},word=${opens},skip=${has(skipped)}`,
    `kind=${facts.kind},ahead=${has(ahead)},skip=${depth}`,
    `word=${type},gapverbs=${gapVerbs}`,
    `word=${opens},prev=${shape(frame, start - 1)}`,
    `word2=${opens},${shape(frame, start + 1)}`,
    `word=${opens},ahead=${has(ahead)}`,
    `gap=${gap},skip=${bucket(skipped)}`,
    `open=${open},kind=${facts.kind},skip=${depth}`,
    `open=${open},main=${facts.hasMain},skip=${depth}`,
    `open=${open},own=${facts.own},skip=${depth}`,
    `open=${open},subject=${facts.subjectKind},kind=${facts.kind}`,
    `open=${open},lemma=${lemma},skip=${has(skipped)}`,
    `left=${bucket(to - start)}`,
    `thatahead=${hasThat(frame, start + 1, Math.min(to, start + 14))},word=${opens}`,
  ]
}

/** "According to X, …": after the first comma, as a rule. */
function openingAccording({ frame, verbs, commas }: Facts, start: number): string[] {
  const skipped = start - frame.last - 1
  const gapCommas = has(between(commas, frame, frame.last + 1, start))
  const ahead = has(between(verbs, frame, start, frame.to))
  return [
    `prev=${shape(frame, start - 1)},first=${frame.at === frame.from}`,
    `prev=${shape(frame, start - 1)},commas=${gapCommas},ahead=${ahead}`,
    `prev=${shape(frame, start - 1)},word=${shape(frame, start)}`,
    `skip=${has(skipped)}`,
  ]
}

function openingBefore(facts: Facts, end: number): string[] {
  const { frame, verbs, commas } = facts
  const { at, from, last } = frame
  const mark = shape(frame, end)
  const gapVerbs = has(between(verbs, frame, end, at))
  const kinds = kindsBetween(frame.clauses, from, end)
  const main = kinds.some(isMain)
  const [first, last1] = [kinds[0] ?? '', kinds.at(-1) ?? '']
  const many = kinds.length === 1 ? '1' : '2+'
  return [
    `body=${first},${many},${main}`,
    `body=${first},${last1},${main},tail=${facts.tail}`,
    `main=${main},joined=${facts.joined},mark=${mark}`,
    `main=${main},tail=${facts.tail},own=${facts.own}`,
    `main=${main},first=${first},mark=${mark}`,
    `main=${main},subject=${facts.subjectKind},mark=${mark}`,
    `main=${main},kind=${facts.kind},tail=${facts.tail}`,
    `mark=${mark}`,
    `mark=${mark},gap=${bucket(at - end)}`,
    `mark=${mark},lemma=${frame.lemma}`,
    `mark=${mark},kind=${facts.kind},form=${facts.form}`,
    `inverted=${facts.isInverted},gap=${has(at - end)},mark=${mark}`,
    `mark=${mark},kind=${facts.kind},clause=${has(between(verbs, frame, from, end))}`,
    `mark=${mark},kind=${facts.kind},final=${last + 1 >= frame.to || shape(frame, last + 1) === ','}`,
    `mark=${mark},gapverbs=${gapVerbs}`,
    `gapcommas=${has(between(commas, frame, end + 1, at))}`,
    `first=${shape(frame, from)},mark=${mark}`,
    `first=${shape(frame, from)}`,
    `next=${shape(frame, last + 1)},mark=${mark}`,
    `taken=${has(between(facts.taken, frame, from, end))}`,
    `beforegap=${shape(frame, end - 1)},${mark}`,
  ]
}

/** Features of one place where the reported words may open, besides the surroundings; none for "none". */
export function openingFeatures(facts: Facts, { side, at }: Opening): Features {
  if (side === 'none') return []
  const own = side === 'after' ? openingAfter(facts, at) : openingBefore(facts, at)
  return own
}
