import { isNameToken, type Mention, readPhrase } from '../names/find-mentions.ts'
import { endOfName } from '../names/find-names.ts'
import type { Token } from '../text/tokenize.ts'

/** "[But] retiree Raj Doe": a small word right before a full name that a clause begins with. */
export function describedName(tokens: Token[], text: string, at: number, stop: number): Mention | null {
  const [word, first] = [tokens[at], tokens[at + 1]]
  if (!word?.isWord || word.capital || at + 2 >= stop || !first?.capital || !/^\p{Ll}{4,}$/u.test(word.text))
    return null
  const isName = isNameToken(tokens, at + 1) && endOfName(tokens, at + 1) > at + 2 && first.sentence === word.sentence
  return isName ? readPhrase(tokens, text, at + 1, stop) : null
}

/** "a decline that [Ana Doe], an analyst, described", "in June, when a parent, [Ana Doe], asked": the name that a dependent clause begins with, and which nothing else follows. */
export function nameInRelative(tokens: Token[], text: string, from: number, to: number): Mention | null {
  for (let at = to - 2; at > from; at--) {
    const lower = tokens[at]?.lower ?? ''
    const isRelative = /^(?:that|which|what)$/.test(lower)
    if (!isRelative && !/^(?:when|after|because|since|before|as)$/.test(lower)) continue
    const subject = (isRelative && isNameToken(tokens, at + 1)) || opensNoun.test(tokens[at + 1]?.lower ?? '')
    const phrase = subject ? readPhrase(tokens, text, at + 1, to) : null
    if (tokens[phrase?.to ?? to]?.text !== ',') continue
    if (phrase?.type === 'name' && isRelative) return phrase
    const name = phrase && readPhrase(tokens, text, phrase.to + 1, to)
    return name?.type === 'name' && name.to === to ? name : null
  }
  return null
}

const opensNoun = /^(?:the|an?|its|his|her|their)$/
