import { type Filled, makeForm } from '../form.ts'
import type { Opening } from './find-indirect.ts'
import { isMain, kindAt, kindsBetween } from './read-clauses.ts'
import { between, bucket, type Facts, has, hasThat, lowerAt, shape, tagAt } from './read-facts.ts'

const accordingSurroundings = makeForm('according', 'beside={besideQuote}')

const surroundingsForm = makeForm(
  '',
  'kind={kind}',
  'kind={kind},form={form},help={helper}',
  'kind={kind},next={next}',
  'final={final}',
  'lemma={lemma}',
  'form={form}',
  'help={helper}',
  'form={form},help={helper}',
  'tag={tag}',
  'beside={besideQuote}',
  'next={next}',
  'prev={previous}',
  'next2={next},{second}',
  'prev2={earlier},{previous}',
  'subject={subjectKind}',
  'kind={kind},subject={subjectKind}',
  'comp={takes}',
  'kind={kind},comp={takes}',
  'kind={kind},comp={takes},help={helper}',
  'subject={subjectKind},comp={takes}',
  'own={own},comp={takes}',
  'main={main},own={own},comp={takes}',
  'lead={lead},main={hasMain}',
  'form={form},own={own}',
)

const afterForm = makeForm(
  'comp={hit}',
  'kind={kind},comp={hit}',
  'comp={hit},skip={depth}',
  'skip={skipped}',
  'word={opens}',
  'lemma={lemma},word={type},skip={depth}',
  'kind={kind},word={type},skip={depth}',
  'inverted={inverted},skip={depth}',
  'kind={kind},word={opens},skip={skips}',
  'kind={kind},ahead={ahead},skip={depth}',
  'word={type},gapverbs={gapVerbs}',
  'word={opens},prev={previous}',
  'word2={opens},{second}',
  'word={opens},ahead={ahead}',
  'gap={gap},skip={skipped}',
  'open={open},kind={kind},skip={depth}',
  'open={open},main={main},skip={depth}',
  'open={open},own={own},skip={depth}',
  'open={open},subject={subject},kind={kind}',
  'open={open},lemma={lemma},skip={skips}',
  'left={left}',
  'thatahead={that},word={opens}',
)

const accordingForm = makeForm(
  'prev={previous},first={first}',
  'prev={previous},commas={gapCommas},ahead={ahead}',
  'prev={previous},word={opens}',
  'skip={skips}',
)

const beforeForm = makeForm(
  'body={first},{many},{main}',
  'body={first},{last1},{main},tail={tail}',
  'main={main},joined={joined},mark={mark}',
  'main={main},tail={tail},own={own}',
  'main={main},first={first},mark={mark}',
  'main={main},subject={subject},mark={mark}',
  'main={main},kind={kind},tail={tail}',
  'mark={mark}',
  'mark={mark},gap={gap}',
  'mark={mark},lemma={lemma}',
  'mark={mark},kind={kind},form={form}',
  'inverted={inverted},gap={gaps},mark={mark}',
  'mark={mark},kind={kind},clause={clause}',
  'mark={mark},kind={kind},final={final}',
  'mark={mark},gapverbs={gapVerbs}',
  'gapcommas={gapCommas}',
  'first={opens},mark={mark}',
  'first={opens}',
  'next={next},mark={mark}',
  'taken={taken}',
  'beforegap={last},{mark}',
)

/** What is true of the verb's surroundings; it counts for "none" and for either side alike, each with its own weights. */
export function describeSurroundings(facts: Facts): Filled {
  const { frame, form, helper, besideQuote, kind, subjectKind, lead, hasMain, own, joined } = facts
  const takes = facts.complement.type
  const { lemma, at, last } = frame
  if (kind === 'according') return accordingSurroundings({ besideQuote })
  return surroundingsForm({
    kind,
    form,
    helper,
    next: shape(frame, last + 1),
    final: last + 1 >= frame.to,
    lemma,
    tag: tagAt(frame, at),
    besideQuote,
    previous: shape(frame, at - 1),
    second: shape(frame, last + 2),
    earlier: shape(frame, at - 2),
    subjectKind,
    takes,
    own,
    main: hasMain && !joined,
    lead: joined ? 'joined' : lead,
    hasMain,
  })
}

function openingAfter(facts: Facts, start: number): Filled {
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
  let gap = ''
  for (let i = 0; i < Math.min(skipped, 3); i++) gap += `${i > 0 ? ' ' : ''}${shape(frame, last + 1 + i)}`
  const { complement } = facts
  const hit = `${complement.type},${complement.start === start}`
  return afterForm({
    hit,
    kind: facts.kind,
    depth,
    skipped: bucket(skipped),
    opens,
    lemma,
    type,
    inverted: facts.isInverted,
    skips: has(skipped),
    ahead: has(ahead),
    gapVerbs,
    previous: shape(frame, start - 1),
    second: shape(frame, start + 1),
    gap,
    open,
    main: facts.hasMain,
    own: facts.own,
    subject: facts.subjectKind,
    left: bucket(to - start),
    that: hasThat(frame, start + 1, Math.min(to, start + 14)),
  })
}

/** "According to X, …": after the first comma, as a rule. */
function openingAccording({ frame, verbs, commas }: Facts, start: number): Filled {
  const skipped = start - frame.last - 1
  const gapCommas = has(between(commas, frame, frame.last + 1, start))
  const ahead = has(between(verbs, frame, start, frame.to))
  return accordingForm({
    previous: shape(frame, start - 1),
    first: frame.at === frame.from,
    gapCommas,
    ahead,
    opens: shape(frame, start),
    skips: has(skipped),
  })
}

function openingBefore(facts: Facts, end: number): Filled {
  const { frame, verbs, commas } = facts
  const { at, from, last } = frame
  const mark = shape(frame, end)
  const gapVerbs = has(between(verbs, frame, end, at))
  const kinds = kindsBetween(frame.clauses, from, end)
  const main = kinds.some(isMain)
  const [first, last1] = [kinds[0] ?? '', kinds.at(-1) ?? '']
  const many = kinds.length === 1 ? '1' : '2+'
  return beforeForm({
    first,
    many,
    main,
    last1,
    tail: facts.tail,
    joined: facts.joined,
    mark,
    own: facts.own,
    subject: facts.subjectKind,
    kind: facts.kind,
    gap: bucket(at - end),
    lemma: frame.lemma,
    form: facts.form,
    inverted: facts.isInverted,
    gaps: has(at - end),
    clause: has(between(verbs, frame, from, end)),
    final: last + 1 >= frame.to || shape(frame, last + 1) === ',',
    gapVerbs,
    gapCommas: has(between(commas, frame, end + 1, at)),
    opens: shape(frame, from),
    next: shape(frame, last + 1),
    taken: has(between(facts.taken, frame, from, end)),
    last: shape(frame, end - 1),
  })
}

/** What is true of one place where the reported words may open, besides the surroundings; nothing of "none". */
export function describeOpening(facts: Facts, { side, at }: Opening): Filled | null {
  if (side === 'none') return null
  return side === 'after' ? openingAfter(facts, at) : openingBefore(facts, at)
}
