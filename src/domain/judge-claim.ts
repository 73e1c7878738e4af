import type { QuoteMatch, Verdict } from '../schema/verification.ts'
import { type Budget, type Comparison, compareWords, readClaim } from './compare-words.ts'

/** Quotes given as evidence. */
const mostMatches = 10

/** Pairs of words aligned for one claim, some 20 ms; quotes of a usual length need a hundredth of it. */
const mostPairs = 8_000_000

/** Words that were said, and whether the source of the claim said them; true where the claim names nobody. */
type Evidence = { text: string; bySource: boolean }
type Judged<Item> = { item: Item } & Pick<QuoteMatch, 'verdict' | 'similarity' | 'diff'>

/** The order of what is telling: words changed by the right source say less than the right words of another. */
const ranks: Record<QuoteMatch['verdict'], number> = { exact: 0, partial: 1, 'other-source': 2, altered: 3 }

/** What somebody else said is evidence only where the words are right. */
function verdictOf({ words }: Comparison, bySource: boolean): QuoteMatch['verdict'] | null {
  if (bySource) return words
  return words === 'altered' ? null : 'other-source'
}

/** Which of these quotes bear on a claim, most telling first, and what they say of it together. The order of equals stays. */
export function judgeClaim<Item extends Evidence>(
  claim: string,
  candidates: readonly Item[],
): { verdict: Verdict; judged: Judged<Item>[] } {
  const read = readClaim(claim)
  const budget: Budget = { pairs: mostPairs }
  const judged = candidates.flatMap((item): Judged<Item>[] => {
    const compared = compareWords(item.text, read, budget)
    const verdict = compared && verdictOf(compared, item.bySource)
    return compared && verdict ? [{ item, verdict, similarity: compared.similarity, diff: compared.diff }] : []
  })
  judged.sort((a, b) => ranks[a.verdict] - ranks[b.verdict] || b.similarity - a.similarity)
  return { verdict: judged[0]?.verdict ?? 'not-found', judged: judged.slice(0, mostMatches) }
}
