import weights from '../models/confidence.json' with { type: 'json' }
import type { Resolved } from '../names/resolve-speaker.ts'
import { type Features, mapOf, probability } from '../rank.ts'
import type { QuotedSpan } from '../text/find-quote-marks.ts'
import type { Attribution } from './attribute-quotes.ts'

const known = mapOf(weights)
const level = (chance: number) => (chance < 0.5 ? 'low' : chance < 0.75 ? 'middle' : chance < 0.92 ? 'high' : 'sure')

/** What the confidence of a quote is made of: how sure it is speech, how its speaker was found, how sure the name is. */
export function signsOf(
  quote: QuotedSpan,
  chance: number,
  attribution: Attribution | null,
  resolved: Resolved | null,
): Features {
  const type = attribution?.speaker.type ?? 'nobody'
  const name = resolved ? (type === 'name' ? 'named' : `${type} ${level(resolved.certainty)}`) : `${type} open`
  return [
    'bias',
    `speech ${level(chance)}`,
    `attached ${attribution?.attachment ?? 'nowhere'}`,
    `who ${name}`,
    ...(quote.closed ? [] : ['unclosed']),
  ]
}

/**
 * 0..1, that the words are speech and the source is right, to two digits: logistic regression over `signsOf`, fitted on
 * the stories that the other models never saw.
 */
export const rateConfidence = (signs: Features): number => Math.round(probability(known, signs) * 100) / 100
