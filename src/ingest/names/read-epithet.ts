import { calendarWords } from '../text/function-words.ts'
import type { Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'
import { isNameToken } from './name-tokens.ts'

const lasting =
  /^(?:former|onetime|one-time|longtime|retired|ex|then|late|self-\p{L}+|\p{L}+-time|\p{L}+-winning|eldest|oldest|youngest|veteran|first|(?:19|20)\d\d)$/u

/**
 * What a noun phrase with "the" or an owner says besides its noun: a name ("the New York businessman"), what somebody was or has long been
 * ("the former aide"), whose they are ("Doe's lawyer", "Doe's former lawyer"); "plain" for nothing of these, null for any other mention.
 */
export function epithetOf({ tokens }: Memory, { type, from, to }: Mention): string | null {
  const first = tokens[from]
  if (type !== 'nominal' || !first) return null
  const words = tokens.slice(from + 1, to)
  const lasts = words.some(({ lower }) => lasting.test(lower))
  const owner = tokens.slice(from, to - 1).findIndex(({ possessive }) => possessive)
  if (owner >= 0) return lasts ? 'former-owned' : 'owned'
  if (first.lower !== 'the') return null
  const isNamed = words.some(({ lower }, at) => isNameToken(tokens, from + 1 + at) && !calendarWords.has(lower))
  return isNamed ? 'named' : lasts ? 'former' : 'plain'
}
