import { type Filled, makeForm } from '../form.ts'
import type { Mention } from '../names/find-mentions.ts'
import { reportingLemma } from '../text/reporting-verbs.ts'
import { listSpeakers, type Words } from './find-indirect.ts'
import { between, bucket, type Facts, has, lowerAt, shape } from './read-facts.ts'

const speakerForm = makeForm(
  '{where}',
  'gap={gap},{where}',
  'subject={sameStart},{sameEnd},{where}',
  'type={type},{where}',
  'before={previous},{side}',
  'next={next},{where}',
  'verbs={gapVerbs},{where}',
  'commas={gapCommas},{where}',
  'words={length},{type}',
  'first={first},{side}',
  'head={head},{side}',
  'form={form},{where}',
  'form={form},{where},gap={gap}',
  'first={opens},{side}',
  'inverted={inverted},bound={bound},{where}',
  'relative={relative},gap={gap},{side}',
)

/** "The road was shut, [she] said, adding": who goes on to speak. */
function goingOn({ frame, subject }: Facts, spans: Words[]): Mention | null {
  const { at, last } = frame
  if (!subject || at < last || lowerAt(frame, at - 1) !== ',' || !lowerAt(frame, at).endsWith('ing')) return null
  const speaks = [subject.from - 1, subject.to].some((place) => reportingLemma(lowerAt(frame, place)) !== null)
  return speaks && !spans.some(({ from, to }) => subject.from >= from && subject.from < to) ? subject : null
}

/** Who may say the words of these spans: in the passive, whoever stands behind "by". */
export function speakersOf(facts: Facts, spans: Words[]): Mention[] {
  const speaker = goingOn(facts, spans)
  if (speaker) return [speaker]
  return listSpeakers(facts.frame, spans, facts.subject, facts.speakerFrom).filter(
    ({ from }) => !facts.isPassive || lowerAt(facts.frame, from - 1) === 'by',
  )
}

/** What is true of a phrase as the speaker of words that stand in `spans`. */
export function describeSpeaker(facts: Facts, mention: Mention, spans: Words[]): Filled {
  const { frame, verbs, commas, subject } = facts
  const { at, last, from } = frame
  const isAfter = mention.from > at
  const side = isAfter ? 'after' : 'before'
  const where = `${side},${(spans[0]?.from ?? 0) < at ? 'B' : 'A'},${frame.lemma === 'according to' ? 'acc' : facts.helper === 'be' ? 'be' : ''}`
  const gap = isAfter ? mention.from - last - 1 : at - mention.to
  const [low, high] = isAfter ? [last + 1, mention.from] : [mention.to, at]
  return speakerForm({
    where,
    gap: bucket(gap),
    sameStart: mention.from === subject?.from,
    sameEnd: mention.to === subject?.to,
    type: mention.type,
    previous: shape(frame, mention.from - 1),
    side,
    next: shape(frame, mention.to),
    gapVerbs: has(between(verbs, frame, low, high)),
    gapCommas: has(between(commas, frame, low, high)),
    length: bucket(mention.to - mention.from),
    first: mention.from === from,
    head: mention.type === 'pronoun' ? mention.head : '*',
    form: facts.form,
    opens: shape(frame, mention.from),
    inverted: facts.isInverted,
    bound: facts.isBound,
    relative: facts.isRelative,
  })
}
