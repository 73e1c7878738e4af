import type { Cue } from '../quotes/find-cues.ts'
import type { Token } from '../text/tokenize.ts'
import { countBefore } from './count-before.ts'
import type { Antecedent, Memory } from './find-antecedents.ts'
import { isNotMade } from './find-maker.ts'
import type { Mention } from './find-mentions.ts'
import type { Entity } from './link-entities.ts'

/** "a spokesman for Kestrel Ferries", "Kestrel's statement": who speaks is the body named. */
const speaksFor = new Set('spokesman spokeswoman spokesperson spokespeople rep statement'.split(' '))
/** "a study by the Halden Institute", "Hexlane's report" */
const writtenBy = new Set(
  'report study research survey poll analysis review paper letter memo ruling filing notice lawsuit website blog post bulletin release index audit'.split(
    ' ',
  ),
)

const bodies = /^(?:newspaper|union|magazine|website|charity|airline)$/

/** "the Kestrel newspaper": Kestrel, a body whatever the name sounds like, unless something is "in" it. */
function bodyCalled({ tokens, table }: Memory, { to, head }: Mention): Entity | null {
  if (!bodies.test(head ?? '') || tokens[to - 1]?.lower !== head) return null
  const entity = table.endingAt(to - 1)
  if (!entity || entity.mentions.some(({ from }) => /^(?:in|at|near)$/.test(tokens[from - 1]?.lower ?? ''))) return null
  if (entity.titles.size === 0) entity.type = 'organization'
  return entity
}

/** "a spokesman for Ghana's Ministry of Mines": the body that belongs to the name at `at`, or null. */
function bodyOf({ tokens, table }: Memory, at: number, end: number): Entity | null {
  let owner = at
  while (owner < end && !tokens[owner]?.possessive) owner++
  const body = owner + 1 < end && table.endingAt(owner + 1) === table.at(at) ? table.at(owner + 1) : null
  return body?.type === 'organization' ? body : null
}

/** The entity named inside a mention that speaks for it, or null. */
export function bodyNamedIn(memory: Memory, mention: Mention): Entity | null {
  const called = bodyCalled(memory, mention)
  if (called) return called
  const isPaper = writtenBy.has(mention.head ?? '')
  if (!speaksFor.has(mention.head ?? '') && !isPaper) return null
  for (let at = mention.from; at < mention.to; at++) {
    if (isPaper && isNotMade(memory.tokens[at]?.lower ?? '')) return null
    const entity = memory.table.at(at)
    if (entity && (!isPaper || entity.type === 'organization')) return bodyOf(memory, at, mention.to) ?? entity
  }
  return null
}

const writings =
  /^(?:statement|communiqu[eé]|post|tweet|letter|email|e-mail|release|message|memo|note|notice|sign|card)$/
const farthestWriting = 200

/** The last who says something in a sentence, of the cues followed so far, or null. */
function speakerIn(memory: Memory, sentence: number): Mention | null {
  for (let at = memory.followed - 1; at >= 0; at--) {
    const cue = memory.cues[at] as Cue
    const place = memory.tokens[cue.at]?.sentence ?? 0
    if (place <= sentence) return place === sentence ? cue.subject : null
  }
  return null
}

/** Whoever is named first in the sentence that a token ends or stands in. */
function firstNamed(memory: Memory, token: number): Entity | null {
  const { sentence } = memory.tokens[token] as Token
  let from = token
  while (from > 0 && token - from < farthestWriting && memory.tokens[from - 1]?.sentence === sentence) from--
  const name = memory.names[countBefore(memory.names, from)]
  return name && memory.tokens[name.from]?.sentence === sentence ? memory.table.at(name.from) : null
}

const isWriting = ({ type, head }: Mention) => head === 'it' || (type === 'nominal' && writings.test(head ?? ''))

/** Whoever wrote a paper: as the text puts them, or an entity. */
export type Writer = { speaker: Mention } | { entity: Entity | null }

/** `In a statement, Doe said … the statement read`, `Doe taped up a sign. "…," it read`: whose words a paper's are. */
export function writerOf(memory: Memory, mention: Mention): Writer | null {
  const { from, to, head } = mention
  const { tokens } = memory
  const here = tokens[from] as Token
  const isIt = head === 'it' && /^reads?$/.test(tokens[to]?.lower ?? '')
  if (!isIt && !(isWriting(mention) && here.lower === 'the' && to - from <= 3)) return null
  for (let at = from - 1; at > Math.max(0, from - farthestWriting); at--) {
    const { quote, sentence, paragraph, lower } = tokens[at] as Token
    if (here.paragraph - paragraph > 3) break
    if (quote >= 0 || sentence === here.sentence || !(isIt ? writings.test(lower) : lower === head)) continue
    const speaker = speakerIn(memory, sentence)
    if (speaker && isWriting(speaker)) continue
    return speaker ? { speaker } : { entity: firstNamed(memory, at) }
  }
  return null
}

const reach = 12

/** Bodies speak of themselves by name: `In a statement, it said: "Kestrel has always …"`. */
export function namedInOwnWords(memory: Memory, mention: Mention, candidates: Antecedent[]): Entity | null {
  if (mention.head !== 'it') return null
  let at = mention.to
  while (at < mention.to + reach && (memory.tokens[at]?.quote ?? 0) < 0) at++
  while (memory.tokens[at] && !memory.tokens[at]?.isWord) at++
  const first = memory.tokens[at]
  if (!first?.capital || first.paragraph !== memory.tokens[mention.from]?.paragraph) return null
  const itself = candidates.find(({ entity }) =>
    entity.name
      .toLowerCase()
      .split(/\s+/)
      .every((word, next) => memory.tokens[at + next]?.lower === word),
  )
  return itself?.entity ?? null
}
