import { auxiliaries, isFunctionWord, prepositions, subordinators } from '../text/function-words.ts'
import { reportingLemma } from '../text/reporting-verbs.ts'
import { isPlaceWord } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'
import type { Antecedent, Memory } from './find-antecedents.ts'

/** Verbs in the past that do not end in "ed": a name before one is its subject. */
const pasts = new Set(
  'came went took made got gave saw knew ran held won lost left met put set sat stood spoke kept began became brought found felt led wore rose fell grew drew drove broke chose sent built bought paid stepped shot hit beat cut read rode sang slept taught threw woke wept flew fought hung laid sought shook'.split(
    ' ',
  ),
)

/** Whether a lower-cased word is a verb in the past that does not end in "ed". */
export const isPast = (lower: string): boolean => pasts.has(lower)

const longestOpening = 6

/** "Chief minister [Jane Doe]", "But her co-star [Jane Doe]": nothing but who that is stands before it in its sentence. */
function opensSentence({ tokens }: Memory, from: number): boolean {
  const { sentence } = tokens[from] as Token
  for (let at = from - 1; at > from - longestOpening; at--) {
    const token = tokens[at]
    if (token?.sentence !== sentence) return true
    const { lower, quote, isWord } = token
    const joins = token.text === '.'
    if (quote >= 0 || (!isWord && !joins) || prepositions.has(lower) || subordinators.has(lower)) return false
    if (auxiliaries.has(lower) || pasts.has(lower) || reportingLemma(lower) || /ed$/.test(lower)) return false
  }
  return false
}

/** What the latest mention does in its sentence: subject, speaker, after a preposition, owner, or something else. */
export function roleOf(memory: Memory, { name }: Antecedent): string {
  const { tokens } = memory
  const first = tokens[name.from - 1]
  const sameSentence = first?.sentence === tokens[name.from]?.sentence
  const titled = name.title !== null
  const article = sameSentence && first?.lower === 'the' ? 2 : 1
  const before = sameSentence && !titled ? (tokens[name.from - article]?.lower ?? '') : ''
  const after = tokens[name.to]?.lower ?? ''
  if (tokens[name.to - 1]?.possessive) return 'owner'
  if (reportingLemma(after) || reportingLemma(before)) return 'speaker'
  if (name.startsSentence || auxiliaries.has(after) || pasts.has(after) || opensSentence(memory, name.from))
    return 'subject'
  const next = tokens[name.to]
  const isModifier = next?.isWord && !next.capital && next.sentence === first?.sentence && !isFunctionWord(after)
  if (isModifier && !/(?:ed|s)$/.test(after)) return 'modifier'
  if (prepositions.has(before)) return `after-${/^(?:of|by|with|to)$/.test(before) ? before : 'in'}`
  return tokens[name.to]?.text === ',' ? 'apposed' : 'other'
}

/** "in Ropewalk", "Bay Road": a name that is no person's. */
export function isPlace(memory: Memory, { entity }: Antecedent): boolean {
  if (entity.name.split(' ').some((word) => isPlaceWord(word.toLowerCase()))) return true
  return entity.mentions
    .slice(0, 5)
    .some(({ from }) => /^(?:in|at|near|from|to)$/.test(memory.tokens[from - 1]?.lower ?? ''))
}
