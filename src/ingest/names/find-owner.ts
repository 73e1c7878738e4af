import type { Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'

/** "Its lobbyist", "his campaign": the pronoun for whoever they belong to; null for a phrase without an owner. */
export function belongsTo({ tokens }: Memory, { from, type }: Mention): Mention['head'] {
  const owner = tokens[from]?.lower
  if (type !== 'nominal') return null
  return owner === 'its' ? 'it' : owner === 'his' ? 'he' : owner === 'her' ? 'she' : null
}

const voices =
  /^(?:office|campaign|website|account|report|memo|letter|email|post|tweet|brochure|database|filing|lawsuit)$/
const bodyVoices =
  /^(?:lobbyist|lawyers?|attorneys?|barrister|counsel|authors?|researchers?|officials?|executives?|director)$/

/** "its" of "its lobbyist", "his" of "his office", which speak for whoever that is; or null. */
export function ownerSpoken(memory: Memory, mention: Mention): Mention | null {
  const head = belongsTo(memory, mention)
  const speaks = voices.test(mention.head ?? '') || (head === 'it' && bodyVoices.test(mention.head ?? ''))
  return head && speaks ? { ...mention, to: mention.from + 1, type: 'pronoun', head } : null
}
