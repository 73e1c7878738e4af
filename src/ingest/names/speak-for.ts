import { isDemonym, isPlaceWord } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'
import type { Entity, EntityTable } from './link-entities.ts'
import { isBodyWord, isOfficeWord } from './name-words.ts'
import type { Said } from './read-apposition.ts'

/** Roles that nobody has in a place or a country, so that what stands beside them is an organisation. */
const ofBodies = new Set(
  'spokesman spokeswoman spokesperson ceo cfo coo cto founder co-founder economist analyst researcher engineer executive'.split(
    ' ',
  ),
)
/** "a critic of", "a former director of", "a student at": does not speak for it. */
const notFor =
  /^(?:former|formerly|ex|late|retired|outgoing|onetime|critic|critics|opponent|supporter|victim|survivor|resident|patient|customer|student|pupil|fan|user|subscriber|graduate|alumnus|alumna|veteran|shareholder|investor|rival|friend|used|served|worked|until|was|were|had)$/

const isBody = (entity: Entity): boolean =>
  entity.type === 'organization' &&
  !/^(?:\p{Lu}\.)+$/u.test(entity.name) &&
  !/^(?:US|UK|USA|EU|GOP|BC)$/.test(entity.name)

/** "Facebook", "Tesla": a name that may be a company's, and is no country's or person's for all the text says. */
const mayBeBody = (entity: Entity): boolean =>
  entity.type === 'unknown' &&
  !isDemonym(entity.name.toLowerCase()) &&
  !entity.name.split(' ').some((word) => isPlaceWord(word.toLowerCase()))

/** The token after the possessive that a name at `at` ends in, or -1: "Kestrel Ferries' chief executive". */
function endOfOwner(tokens: Token[], at: number): number {
  for (let end = at; end < at + 6; end++) if (tokens[end]?.possessive) return end + 1
  return -1
}

const saysOfBody = (said: Said, tokens: Token[]) =>
  tokens.slice(said.from, said.to).some(({ lower }) => ofBodies.has(lower))

/** "at Dyn Research", "of the Foo Institute", "runs Kestrel Ferries": the first body that a preposition or "runs" leads to. */
function bodyAfter(said: Said, table: EntityTable, tokens: Token[], own: Entity): Entity | null {
  let role = false
  for (let at = said.from; at < said.to; at++) {
    const { lower } = tokens[at] as Token
    if (notFor.test(lower)) return null
    role ||= ofBodies.has(lower)
    const entity = table.at(at)
    if (!entity || entity === own) continue
    let before = at - 1
    while (
      before > said.from &&
      !/^(?:of|at|for|with|from|runs|heads|leads|owns|chairs|founded|directs|and)$/.test(tokens[before]?.lower ?? '') &&
      at - before < 4
    )
      before--
    const link = tokens[before]?.lower ?? ''
    const leads = /^(?:of|at|for|with|from|runs|heads|leads|owns|chairs|founded|directs)$/.test(link)
    if (leads && isBody(entity)) return entity
    if (mayBeBody(entity) && (link === 'at' || (role && /^(?:of|for)$/.test(link)))) return entity
    const isOwner = isBody(entity) || (mayBeBody(entity) && saysOfBody(said, tokens))
    if (at - said.from <= 1 && isOwner && table.endingAt(endOfOwner(tokens, at)) === entity) return entity
  }
  return null
}

/** "Kestrel spokesman", "Unifor National President": the body that the words before a name start with. */
function bodyBefore(said: Said, table: EntityTable, tokens: Token[], own: Entity): Entity | null {
  const role = saysOfBody(said, tokens)
  for (let at = said.from; at < said.to; at++) {
    if (notFor.test(tokens[at]?.lower ?? '')) return null
    const entity = table.at(at)
    if (entity && entity !== own && (isBody(entity) || (role && mayBeBody(entity)))) return entity
  }
  return null
}

const isAcronym = /^(?!GOP|CEO|CFO|COO|MP|US|UK|USA|BC)\p{Lu}{3,}$/u

/** What an office is about: "White House [Press] Secretary". */
const fields = /^(?:press|research|media|news|services|energy|technology|army|navy|force|program|guard)$/

/** "NYPD Commissioner", "Ohio Democratic Party Chairman": the body that a title itself names. */
function bodyInTitle(said: Said, tokens: Token[]): string | null {
  const words = tokens.slice(said.from, said.to)
  if (words.some(({ lower }) => notFor.test(lower))) return null
  if (isAcronym.test(words[0]?.text ?? '') && words.length > 1) return words[0]?.text ?? null
  const last = words.findLastIndex(
    ({ lower, capital }) => capital && isBodyWord(lower) && !isOfficeWord(lower) && !fields.test(lower),
  )
  const name = words.slice(0, last + 1)
  return last > 0 && last < words.length - 1 && name.every(({ capital }) => capital)
    ? name.map(({ text }) => text).join(' ')
    : null
}

/** "CNN's Jane Doe", "Jane Doe of the Halden Institute" */
function bodyBeside(own: Entity, table: EntityTable, tokens: Token[]): Entity | null {
  for (const { from, to } of own.mentions.slice(0, 6)) {
    const sentence = tokens[from]?.sentence
    const owner = tokens[from - 1]?.possessive && tokens[from - 1]?.sentence === sentence ? table.endingAt(from) : null
    if (owner && isBody(owner)) return owner
    if (tokens[to]?.lower !== 'of') continue
    const after = tokens[to + 1]?.lower === 'the' ? to + 2 : to + 1
    const beside = table.at(after)
    if (beside && beside !== own && isBody(beside) && tokens[after]?.sentence === sentence) return beside
  }
  return null
}

/** The name of the organisation that the text says somebody speaks for, or null. */
export function organizationIn(own: Entity, said: readonly Said[], table: EntityTable, tokens: Token[]): string | null {
  for (const each of said) {
    const isBefore = each.how === 'before'
    const body = isBefore ? bodyBefore(each, table, tokens, own) : bodyAfter(each, table, tokens, own)
    const named = body?.name ?? (isBefore ? bodyInTitle(each, tokens) : null)
    if (named) return table.find(named)?.name ?? named
  }
  return bodyBeside(own, table, tokens)?.name ?? null
}
