import { connectors, determiners } from '../text/function-words.ts'
import { isBody, isRole } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'
import { isNear } from './call-names.ts'
import type { Antecedent, Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'
import { pronounOfNoun } from './kin-nouns.ts'
import { isNameToken } from './name-tokens.ts'

const longestSentence = 60

/** First token of the latest sentence of the paragraph that ends before a token and has words outside marks, or -1; looks no farther than some sentences. */
function sentenceBefore(tokens: Token[], at: number): number {
  const { paragraph, sentence } = tokens[at] as Token
  const isOwn = (token: Token | undefined) =>
    token?.paragraph === paragraph && (token.sentence === sentence || token.quote >= 0)
  let end = at - 1
  while (at - end <= 2 * longestSentence && isOwn(tokens[end])) end--
  if (tokens[end]?.paragraph !== paragraph || at - end > 2 * longestSentence) return -1
  let start = end
  while (end - start <= longestSentence && tokens[start - 1]?.sentence === tokens[end]?.sentence) start--
  return end - start > longestSentence ? -1 : start
}

/** `His wife shook her head. "…," she said`: the noun for a person whom nobody names, with which the sentence before opens; or null. */
export function nounBefore({ tokens }: Memory, { from }: Mention): string | null {
  let at = sentenceBefore(tokens, from)
  if (at < 0) return null
  while (connectors.has(tokens[at]?.lower ?? '')) at++
  const opens = determiners.has(tokens[at]?.lower ?? '') || tokens[at]?.possessive || tokens[at + 1]?.possessive
  if (!opens) return null
  for (let noun = at + 1; noun < at + 6; noun++) {
    const token = tokens[noun]
    if (!token?.isWord) return null
    const { lower } = token
    const isPerson = pronounOfNoun(lower) !== null || (isRole(lower) && !isBody(lower) && !/s$/.test(lower))
    if (!isPerson || isRole(tokens[noun + 1]?.lower ?? '')) continue
    const next = tokens[noun + 1]?.text === ',' ? noun + 2 : noun + 1
    return isNameToken(tokens, next) ? null : lower
  }
  return null
}

/** "the Idaho Republican" and "Rep. Jane Doe (R-Idaho)": a name inside the noun phrase stands near the candidate's too. */
export function sharesWord(memory: Memory, { from, to }: Mention, { entity }: Antecedent): boolean {
  for (let at = from + 1; at < to; at++) {
    const { lower, capital } = memory.tokens[at] as Token
    if (!capital || lower.length < 4 || isRole(lower) || entity.name.toLowerCase().includes(lower)) continue
    if (
      isNear(
        memory,
        entity,
        (other) => other === lower || other.endsWith(`-${lower}`) || other === `${lower}'s` || other === `${lower}’s`,
      )
    )
      return true
  }
  return false
}
