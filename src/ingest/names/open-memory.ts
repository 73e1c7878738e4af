import type { Cue } from '../quotes/find-cues.ts'
import { findBreaks } from '../text/find-breaks.ts'
import type { Token } from '../text/tokenize.ts'
import { collectNames } from './collect-names.ts'
import type { Memory } from './find-antecedents.ts'
import { linkEntities } from './link-entities.ts'

/** All names of a text as entities, before anybody has spoken. */
export function openMemory(tokens: Token[], text: string, cues: Cue[]): Memory {
  const names = collectNames(tokens, text)
  const breaks = findBreaks(tokens)
  return {
    table: linkEntities(names, breaks),
    names,
    tokens,
    cues,
    breaks,
    followed: 0,
    lastSpeaker: null,
    resolved: new Map(),
  }
}
