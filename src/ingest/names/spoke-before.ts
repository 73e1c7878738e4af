import { countBefore } from './count-before.ts'
import type { Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'
import type { Entity } from './link-entities.ts'

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

/** `Doe told the coroner, Dr Ana Roe, that … He said`: in the next sentence of the paragraph it is who told, and not who was told; or null. */
export function tellerBefore({ cues, tokens, table }: Memory, { from, head }: Mention): Entity | null {
  if (head !== 'he' && head !== 'she') return null
  const cue = cues[countBefore(cues, from) - 1]
  const [there, here] = [tokens[cue?.at ?? 0], tokens[from]]
  if (cue?.lemma !== 'tell' || there?.sentence !== (here?.sentence ?? 0) - 1 || there.paragraph !== here?.paragraph)
    return null
  const entity = cue.subject.type === 'name' ? table.at(cue.subject.name?.from ?? -1) : null
  return entity?.type === 'person' && (entity.pronoun ?? head) === head ? entity : null
}
