import { reportingLemma } from '../text/reporting-verbs.ts'
import type { Token } from '../text/tokenize.ts'
import { isFirstName } from './first-names.ts'

/** What a body does: "it has received", not "it has been raining". */
const does = /^(?:received|agreed|hired|sold|bought|signed|raised|cut|lost|made|taken|begun|opened|closed|shut|paused)$/

/** "Baltic Grain said [its] ships", "Baltic Grain confirmed [it had received]", "Baltic Grain, [which]": two or more words that are no person's name, for what follows. */
export function isThing(tokens: readonly Token[], from: number, to: number): boolean {
  const [first, next] = [tokens[from], tokens[to]]
  if (to - from < 2 || !first || !next || isFirstName(first.text) || next.sentence !== first.sentence) return false
  if (next.text === ',') return tokens[to + 1]?.lower === 'which'
  if (reportingLemma(next.lower) === null) return false
  const at = tokens[to + 1]?.lower === 'that' ? to + 2 : to + 1
  const lower = tokens[at]?.lower
  if (lower === 'its') return true
  return lower === 'it' && /^(?:has|had)$/.test(tokens[at + 1]?.lower ?? '') && does.test(tokens[at + 2]?.lower ?? '')
}
