import { reportingLemma } from '../text/reporting-verbs.ts'
import type { Token } from '../text/tokenize.ts'
import { isBodyNoun, type Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'
import type { Entity } from './link-entities.ts'
import { isBodyWord } from './name-words.ts'

const papers =
  /^(?:report|study|survey|poll|analysis|review|audit|assessment|paper|research|ruling|opinion|lawsuit|suit|petition|filing|complaint|index|briefing)$/
const farthestBack = 500
const longestPhrase = 16

/** "commissioned by the council" does not make it the council's. */
const notMade =
  /^(?:commissioned|obtained|seen|reviewed|ordered|requested|leaked|shared|cited|quoted|viewed|given|sent|presented|funded|paid)$/

/** Whether what a paper was does not make it theirs: "commissioned by", "seen by". */
export const isNotMade = (lower: string): boolean => notMade.test(lower)

/** "published in May by [researchers at] the Halden Institute": who made the paper at a token, by the words after it; or null. */
function madeBy({ tokens, table }: Memory, paper: number): Entity | null {
  for (let at = paper + 1; at < paper + longestPhrase; at++) {
    const { sentence, lower, quote } = tokens[at] ?? {}
    if (sentence !== tokens[paper]?.sentence || (quote ?? 0) >= 0) return null
    if (
      at > paper + 1 &&
      reportingLemma(lower ?? '') &&
      !/^(?:published|released|written|produced|prepared|compiled|authored)$/.test(lower ?? '')
    )
      return null
    const isBy = lower === 'by' || (lower === 'from' && at === paper + 1)
    if (!isBy || notMade.test(tokens[at - 1]?.lower ?? '')) continue
    for (let name = at + 1; name < at + 7 && tokens[name]?.text !== ','; name++) {
      const entity = table.at(name)
      if (entity && entity.type !== 'unknown') return entity
    }
    return null
  }
  return null
}

/** "the Halden Institute's latest report" */
function ownerBefore({ tokens, table }: Memory, paper: number): Entity | null {
  for (let at = paper; at > paper - 4; at--) {
    const before = tokens[at - 1] as Token | undefined
    if (before?.sentence !== tokens[paper]?.sentence) return null
    if (before?.possessive) return table.endingAt(at)
  }
  return null
}

const makers = /^(?:researchers|scientists|academics|analysts|economists|strategists|experts)$/

/** "Researchers at the Halden Institute", "analysts from Harrow Bank": the body whose they are; or null. */
function bodyOfMakers({ tokens, table }: Memory, { from, to }: Mention): Entity | null {
  const noun = tokens.slice(from, to).findIndex(({ lower }) => makers.test(lower)) + from
  const name = tokens[noun + 2]?.lower === 'the' ? noun + 3 : noun + 2
  if (noun < from || name >= to || !/^(?:at|from|with)$/.test(tokens[noun + 1]?.lower ?? '')) return null
  const entity = table.at(name)
  return entity && entity.type !== 'person' ? entity : null
}

const writings = /^(?:letter|letters|email|memo|notice|statement|circular|leaflet|newsletter)$/

/** "a report released by [the authority]", "a letter from [the prison]": the noun for the body that made the paper at a token, where it is not named there. */
function makerNoun({ tokens }: Memory, paper: number, mention: Mention): Mention | null {
  const by = /^(?:by|from)$/.test(tokens[paper + 1]?.lower ?? '') ? paper + 1 : paper + 2
  const isMade = /^(?:by|from)$/.test(tokens[by]?.lower ?? '') && !notMade.test(tokens[by - 1]?.lower ?? '')
  const head = tokens[by + 2]?.lower ?? ''
  if (!isMade || tokens[by + 1]?.lower !== 'the' || !(isBodyNoun(head) || isBodyWord(head))) return null
  return { ...mention, from: by + 1, to: by + 3, head }
}

/** The noun behind "a report released by the authority", or behind "the report" by those words where the text had it before; null where there is none. */
export function makerCalled(memory: Memory, mention: Mention): Mention | null {
  const { from, head, type } = mention
  if (type !== 'nominal' || !(papers.test(head ?? '') || writings.test(head ?? ''))) return null
  const isPaper = (at: number) => memory.tokens[at]?.lower === head && (memory.tokens[at]?.quote ?? 0) < 0
  for (let at = from + 3; at > Math.max(0, from - farthestBack); at--) {
    const noun = isPaper(at) ? makerNoun(memory, at, mention) : null
    if (noun) return noun
    if (at === from && memory.tokens[from]?.lower !== 'the') return null
  }
  return null
}

/** Whose a study, a poll or a report is, or for whom those who say it work: by the words behind it, or for "the study", by those where the text had it before. */
export function makerOf(memory: Memory, mention: Mention): Entity | null {
  const { tokens } = memory
  const { from, to, head, type } = mention
  if (type === 'nominal' && makers.test(head ?? '')) return bodyOfMakers(memory, mention)
  if (type !== 'nominal' || !papers.test(head ?? '')) return null
  const own = tokens.slice(from, to).findIndex(({ lower }) => lower === head) + from
  const made = madeBy(memory, own) ?? ownerBefore(memory, own)
  if (made || tokens[from]?.lower !== 'the') return made
  for (let at = from - 1; at > Math.max(0, from - farthestBack); at--) {
    if (tokens[at]?.lower !== head || (tokens[at]?.quote ?? 0) >= 0) continue
    const maker = madeBy(memory, at) ?? ownerBefore(memory, at)
    if (maker) return maker
  }
  return null
}
