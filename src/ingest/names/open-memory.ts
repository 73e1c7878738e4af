import type { Cue } from '../quotes/find-cues.ts'
import { findBreaks } from '../text/find-breaks.ts'
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

/** All names of a text as entities, before anybody has spoken. */
export function openMemory(tokens: Token[], text: string, cues: Cue[]): Memory {
  const names = collectNames(tokens, text)
  const breaks = findBreaks(tokens)
  const table = linkEntities(names, breaks)
  for (const name of names) {
    const entity = isCalledBody(tokens, name) ? table.at(name.from) : null
    if (entity && !isSurelyPerson(entity)) entity.type = 'organization'
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
