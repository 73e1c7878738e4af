import { countBefore } from './count-before.ts'
import type { Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'

const longestRun = 4

/** Several people, or somebody of whom news says "they". */
const isGroup = ({ type, head, text }: Mention) =>
  text === 'Police' || (type === 'nominal' && /^(?:police|staff|rep|spokes.*|.*[^s]s)$/.test(head ?? ''))

/** "Police say a man was held. They say": the noun for several people, or for a spokesperson, who spoke last, a paragraph before at most; or null. */
export function groupBefore({ cues, tokens }: Memory, mention: Mention): Mention | null {
  if (mention.type !== 'pronoun' || mention.head !== 'they') return null
  const last = countBefore(cues, mention.from) - 1
  let next = mention
  for (let at = last; at >= 0 && at > last - longestRun; at--) {
    const subject = cues[at]?.subject as Mention
    if (subject.from >= next.from) continue
    if ((tokens[next.from]?.paragraph ?? 0) - (tokens[subject.from]?.paragraph ?? 0) > 1) return null
    if (subject.head !== 'they') return isGroup(subject) ? subject : null
    next = subject
  }
  return null
}
