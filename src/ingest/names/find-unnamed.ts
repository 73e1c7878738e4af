import { isDemonym } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'
import { isPersonNoun } from './call-names.ts'
import { countBefore } from './count-before.ts'
import type { Antecedent, Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'
import { pronounOfNoun } from './kin-nouns.ts'
import { isNative, isOfficeWord } from './name-words.ts'

const unnamed =
  /^(?:official|source|aide|insider|witness|adviser|advisor|diplomat|spokes\p{L}+|resident|neighbou?r|friend|colleague|critic|supporter|one|police|staff|jury|judge|court|.*[^s]s)$/u

/** Whether a noun says whom news keeps unnamed, or no one person. */
export const isOftenUnnamed = (head: string): boolean => unnamed.test(head)

/** "the farmer", "the retired judge": a phrase with "the" for one person. */
function isOneDefinite({ tokens }: Memory, { from, to, head, type }: Mention): boolean {
  if (type !== 'nominal' || head === null || tokens[from]?.lower !== 'the' || /^spokes/.test(head)) return false
  if (to - from > 3 || tokens.slice(from, to).some(({ possessive }) => possessive)) return false
  return (
    isPersonNoun(head) ||
    isOfficeWord(head) ||
    pronounOfNoun(head) !== null ||
    isDemonym(head) ||
    isNative(head) ||
    /(?:man|woman|wife|-hander|[ckln]ist|ologist)$/.test(head)
  )
}

/** Whether a story mostly has told the name of whom it calls so: "the farmer", not "the official" or "the president". */
export const isMostlyNamed = (memory: Memory, mention: Mention): boolean =>
  isOneDefinite(memory, mention) && !isOftenUnnamed(mention.head ?? '') && mention.head !== 'president'

const farthestWord = 500

/** `A trader at a rival firm said … "…," the trader said`: somebody told of before and not named. */
export function tellsOfUnnamed(memory: Memory, mention: Mention, candidates: Antecedent[]): boolean {
  if (!isOneDefinite(memory, mention)) return false
  const { tokens, names } = memory
  const { from, head } = mention
  if (candidates.some(({ called }) => called !== null && called !== 'like')) return false
  for (let at = from - 1; at > Math.max(0, from - farthestWord); at--) {
    const token = tokens[at] as Token
    if (token.lower !== head || token.quote >= 0) continue
    const opens = [1, 2, 3, 4].some((back) => /^(?:an?|one|another)$/.test(tokens[at - back]?.lower ?? ''))
    const next = names[countBefore(names, at)]
    const name = next && tokens[next.from]?.sentence === token.sentence && next.from - at < 4
    if (opens) return !name
  }
  return false
}
