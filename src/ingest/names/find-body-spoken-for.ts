import type { Token } from '../text/tokenize.ts'
import { countBefore } from './count-before.ts'
import { isSpokesperson, type Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'
import type { Entity } from './link-entities.ts'

/** "told Harrow News", "in an email to Harrow News" */
const isAddressed = /^(?:to|told|tells|with)$/

/** The one body that is named from one token to another, or null. */
function onlyBody({ names, table, tokens }: Memory, from: number, to: number): Entity | null {
  const named = names
    .slice(countBefore(names, from), countBefore(names, to))
    .filter((name) => !isAddressed.test(tokens[name.from - 1]?.lower ?? ''))
    .map((name) => table.at(name.from))
  const bodies = new Set(named.filter((entity) => entity?.type === 'organization'))
  return bodies.size === 1 ? ([...bodies][0] ?? null) : null
}

const farthest = 300
const farthestCues = 30
const farthestParagraphs = 8

/** "A spokesperson for the mayor said … The spokesperson wrote": the one who spoke some paragraphs before, or null. */
export function sameSpokesperson({ cues, tokens }: Memory, { from, to, head, type }: Mention): Mention | null {
  if (type !== 'nominal' || to !== from + 2 || tokens[from]?.lower !== 'the' || !isSpokesperson(head ?? '')) return null
  const last = countBefore(cues, from) - 1
  for (let at = last; at >= 0 && at > last - farthestCues; at--) {
    const subject = cues[at]?.subject as Mention
    if (subject.from >= from || subject.type !== 'nominal' || subject.head !== head) continue
    return (tokens[from]?.paragraph ?? 0) - (tokens[subject.from]?.paragraph ?? 0) > farthestParagraphs ? null : subject
  }
  return null
}

/** "Harrow Rail confirmed it. …, a spokesman said": the one body that the paragraph has named by then, or else the one before it; or null. */
export function bodySpokenFor(memory: Memory, { from, to, head, type }: Mention): Entity | null {
  const { tokens } = memory
  if (type !== 'nominal' || !isSpokesperson(head ?? '') || !/^(?:an?|the)$/.test(tokens[from]?.lower ?? '')) return null
  if (to !== from + 2) return null
  const { paragraph } = tokens[from] as Token
  let start = from
  while (start > 0 && from - start < farthest && tokens[start - 1]?.paragraph === paragraph) start--
  const own = onlyBody(memory, start, from)
  if (own || countBefore(memory.names, start) < countBefore(memory.names, from)) return own
  let earlier = start
  while (earlier > 0 && start - earlier < farthest && tokens[earlier - 1]?.paragraph === paragraph - 1) earlier--
  return onlyBody(memory, earlier, start)
}
