import type { Token } from '../text/tokenize.ts'
import type { NameMention } from './collect-names.ts'
import { countBefore } from './count-before.ts'
import { type Antecedent, isSurelyPerson, type Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'
import type { Entity, EntityTable } from './link-entities.ts'
import { type Said, saidAfter, saidBefore } from './read-apposition.ts'

const reach = 14
/** So many testimonies are looked at, so that a text of nothing else stays linear. */
const mostLooked = 200
const hearings =
  /^(?:court|jury|jurors|inquiry|inquest|tribunal|hearing|commission|committee|panel|house|senate|bench|judge|magistrate)$/

/** "told the inquiry" */
const tellsHearing = (tokens: Token[], at: number) =>
  /^(?:told|tells|telling)$/.test(tokens[at]?.lower ?? '') &&
  [1, 2, 3, 4].some((next) => hearings.test(tokens[at + next]?.lower ?? ''))

/** Whether it says within some words of a name that it gave evidence. */
function testifiedAt(tokens: Token[], { from, to }: NameMention): boolean {
  const speaks = (at: number) =>
    /^testif/.test(tokens[at]?.lower ?? '') ||
    (tokens[at]?.lower === 'stand' && tokens[at - 2]?.lower === 'took') ||
    (tokens[at]?.lower === 'evidence' && /^(?:give|gave|giving)$/.test(tokens[at - 1]?.lower ?? '')) ||
    tellsHearing(tokens, at)
  if (tokens[from - 2]?.lower === 'heard' && tokens[from - 1]?.lower === 'from') return true
  // "Giving evidence, Doe"
  const start = tokens[from - 1]?.text === ',' ? from - 4 : to
  for (let at = start; at < to + reach; at++)
    if (tokens[at]?.sentence === tokens[from]?.sentence && (tokens[at]?.quote ?? 0) < 0 && speaks(at)) return true
  return false
}

type Testimony = { from: number; entity: Entity }
const known = new WeakMap<EntityTable, Testimony[]>()

/** Where the text says of people that they gave evidence, in its order: read once, however many witnesses it speaks of. */
function testimonies({ tokens, table }: Memory): Testimony[] {
  const found =
    known.get(table) ??
    table.entities
      .flatMap((entity) =>
        entity.mentions.filter((mention) => testifiedAt(tokens, mention)).map(({ from }) => ({ from, entity })),
      )
      .sort((a, b) => a.from - b.from)
  known.set(table, found)
  return found
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
  const said = testimonies(memory)
  const until = countBefore(said, from)
  const latest = said.slice(Math.max(0, until - mostLooked), until).findLast(({ entity }) => mayBe(entity))?.entity
  const people = candidates.map(({ entity }) => entity).filter(mayBe)
  return latest ?? people.find(isSurelyPerson) ?? people[0] ?? null
}
