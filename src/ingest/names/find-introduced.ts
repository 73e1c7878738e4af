import { isBody } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'
import { callingOf, isPersonNoun } from './call-names.ts'
import type { NameMention } from './collect-names.ts'
import { countBefore } from './count-before.ts'
import { type Antecedent, isOfRank, type Memory, type Resolved } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'
import { isOftenUnnamed } from './find-unnamed.ts'
import { pronounOfNoun } from './kin-nouns.ts'
import type { Entity } from './link-entities.ts'
import { isBodyWord, isOfficeWord, isRank } from './name-words.ts'
import { type Said, saidAfter, saidBefore } from './read-apposition.ts'

const farthestName = 40

/** `"…," the mayor said` at the top, and further down "Mayor Jane Doe": whoever is introduced later by that noun. */
function introducedLater(memory: Memory, { from, to, head }: Mention): Entity | null {
  const start = countBefore(memory.names, to)
  const says = (said: Said | null) =>
    memory.tokens.slice(said?.from ?? 0, said?.to ?? 0).some(({ lower }) => lower === head)
  for (const name of memory.names.slice(start, start + farthestName)) {
    const entity = memory.table.at(name.from)
    const isNew = entity?.type === 'person' && name.text.includes(' ') && (entity.mentions[0]?.from ?? 0) > from
    if (isNew && (says(saidBefore(memory.tokens, name)) || says(saidAfter(memory.tokens, name)))) return entity
  }
  return null
}

/** "the coroner, Dr Jane Doe" */
function isApposed(tokens: Token[], name: NameMention, head: string): boolean {
  let at = name.from - 1
  while (tokens[at]?.text === '.' || isRank(tokens[at]?.lower ?? '')) at--
  return tokens[at]?.text === ',' && tokens[at - 1]?.lower === head
}

const isDefinite = /^(?:the|his|her|its|their)$/
const farthestBack = 200

/** "the agency": the one body named near before it whose name has the noun; or null. */
export function namedByNoun(memory: Memory, { from, head, type }: Mention, candidates: Antecedent[]): Entity | null {
  if (type !== 'nominal' || head === null || memory.tokens[from]?.lower !== 'the' || !isBodyWord(head)) return null
  const named = candidates.filter(
    ({ entity }) => entity.type === 'organization' && entity.name.toLowerCase().split(' ').includes(head),
  )
  return named.length === 1 ? (named[0]?.entity ?? null) : null
}

/** "the coroner", "the agency": the latest before it whom the text introduces by that noun, or whose name has it, however far back. */
export function introducedEarlier(memory: Memory, { from, head, type }: Mention): Entity | null {
  const { tokens, names, table } = memory
  if (type !== 'nominal' || head === null || !isDefinite.test(tokens[from]?.lower ?? '')) return null
  const says = (said: Said | null) => tokens.slice(said?.from ?? 0, said?.to ?? 0).some(({ lower }) => lower === head)
  const mayBePerson = isOfficeWord(head) || isPersonNoun(head)
  const end = countBefore(names, from)
  for (let at = end - 1; at >= Math.max(0, end - farthestBack); at--) {
    const name = names[at] as NameMention
    const entity = table.at(name.from)
    if (isBodyWord(head) && entity?.type === 'organization' && entity.name.toLowerCase().split(' ').includes(head))
      return entity
    if (!mayBePerson || entity?.type !== 'person' || !entity.mentions.slice(0, 2).includes(name)) continue
    if (isApposed(tokens, name, head) || says(saidBefore(tokens, name)) || says(saidAfter(tokens, name))) return entity
  }
  return null
}

const mostEntities = 200

/** "the colonel": the one person before it who has that title, however far back; or null. */
export function titledEarlier(memory: Memory, mention: Mention): Entity | null {
  const { from, head, type } = mention
  if (type !== 'nominal' || !isOfficeWord(head ?? '') || memory.tokens[from]?.lower !== 'the') return null
  const titled = memory.table.entities
    .slice(-mostEntities)
    .filter(
      (entity) =>
        entity.type === 'person' &&
        entity.titles.size > 0 &&
        (entity.mentions[0]?.from ?? from) < from &&
        isOfRank(memory, entity, mention) &&
        callingOf(memory, entity, head ?? '') === 'title',
    )
  return titled.length === 1 ? (titled[0] ?? null) : null
}

/** `A Saskatoon woman says …`, and the next paragraph begins `Lorraine Doe, 43, said`: whom a story's opening means. */
export function introducedNext(memory: Memory, { from, to, head }: Mention, candidates: Antecedent[]): Entity | null {
  const { tokens, names, table } = memory
  const paragraph = tokens[from]?.paragraph ?? 0
  const mayBe =
    head !== null &&
    paragraph <= 2 &&
    !isOftenUnnamed(head) &&
    (isPersonNoun(head) || isOfficeWord(head) || !!pronounOfNoun(head))
  if (!mayBe || isBody(head) || candidates.some(({ entity }) => entity.type === 'person')) return null
  const after = countBefore(names, to)
  const name = names.slice(after, after + 9).find((each) => (tokens[each.from]?.paragraph ?? 0) > paragraph)
  const entity = name ? table.at(name.from) : null
  if (!name?.startsSentence || entity?.type !== 'person' || !entity.name.includes(' ')) return null
  const isNext = (tokens[name.from]?.paragraph ?? 0) - paragraph === 1 && (entity.mentions[0]?.from ?? 0) > from
  const gender = pronounOfNoun(head)
  const clashes = gender !== null && entity.pronoun !== null && entity.pronoun !== gender
  return isNext && !clashes ? entity : null
}

/** "Jane Doe, the chief engineer of the port": whether somebody is introduced in the words of a mention, two or more. */
function isIntroducedSo({ tokens }: Memory, { mentions }: Entity, { from, to }: Mention): boolean {
  const words = tokens.slice(from + 1, to).map(({ lower }) => lower)
  return mentions.slice(0, 6).some((name) => {
    const article = /^(?:the|an?)$/.test(tokens[name.to + 1]?.lower ?? '') ? 1 : 0
    const said = name.to + 1 + article
    return (
      words.length > 1 && tokens[name.to]?.text === ',' && words.every((word, i) => tokens[said + i]?.lower === word)
    )
  })
}

/** "former Premier Jane Doe", "then-Gov. Jane Doe" */
const wasOnce = ({ titles }: Entity) => [...titles].some((title) => /\b(?:former|then|ex)\b/i.test(title))

/** "the canon", "the 23-year-old": whoever has that title or age, or is said to be that when introduced after it. */
export function calledSo(memory: Memory, mention: Mention, candidates: Antecedent[]): Resolved | null {
  const { head, from, type } = mention
  if (type !== 'nominal' || head === null || !isDefinite.test(memory.tokens[from]?.lower ?? '')) return null
  const isTheirs = memory.tokens[from]?.lower !== 'the'
  const isOpen = isOfficeWord(head) && pronounOfNoun(head) === null && !candidates.some(({ called }) => called)
  const later = isOpen ? introducedLater(memory, mention) : null
  if (isTheirs) return later && { entity: later, certainty: 0.7 }
  const mayBe = candidates.filter(
    ({ entity, called }) =>
      called === 'title' || called === 'age' || (called === 'near' && isIntroducedSo(memory, entity, mention)),
  )
  const isFormer = memory.tokens[from + 1]?.lower === 'former'
  const titled = mayBe.find(({ entity }) => isFormer === wasOnce(entity)) ?? mayBe[0]
  if (titled) return { entity: titled.entity, certainty: 0.9 }
  return later && { entity: later, certainty: 0.75 }
}
