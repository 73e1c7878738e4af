import type { Token } from '../text/tokenize.ts'
import { fold } from './compare-names.ts'
import type { Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'
import { ownerBehind, owners } from './find-writing.ts'
import type { Entity } from './link-entities.ts'
import { endsInApostrophe } from './name-tokens.ts'

/** "Its lobbyist", "his campaign": the pronoun for whoever they belong to; null for a phrase without an owner. */
export function belongsTo({ tokens }: Memory, { from, type }: Mention): Mention['head'] {
  return type === 'nominal' ? (owners.get(tokens[from]?.lower ?? '') ?? null) : null
}

const isLedBy = /^(?:board|management|leadership|directors)$/

/** "Kestrel Foods’ board": the body that is run so, where the phrase names it; or null. */
export function bodyOfBoard({ table, tokens }: Memory, { to, head, type }: Mention): Entity | null {
  if (type !== 'nominal' || !isLedBy.test(head ?? '') || tokens[to - 1]?.lower !== head) return null
  const body = table.endingAt(endOfOwner(tokens, to))
  return body && body.type !== 'person' ? body : null
}

/** Where the name ends whose the noun before `to` is: "Gov. Ron Roess’ [office]". */
const endOfOwner = (tokens: Token[], to: number) =>
  tokens[to - 2]?.possessive ? to - 1 : endsInApostrophe(tokens, to - 2) ? to - 2 : 0

/** "Justice Minister Jane Doe’s office", "Gov. Ron Roess’ office": who has it, where the phrase names them, or the Harrow Sheriff’s Office; or null. */
export function holderOfOffice({ table, tokens }: Memory, { to, head, type }: Mention): Entity | null {
  if (type !== 'nominal' || head !== 'office' || tokens[to - 1]?.lower !== head) return null
  const named = table
    .endingWith('office')
    .filter(({ name }) => fold(name).endsWith(` ${fold(tokens[to - 2]?.text ?? '')} office`))
  if (named.length === 1) return named[0] as Entity
  const holder = table.endingAt(endOfOwner(tokens, to))
  return holder?.type === 'person' ? holder : null
}

const voices =
  /^(?:office|campaign|website|account|report|memo|letter|email|post|tweet|brochure|database|filing|lawsuit|statement)$/
const bodyVoices =
  /^(?:lobbyist|lawyers?|attorneys?|barrister|counsel|authors?|researchers?|officials?|executives?|director)$/

/** "its" of "its lobbyist", "his" of "his office" or of "a post on his page", which speak for whoever that is; or null. */
export function ownerSpoken(memory: Memory, mention: Mention): Mention | null {
  const head = belongsTo(memory, mention)
  const speaks = voices.test(mention.head ?? '') || (head === 'it' && bodyVoices.test(mention.head ?? ''))
  return head && speaks ? { ...mention, to: mention.from + 1, type: 'pronoun', head } : ownerBehind(memory, mention)
}
