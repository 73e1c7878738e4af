import { type Mention, readMention } from '../names/find-mentions.ts'
import { calendarWords, prepositions } from '../text/function-words.ts'
import { reportingLemma } from '../text/reporting-verbs.ts'
import { isOrganisationWord, isRole } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'

/** "The magistrate [overruled] him": the verb that a role's phrase has run into, or -1. */
function verbIn(tokens: Token[], from: number, to: number): number {
  for (let at = from + 1; at < to; at++) {
    const { lower, capital } = tokens[at] as Token
    const before = tokens[at - 1]?.lower ?? ''
    if (!capital && /[^e]ed$/.test(lower) && (isRole(before) || isOrganisationWord(before))) return at
  }
  return -1
}

/** A phrase that has run into a verb without the verb and what follows; any other as it is. */
export function cutAtVerb(tokens: Token[], text: string, mention: Mention): Mention {
  const end = verbIn(tokens, mention.from, mention.to)
  return end < 0 ? mention : readMention(tokens, text, mention.from, end)
}

/** "A former deputy [testified] Wednesday", but "a man accused of" */
const reports = ({ lower }: Token, before: Token | undefined) =>
  /^(?:testified|denied|argued|claimed|warned|admitted|conceded|insisted|announced|replied|complained|recalled|wrote|told|said)$/.test(
    lower,
  ) &&
  (isRole(before?.lower ?? '') || isOrganisationWord(before?.lower ?? ''))

/** "The 112-year-old chain [blamed] rising wages", but "a man accused of", "the group called Clean Rivers" */
function reportsSo(tokens: Token[], at: number): boolean {
  const [token, next] = [tokens[at] as Token, tokens[at + 1]]
  if (!next?.isWord || next.capital || prepositions.has(next.lower) || calendarWords.has(next.lower)) return false
  if (/^(?:blamed|cited|defended|attacked|criticised|criticized|praised|rejected|dismissed|denied)$/.test(token.lower))
    return true
  return /ed$/.test(token.lower) && reportingLemma(token.lower) !== null && !/^(?:called|named)$/.test(token.lower)
}

/** Auxiliaries, and verbs that only the past has in this form. */
const finite =
  /^(?:is|was|are|were|has|had|will|would|went|began|came|took|gave|spoke|ran|knew|grew|fell|rose|wore|drove|chose|threw|flew|drew|ate|rode|sang)$/

/** "The rocker himself [was] in no mood": where in a clause something is said of its subject, or its end. */
export function endBeforeVerb(tokens: Token[], from: number, to: number): number {
  for (let at = from + 1; at < to; at++) {
    const token = tokens[at] as Token
    if (token.capital) continue
    if (finite.test(token.lower) || reports(token, tokens[at - 1]) || reportsSo(tokens, at)) return at
  }
  return to
}
