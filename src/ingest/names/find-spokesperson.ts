import { countBefore } from './count-before.ts'
import type { Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'

const genders = new Map([
  ['he', /^(?:spokesman|spokesperson|rep)$/],
  ['she', /^(?:spokeswoman|spokesperson|rep)$/],
])
const longestRun = 6

/** Whether a person is named between two tokens. */
const namesPerson = ({ names, table }: Memory, from: number, to: number) =>
  names.slice(countBefore(names, from), countBefore(names, to)).some((name) => table.at(name.from)?.type === 'person')

/**
 * "…, according to a spokesman for the council. He added": the spokesperson without a name whom a pronoun means, where all that was
 * reported since was by the same pronoun, a paragraph after the other at most, and no person is named in between; or null.
 */
export function spokespersonBefore(memory: Memory, mention: Mention): Mention | null {
  const { cues, tokens } = memory
  const spokesperson = mention.type === 'pronoun' && genders.get(mention.head ?? '')
  if (!spokesperson) return null
  const last = countBefore(cues, mention.from) - 1
  let next = mention
  for (let at = last; at >= 0 && at > last - longestRun; at--) {
    const subject = cues[at]?.subject as Mention
    if (subject.from >= next.from) continue
    const paragraphs = (tokens[next.from]?.paragraph ?? 0) - (tokens[subject.from]?.paragraph ?? 0)
    if (paragraphs > 1 || namesPerson(memory, subject.to, next.from)) return null
    if (subject.type === 'nominal') return spokesperson.test(subject.head ?? '') ? subject : null
    if (subject.type !== 'pronoun' || subject.head !== mention.head) return null
    next = subject
  }
  return null
}
