import type { Token } from '../text/tokenize.ts'
import { endOfName } from './find-names.ts'
import { isFirstName, likelyPronoun } from './first-names.ts'
import type { Entity, EntityTable } from './link-entities.ts'
import { isNameToken } from './name-tokens.ts'
import { stripTitles } from './strip-titles.ts'

const lastWord = (name: string) => name.slice(name.lastIndexOf(' ') + 1).toLowerCase()

/** People whom the text itself calls by one name only: "Dr Chalmont". */
const isIncomplete = ({ name, type, titles }: Entity) =>
  type !== 'organization' && titles.size > 0 && !name.includes(' ')

/**
 * `"Jim Chalmont couldn't run a raffle," he said. Dr Chalmont hit back`: a full name that only a quote has becomes the name of
 * whoever the text calls by its last word. Changes the table in place.
 */
export function borrowNames(table: EntityTable, tokens: Token[], text: string): void {
  const open = new Map(table.entities.filter(isIncomplete).map((entity) => [entity.name.toLowerCase(), entity]))
  if (open.size === 0) return
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token
    if (token.quote < 0 || !isNameToken(tokens, at)) continue
    const end = endOfName(tokens, at)
    const { from, to } = stripTitles(tokens, at, end)
    const name = text.slice(tokens[from]?.start, tokens[to - 1]?.end).replace(/['’]s$/i, '')
    const entity = to - from > 1 && isFirstName(tokens[from]?.text ?? '') ? open.get(lastWord(name)) : undefined
    if (entity && !entity.name.includes(' ')) {
      entity.name = name
      entity.forms.add(name)
      entity.pronoun ??= likelyPronoun(tokens[from]?.text ?? '')
    }
    at = end - 1
  }
}
