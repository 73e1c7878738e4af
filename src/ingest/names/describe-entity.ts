import type { ExtractedSource } from '../../domain/extraction.ts'
import type { Token } from '../text/tokenize.ts'
import type { Entity, EntityTable } from './link-entities.ts'
import { type Said, saidAfter, saidApposed, saidBefore } from './read-apposition.ts'
import { organizationIn } from './speak-for.ts'

/** So many of an entity's mentions are looked at. */
const first = 6

/** "Sen.": a title that says little by itself. */
const isBare = ({ from, to }: Said) => to - from <= 2

const longest = 12

/** Of a long apposition what stands before its relative clause: "a historian [who attended …]". */
function shorten(said: Said, tokens: Token[]): Said {
  const clause = tokens
    .slice(said.from, said.to)
    .findIndex(({ lower }) => /^(?:who|which|that|whose|whom)$/.test(lower))
  const and = /^(?:and|,)$/.test(tokens[said.from + clause - 1]?.lower ?? '') ? 1 : 0
  const isLong = said.how === 'after' && said.to - said.from > longest && clause > 1
  return isLong ? { ...said, to: said.from + clause - and } : said
}

const textOf = (text: string, tokens: Token[], { from, to }: Said) =>
  text.slice(tokens[from]?.start, tokens[to - 1]?.end).replace(/\s+/g, ' ')

/** What the text says of somebody, surest first: at the first mention that says something, before or after the name. */
function sayingsOf({ mentions, type }: Entity, tokens: Token[]): Said[] {
  const isBody = type !== 'person'
  const said = mentions
    .slice(0, first)
    .flatMap((name) =>
      [...(isBody ? [] : [saidBefore(tokens, name), saidApposed(tokens, name)]), saidAfter(tokens, name)].filter(
        (each) => each !== null,
      ),
    )
  return [...said.filter((each) => !isBare(each)), ...said.filter(isBare)]
}

/** An entity as a source: its name and other names, what the text says of it, and the organisation it speaks for. */
export function describeEntity(entity: Entity, table: EntityTable, tokens: Token[], text: string): ExtractedSource {
  const { name, type } = entity
  const said = sayingsOf(entity, tokens)
  const [best] = said
  const organization = type === 'person' ? organizationIn(entity, said, table, tokens) : null
  return {
    name,
    type,
    aliases: [...entity.forms].filter((form) => form !== name),
    description: best ? textOf(text, tokens, shorten(best, tokens)) : null,
    organization,
  }
}
