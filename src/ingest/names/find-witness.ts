import type { Token } from '../text/tokenize.ts'
import type { NameMention } from './collect-names.ts'
import { type Antecedent, isSurelyPerson, type Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'
import type { Entity } from './link-entities.ts'
import { type Said, saidAfter, saidBefore } from './read-apposition.ts'

const reach = 14
/** So many entities are looked at, so that a text of nothing but names stays linear. */
const mostEntities = 200
const hearings =
  /^(?:court|jury|jurors|inquiry|inquest|tribunal|hearing|commission|committee|panel|house|senate|bench|judge|magistrate)$/

/** "told the inquiry" */
const tellsHearing = (tokens: Token[], at: number) =>
  /^(?:told|tells|telling)$/.test(tokens[at]?.lower ?? '') &&
  [1, 2, 3, 4].some((next) => hearings.test(tokens[at + next]?.lower ?? ''))

/** Token at which the text last says of somebody that they gave evidence, before `until`; or -1. */
function lastTestified({ tokens }: Memory, { mentions }: Entity, until: number): number {
  const speaks = (at: number) =>
    /^testif/.test(tokens[at]?.lower ?? '') ||
    (tokens[at]?.lower === 'stand' && tokens[at - 2]?.lower === 'took') ||
    (tokens[at]?.lower === 'evidence' && /^(?:give|gave|giving)$/.test(tokens[at - 1]?.lower ?? '')) ||
    tellsHearing(tokens, at)
  const name = mentions.findLast(({ from, to }) => {
    if (to > until) return false
    if (tokens[from - 2]?.lower === 'heard' && tokens[from - 1]?.lower === 'from') return true
    // "Giving evidence, Doe"
    const start = tokens[from - 1]?.text === ',' ? from - 4 : to
    for (let at = start; at < to + reach; at++)
      if (tokens[at]?.sentence === tokens[from]?.sentence && (tokens[at]?.quote ?? 0) < 0 && speaks(at)) return true
    return false
  })
  return name?.from ?? -1
}

const officers =
  /^(?:lawyer|attorney|solicitor|barrister|counsel|advocate|prosecutor|prosecuting|defending|kc|qc|sc|judge|justice|magistrate|coroner|commissioner|chair|speaker|senator)$/

/** Lawyers, judges and who else asks a witness. */
function examines({ tokens }: Memory, { titles, mentions }: Entity): boolean {
  const says = (said: Said | null) =>
    tokens.slice(said?.from ?? 0, said?.to ?? 0).some(({ lower }) => officers.test(lower))
  if (
    [...titles].some((title) =>
      title
        .toLowerCase()
        .split(/[\s.]+/)
        .some((word) => officers.test(word)),
    )
  )
    return true
  const isApposed = ({ from }: NameMention) =>
    tokens[from - 1]?.text === ',' && officers.test(tokens[from - 2]?.lower ?? '')
  return mentions
    .slice(0, 3)
    .some((name) => isApposed(name) || says(saidBefore(tokens, name)) || says(saidAfter(tokens, name)))
}

/** "the witness": of those near, the latest who testified, or else the latest of all; who is neither lawyer nor judge. */
export function witnessAmong(memory: Memory, { from, head, type }: Mention, candidates: Antecedent[]): Entity | null {
  if (type !== 'nominal' || head !== 'witness' || memory.tokens[from]?.lower !== 'the') return null
  const mayBe = (entity: Entity) => entity.type === 'person' && !examines(memory, entity)
  let [latest, place]: [Entity | null, number] = [null, -1]
  for (const entity of memory.table.entities.slice(0, mostEntities)) {
    const at = mayBe(entity) ? lastTestified(memory, entity, from) : -1
    if (at > place) [latest, place] = [entity, at]
  }
  const people = candidates.map(({ entity }) => entity).filter(mayBe)
  return latest ?? people.find(isSurelyPerson) ?? people[0] ?? null
}
