import type { Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'
import type { Entity } from './link-entities.ts'

const age = /^(\d{1,2})-year-old$/

/** Years in "58-year-old", 0 in another word. */
export const yearsIn = (word: string): number => Number(age.exec(word)?.[1] ?? 0)

/** How old the text says somebody is: "Jane Doe, 23," "23-year-old Jane Doe", "Jane Doe, a 23-year-old"; null where it does not say. */
function ageOf(memory: Memory, entity: Entity): number | null {
  const { tokens } = memory
  for (const name of entity.mentions.slice(0, 6)) {
    const article = /^an?$/.test(tokens[name.to + 1]?.lower ?? '') ? 2 : 1
    const after = tokens[name.to]?.text === ',' ? (tokens[name.to + article]?.text ?? '') : ''
    const before = [1, 2, 3].map((back) => tokens[name.from - back]?.lower ?? '').find((word) => age.test(word)) ?? ''
    for (const text of [after, before]) {
      const years = age.exec(text)?.[1] ?? (/^\d\d?$/.test(text) ? text : null)
      if (years) return Number(years)
    }
  }
  return null
}

/** Whether the text says that somebody is so old. */
export function isOfAge(memory: Memory, entity: Entity, from: number, to: number): boolean {
  const years = ageOf(memory, entity)
  return years !== null && years >= from && years <= to
}

/** "the 58-year-old" is nobody who is said to be 20. */
export function isOfOtherAge(memory: Memory, entity: Entity, head: string): boolean {
  const years = yearsIn(head)
  const own = years > 0 ? ageOf(memory, entity) : null
  return own !== null && own !== years
}

/** "the 29-year-old assistant" as "the 29-year-old", which nobody else can be. */
export function byItsAge(memory: Memory, mention: Mention): Mention | null {
  if (mention.type !== 'nominal' || /-year-old$/.test(mention.head ?? '-year-old')) return null
  const age = memory.tokens.slice(mention.from, mention.to).find(({ lower }) => /^\d\d?-year-old$/.test(lower))
  return age ? { ...mention, head: age.lower } : null
}
