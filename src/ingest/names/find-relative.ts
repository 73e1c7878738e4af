import { lastOf } from './compare-names.ts'
import { countBefore } from './count-before.ts'
import type { Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'
import { pronounOfNoun } from './kin-nouns.ts'
import type { Entity } from './link-entities.ts'

const spouses = /^(?:husband|wife|widow|widower|ex-husband|ex-wife)$/
const farthest = 20
const farthestIntroduction = 500
/** So many entities are looked at, so that a text of nothing but names stays linear. */
const mostEntities = 200

/** Whom "his" or "her" means: the last speaker, or the latest person named who is of that gender. */
function ownerOf({ lastSpeaker, names, table }: Memory, { from }: Mention, gender: 'he' | 'she'): Entity | null {
  const spoke = lastSpeaker?.entity
  if (spoke?.type === 'person' && spoke.pronoun === gender) return spoke
  const end = countBefore(names, from)
  for (let at = end - 1; at >= Math.max(0, end - farthest); at--) {
    const entity = table.at(names[at]?.from ?? -1)
    if (entity?.type === 'person' && entity.pronoun === gender) return entity
  }
  return null
}

const others =
  /^(?:son|daughter|father|mother|brother|sister|partner|fiancée?|niece|nephew|aunt|uncle|grandson|granddaughter|grandfather|grandmother)$/

/** Doe and Roe-Doe. */
const shareName = (one: Entity, other: Entity) => {
  const [a, b] = [lastOf(one.name).split('-'), lastOf(other.name).split('-')]
  return a.some((part) => b.includes(part))
}

/** "his wife, Esnart": whoever the text has introduced by that noun, the latest; or null. */
function introducedAs({ tokens, names, table }: Memory, { from, head }: Mention): Entity | null {
  for (let at = from - 1; at > Math.max(0, from - farthestIntroduction); at--) {
    if (tokens[at]?.lower !== head || (tokens[at]?.quote ?? 0) >= 0) continue
    if (!/^(?:his|her|their)$/.test(tokens[at - 1]?.lower ?? '') && !tokens[at - 1]?.possessive) continue
    const name = names[countBefore(names, at)]
    const next = tokens[at + 1]?.text === ',' ? at + 2 : at + 1
    const entity = name?.from === next ? table.at(next) : null
    if (entity?.type !== 'organization' && entity) return entity
  }
  return null
}

/** "Her husband", "his widow", "his daughter": the only other with the same last name who may be that, or null. */
export function relativeOf(memory: Memory, mention: Mention): Entity | null {
  const { from, to, head, type } = mention
  const whose = memory.tokens[from]?.lower
  const isSpouse = spouses.test(head ?? '')
  if (type !== 'nominal' || to - from > 3 || !/^(?:his|her)$/.test(whose ?? '')) return null
  if (!isSpouse && !others.test(head ?? '')) return null
  const introduced = introducedAs(memory, mention)
  if (introduced) return introduced
  const owner = ownerOf(memory, mention, whose === 'his' ? 'he' : 'she')
  if (!owner?.name.includes(' ')) return null
  const gender = pronounOfNoun(head ?? '')
  const fits = ({ pronoun }: Entity) => (isSpouse ? pronoun !== owner.pronoun : (pronoun ?? gender) === gender)
  const relatives = memory.table.entities
    .slice(0, mostEntities)
    .filter(
      (entity) =>
        entity !== owner &&
        entity.type === 'person' &&
        entity.name.includes(' ') &&
        fits(entity) &&
        (isSpouse ? lastOf(entity.name) === lastOf(owner.name) : shareName(entity, owner)),
    )
  return relatives.length === 1 ? (relatives[0] ?? null) : null
}
