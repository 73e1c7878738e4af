import type { Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'
import type { Entity } from './link-entities.ts'

/** The pronouns for whoever something belongs to. */
export const owners: ReadonlyMap<string, string> = new Map(Object.entries({ its: 'it', his: 'he', her: 'she' }))

const writings = /^(?:statement|post|tweet|message|letter|email|e-mail|note|memo|release|notice)$/
const pages =
  /^(?:page|account|feed|profile|blog|website|site|office|campaign|team|publicist|Twitter|Facebook|Instagram)$/i

/** "Doe's tweet", "a letter from Doe": whose it is, where a person is named; or null. */
export function writerNamed({ tokens, table }: Memory, { from, to, head, type }: Mention): Entity | null {
  if (type !== 'nominal' || !writings.test(head ?? '')) return null
  const noun = from + tokens.slice(from, to).findIndex(({ lower }) => lower === head)
  if (noun < from) return null
  if (tokens[noun - 1]?.possessive) return table.endingAt(noun)
  if (!/^(?:from|by)$/.test(tokens[noun + 1]?.lower ?? '')) return null
  let at = noun + 2
  while (at < to + 6 && tokens[at]?.capital && !table.at(at)) at++
  return table.at(at)
}

/** "her" of "a post on her page", "a statement from her office"; or null. */
export function ownerBehind({ tokens }: Memory, mention: Mention): Mention | null {
  if (mention.type !== 'nominal' || !writings.test(mention.head ?? '')) return null
  for (let at = mention.from + 1; at < mention.to + 3; at++) {
    const head = owners.get(tokens[at + 1]?.lower ?? '')
    const isTheirs = tokens.slice(at + 2, at + 5).some(({ lower }) => pages.test(lower))
    if (head && isTheirs && /^(?:on|from|by)$/.test(tokens[at]?.lower ?? ''))
      return { ...mention, from: at + 1, to: at + 2, type: 'pronoun', head }
  }
  return null
}
