import type { Token } from '../text/tokenize.ts'
import { countBefore } from './count-before.ts'
import type { Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'
import type { Entity } from './link-entities.ts'

/** "Q:", "Interviewer:" */
export const isInterviewer = ({ text, head }: Mention): boolean =>
  text === 'Q' || head === 'interviewer' || head === 'moderator'

type Asked = { answers: Entity | null; writes: Entity | null }
const known = new WeakMap<readonly Token[], Asked>()

/** Paragraphs before the first question in which whoever answers may be introduced. */
const introduction = 2
const lastByline = 8

const opensParagraph = (tokens: readonly Token[], at: number) => tokens[at - 1]?.paragraph !== tokens[at]?.paragraph

const mostNamed = (people: readonly Entity[]): Entity | null =>
  people.reduce<Entity | null>((most, one) => (one.mentions.length > (most?.mentions.length ?? 0) ? one : most), null)

/** Whoever is introduced right before the first "Q:", or else is named most often. */
function answers({ tokens, names, table }: Memory): Entity | null {
  const first = tokens.findIndex(
    ({ text }, at) => text === 'Q' && opensParagraph(tokens, at) && tokens[at + 1]?.text === ':',
  )
  const paragraph = tokens[first]?.paragraph ?? 0
  const people = table.entities.filter(({ type }) => type === 'person')
  const inFull = names.slice(0, countBefore(names, first)).filter(({ text }) => text.includes(' '))
  for (let near = 1; near <= introduction; near++) {
    const here = inFull
      .filter(({ from }) => tokens[from]?.paragraph === paragraph - near)
      .map(({ from }) => table.at(from))
    const found = mostNamed(people.filter((entity) => here.includes(entity)))
    if (found) return found
  }
  return mostNamed(people)
}

/** "By Jane Doe", as a paragraph near the top. */
function writes({ tokens, names, table }: Memory): Entity | null {
  const byline = names.find(({ from }) => {
    const by = tokens[from - 1]
    return (
      by?.lower === 'by' &&
      by.paragraph < lastByline &&
      by.paragraph === tokens[from]?.paragraph &&
      opensParagraph(tokens, from - 1)
    )
  })
  return byline ? table.at(byline.from) : null
}

function askedIn(memory: Memory): Asked {
  const found = known.get(memory.tokens) ?? { answers: answers(memory), writes: writes(memory) }
  known.set(memory.tokens, found)
  return found
}

/** Who answers in an interview ("A:"). */
export const interviewee = (memory: Memory): Entity | null => askedIn(memory).answers
/** Who wrote the text, and says "I" in it. */
export const author = (memory: Memory): Entity | null => askedIn(memory).writes

const askedBy = 12

/** "Asked by a reporter, [Jane Doe], whether she would stay": whoever has asked is not the one who answers. */
export function hasAsked(tokens: readonly Token[], name: number): boolean {
  for (let at = name - 1; at > name - askedBy; at--) {
    if (tokens[at]?.sentence !== tokens[name]?.sentence) return false
    if (tokens[at]?.lower === 'by')
      return /^(?:asked|pressed|questioned|quizzed|challenged|prompted)$/.test(tokens[at - 1]?.lower ?? '')
  }
  return false
}
