import { endOfName, isNameToken, stripTitles } from './find-mentions.ts'
import { isFunctionWord } from './function-words.ts'
import { isOrganisationWord } from './role-nouns.ts'
import type { Token } from './tokenize.ts'

/** A name somewhere in the text, without titles; `from` and `to` are tokens. */
export type NameMention = { from: number; to: number; text: string; title: string | null; startsSentence: boolean }

/** Words that stand with a capital inside a sentence too: a lone word at a sentence's start is a name only if it is one. */
function collectCapitals(tokens: Token[]): Set<string> {
  const sure = new Set<string>()
  tokens.forEach((token, at) => {
    const before = tokens[at - 1]
    const inside =
      before?.sentence === token.sentence && before.quote === token.quote && (before.isWord || before.text === ',')
    if (inside && isNameToken(tokens, at)) sure.add(token.lower.replace(/['’]s$/, ''))
  })
  return sure
}

/** "HARROW BAY (Meridian Wire) —" and "MILBROOK -" say where the story was filed. */
function isDateline(tokens: Token[], at: number, end: number): boolean {
  const first = tokens[at] as Token
  if (tokens[at - 1]?.paragraph === first.paragraph || first.text.length < 3 || first.text !== first.text.toUpperCase())
    return false
  return /^[,(–—-]$/.test(tokens[end]?.text ?? '')
}

/** Every name outside quotes, in order. Linear. */
export function collectNames(tokens: Token[], text: string): NameMention[] {
  const sure = collectCapitals(tokens)
  const names: NameMention[] = []
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token
    if (token.quote >= 0 || !isNameToken(tokens, at) || isFunctionWord(token.lower)) continue
    const end = endOfName(tokens, at)
    const startsSentence = tokens[at - 1]?.sentence !== token.sentence
    const bare = token.lower.replace(/['’]s$/, '')
    const doubtful = startsSentence && end === at + 1 && !sure.has(bare)
    const name = stripTitles(tokens, at, end)
    const first = tokens[name.from] as Token
    const spelled = text
      .slice(first.start, tokens[name.to - 1]?.end)
      .replace(/['’]s$/i, '')
      .replace(/\s+/g, ' ')
    const title = name.from > at ? text.slice(token.start, tokens[name.from - 1]?.end) : null
    const generic = name.to - name.from === 1 && isOrganisationWord(first.lower)
    if (!doubtful && !generic && !isDateline(tokens, at, end))
      names.push({ ...name, text: spelled, title, startsSentence })
    at = end - 1
  }
  return names
}
