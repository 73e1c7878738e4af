import type { Mention } from '../names/find-mentions.ts'
import type { Features } from '../rank.ts'
import { listSpeakers, type Words } from './find-indirect.ts'
import { between, bucket, type Facts, has, lowerAt, shape } from './read-facts.ts'

/** Who may say the words of these spans: in the passive, whoever stands behind "by". */
export const speakersOf = (facts: Facts, spans: Words[]): Mention[] =>
  listSpeakers(facts.frame, spans, facts.subject, facts.speakerFrom).filter(
    ({ from }) => !facts.isPassive || lowerAt(facts.frame, from - 1) === 'by',
  )

/** Features of a phrase as the speaker of words that stand in `spans`; null for "nobody named". */
export function speakerFeatures(facts: Facts, mention: Mention, spans: Words[], subject: Mention | null): Features {
  const { frame, verbs, commas } = facts
  const { at, last, from } = frame
  const isAfter = mention.from > at
  const side = isAfter ? 'after' : 'before'
  const where = `${side},${(spans[0]?.from ?? 0) < at ? 'B' : 'A'},${frame.lemma === 'according to' ? 'acc' : facts.helper === 'be' ? 'be' : ''}`
  const gap = isAfter ? mention.from - last - 1 : at - mention.to
  const [low, high] = isAfter ? [last + 1, mention.from] : [mention.to, at]
  return [
    where,
    `gap=${bucket(gap)},${where}`,
    `subject=${mention.from === subject?.from},${mention.to === subject?.to},${where}`,
    `type=${mention.type},${where}`,
    `before=${shape(frame, mention.from - 1)},${side}`,
    `next=${shape(frame, mention.to)},${where}`,
    `verbs=${has(between(verbs, frame, low, high))},${where}`,
    `commas=${has(between(commas, frame, low, high))},${where}`,
    `words=${bucket(mention.to - mention.from)},${mention.type}`,
    `first=${mention.from === from},${side}`,
    `head=${mention.type === 'pronoun' ? mention.head : '*'},${side}`,
    `form=${facts.form},${where}`,
    `form=${facts.form},${where},gap=${bucket(gap)}`,
    `first=${shape(frame, mention.from)},${side}`,
    `inverted=${facts.isInverted},bound=${facts.isBound},${where}`,
    `relative=${facts.isRelative},gap=${bucket(gap)},${side}`,
  ]
}
