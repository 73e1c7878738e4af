import { callingOf, isPersonNoun } from './call-names.ts'
import { countBefore } from './count-before.ts'
import type { Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'
import { isOftenUnnamed } from './find-unnamed.ts'
import type { Entity } from './link-entities.ts'
import { isOfficeWord } from './name-words.ts'

const mostEntities = 200
const longestLead = 600

/** Whoever is named in the paragraph after the one of token `from`. */
function nextParagraph({ names, table, tokens }: Memory, from: number, paragraph: number): Entity[] {
  const start = countBefore(names, from)
  const after = names.slice(start, start + 12).filter((name) => tokens[name.from]?.paragraph === paragraph + 1)
  return [...new Set(after.flatMap((name) => table.at(name.from) ?? []))]
}

/** `A judge has ruled …`, and further down `Justice Jane Doe`: the one person who comes in later and is called so; or null. */
export function introducedAfterLead(memory: Memory, { from, head, type }: Mention): Entity | null {
  const { tokens, table } = memory
  const paragraph = tokens[from]?.paragraph ?? 0
  if (type !== 'nominal' || head === null) return null
  if (!/^an?$/.test(tokens[from]?.lower ?? '') || table.entities.length > mostEntities) return null
  const mayBe = head === 'judge' || (!isOftenUnnamed(head) && (isPersonNoun(head) || isOfficeWord(head)))
  if (!mayBe) return null
  const next = paragraph > 2 || from > longestLead ? nextParagraph(memory, from, paragraph) : null
  const called = (next ?? table.entities).filter(
    (entity) =>
      entity.type === 'person' && (entity.mentions[0]?.from ?? 0) > from && callingOf(memory, entity, head) !== null,
  )
  return called.length === 1 ? (called[0] as Entity) : null
}
