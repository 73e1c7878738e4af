import { reportingLemma } from '../text/reporting-verbs.ts'
import type { Token } from '../text/tokenize.ts'
import type { NameMention } from './collect-names.ts'
import type { Entity } from './link-entities.ts'

const longest = 200
const farthest = 40

const finiteVerbs = new Set('is was are were has had have will would could said says'.split(' '))

/** Whether words after a name describe it: closed by a comma, or by a full stop after "said Doe"; no clause of its own. */
function isApposition(tokens: Token[], name: NameMention, start: number, end: number, relative: boolean): boolean {
  const closes = tokens[end]?.text === ',' || reportingLemma(tokens[name.from - 1]?.lower ?? '') !== null
  if (relative)
    return (
      (closes || /^[.;]$/.test(tokens[end]?.text ?? '.')) &&
      !/^(?:said|says|told|added|spoke|declined)$/.test(tokens[start]?.lower ?? '')
    )
  const words = tokens.slice(start, end)
  const clause = words.findIndex((token) => /^(?:who|which|that)$/.test(token.lower))
  return closes && !words.slice(0, clause < 0 ? words.length : clause).some((token) => finiteVerbs.has(token.lower))
}

/** The apposition after a name, ", who runs the ferry," or ", the mayor of Harrow Bay,", without its commas; or null. */
function apposition(tokens: Token[], text: string, name: NameMention): string | null {
  const first = tokens[name.to + 1]
  if (tokens[name.to]?.text !== ',' || !first || !/^(?:who|which|an?|the|\d\d?)$/.test(first.lower)) return null
  const relative = first.lower === 'who' || first.lower === 'which'
  const start = relative ? name.to + 2 : name.to + 1
  let end = start
  while (
    end < start + farthest &&
    tokens[end]?.sentence === first.sentence &&
    !/^[,.;:!?–—]$/.test(tokens[end]?.text ?? '')
  ) {
    if ((tokens[end]?.quote ?? -1) >= 0) return null
    end++
  }
  if (!isApposition(tokens, name, start, end, relative)) return null
  const described = text.slice(tokens[start]?.start, tokens[end - 1]?.end).replace(/\s+/g, ' ')
  return end > start && described.length <= longest && /\p{L}/u.test(described) ? described : null
}

/** What the text says of an entity: the apposition after one of its names, or the longest title before one. */
export function describeEntity(entity: Entity, tokens: Token[], text: string): string | null {
  for (const name of entity.mentions.slice(0, 5)) {
    const described = apposition(tokens, text, name)
    if (described) return described
  }
  const titles = [...entity.titles].filter((title) => !/^(?:mr|mrs|ms|miss|dr)\.?$/i.test(title))
  return titles.sort((a, b) => b.length - a.length)[0] ?? null
}
