import type { Resolved } from '../names/resolve-speaker.ts'
import type { Reported } from './choose-indirect.ts'

/**
 * How often the source was right on the held-out stories where the words were, by what the speaker's phrase is: with a
 * source (times how sure the resolver was) and without one ("two officials" has none, rightly).
 */
const rightWith = { name: 0.88, nominal: 0.75, pronoun: 0.85 }
const rightWithout = { name: 0.7, nominal: 0.8, pronoun: 0.35 }

/**
 * 0..1, that words are reported here and the source is right: the model's probability that any are and (its root, since half of the
 * other edges do for a reader) that these are, times how often such a speaker's source is right.
 */
export function rateIndirect({ reports, chance, speaker }: Reported, resolved: Resolved | null): number {
  const type = speaker?.type ?? 'nominal'
  const source = resolved ? rightWith[type] * resolved.certainty : rightWithout[type]
  return Math.round(reports * Math.sqrt(chance) * source * 100) / 100
}
