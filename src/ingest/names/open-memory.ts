import type { Cue } from '../quotes/find-cues.ts'
import { findBreaks } from '../text/find-breaks.ts'
import { isKnownPlace } from '../text/places.ts'
import type { Token } from '../text/tokenize.ts'
import { collectNames, type NameMention } from './collect-names.ts'
import { isBodyNoun, isSurelyPerson, type Memory } from './find-antecedents.ts'
import { linkEntities } from './link-entities.ts'

/** "The regulator, [Tauma Wai], said": whether the noun for a body stands right before a name. */
function isCalledBody(tokens: Token[], { from, to }: NameMention): boolean {
  const [article, noun, comma] = [tokens[from - 3], tokens[from - 2], tokens[from - 1]]
  const ends = tokens[to]?.text === ',' || tokens[to]?.text === '.'
  return (
    ends &&
    comma?.text === ',' &&
    comma.sentence === tokens[from]?.sentence &&
    /^(?:the|its|a)$/.test(article?.lower ?? '') &&
    isBodyNoun(noun?.lower ?? '')
  )
}

const ofBody =
  /^(?:analysts?|economists?|strategists?|traders?|brokers?|researchers?|engineers?|executives?|ceo|cfo|coo|cto|co-founders?|spokes(?:man|woman|person))$/

/** "an analyst at [Tauma Wai]", "chief executive of [Tauma Wai]", "[Tauma Wai] spokeswoman Jane Doe": roles that somebody has in a body only. */
const hasStaff = (tokens: Token[], { from, to }: NameMention): boolean =>
  (/^(?:at|of)$/.test(tokens[from - 1]?.lower ?? '') && ofBody.test(tokens[from - 2]?.lower ?? '')) ||
  (ofBody.test(tokens[to]?.lower ?? '') &&
    tokens[to + 1]?.capital === true &&
    tokens[to + 1]?.sentence === tokens[to]?.sentence)

/** All names of a text as entities, before anybody has spoken. */
export function openMemory(tokens: Token[], text: string, cues: Cue[]): Memory {
  const names = collectNames(tokens, text)
  const breaks = findBreaks(tokens)
  const table = linkEntities(names, breaks)
  for (const name of names) {
    const entity = isCalledBody(tokens, name) || hasStaff(tokens, name) ? table.at(name.from) : null
    if (entity && !isSurelyPerson(entity) && !isKnownPlace(entity.name)) entity.type = 'organization'
  }
  return {
    table,
    names,
    tokens,
    cues,
    breaks,
    followed: 0,
    lastSpeaker: null,
    resolved: new Map(),
  }
}
