import { lastOf } from './compare-names.ts'
import type { Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'
import type { Entity } from './link-entities.ts'

const mostEntities = 200
const children = /^(?:son|daughter|grandson|granddaughter|nephew|niece|stepson|stepdaughter)$/
const parents = /^(?:father|mother|dad|mum|mom|man|grandfather|grandmother|uncle|aunt|patriarch|matriarch)$/

/** "the younger Doe", "Doe senior": which of a family is meant; null where nothing tells them apart by age. */
function askedAge({ tokens }: Memory, { from, to }: Mention): 'younger' | 'elder' | null {
  const before = [from, from - 1, from + 1].map((at) => tokens[at]?.lower ?? '')
  const after = tokens[to]?.lower ?? ''
  const last = tokens[to - 1]?.lower ?? ''
  if (before.includes('younger') || /^(?:junior|jnr)$/.test(after) || last === 'junior') return 'younger'
  const isElder = before.some((word) => word === 'elder' || word === 'older')
  return isElder || /^(?:senior|snr)$/.test(after) || last === 'senior' ? 'elder' : null
}

/** Whether somebody is called the child or the parent of another: "his son Erik", "Doe's old man, Barry", "Jane Doe Sr." */
function standing({ tokens }: Memory, { name, mentions }: Entity): 'younger' | 'elder' | null {
  if (/ Jr\.?$/.test(name)) return 'younger'
  if (/ Sr\.?$/.test(name)) return 'elder'
  for (const { from } of mentions.slice(0, 4)) {
    const noun = tokens[from - 1]?.text === ',' ? from - 2 : from - 1
    const lower = tokens[noun]?.lower ?? ''
    const whose = [1, 2, 3].some(
      (back) => tokens[noun - back]?.possessive || /^(?:his|her|their)$/.test(tokens[noun - back]?.lower ?? ''),
    )
    if (!whose) continue
    if (children.test(lower) || tokens[noun - 1]?.lower === 'younger') return 'younger'
    if (parents.test(lower) || tokens[noun - 1]?.lower === 'elder') return 'elder'
  }
  return null
}

/** "The younger Halvorsen", "McInerney senior": the one of that last name, or of the relatives with a first name only, who is so called; or null. */
export function elderOf(memory: Memory, mention: Mention): Entity | null {
  const age = mention.type === 'name' ? askedAge(memory, mention) : null
  if (!age) return null
  const last = lastOf(mention.text.replace(/ (?:senior|junior)$/i, ''))
  const family = memory.table.entities
    .slice(0, mostEntities)
    .filter(({ type, name }) => type !== 'organization' && (lastOf(name) === last || !name.includes(' ')))
  const so = family.filter((entity) => standing(memory, entity) === age)
  const sure = so.filter(({ name }) => name.includes(' '))
  if (sure.length > 0) return sure[0] ?? null
  if (so.length > 0) return so[0] ?? null
  const others = family.filter((entity) => entity.name.includes(' ') && standing(memory, entity) === null)
  return others.length === 1 ? (others[0] ?? null) : null
}
