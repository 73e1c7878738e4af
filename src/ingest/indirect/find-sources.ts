import { isOnePerson } from '../names/find-antecedents.ts'
import type { Mention } from '../names/find-mentions.ts'
import type { Entity } from '../names/link-entities.ts'
import { type Memory, resolveSpeaker } from '../names/resolve-speaker.ts'
import { followCues } from '../quotes/follow-cues.ts'
import type { FindSource } from './extract-indirect.ts'

/** Whether "he" goes on with somebody unnamed who spoke just before: "an expert said. He added": no name stands between. */
function goesOn(memory: Memory, unnamed: Mention | null, { from, head }: Mention): boolean {
  if (!unnamed || (head !== 'he' && head !== 'she')) return false
  const [before, here] = [memory.tokens[unnamed.to], memory.tokens[from]]
  if ((here?.paragraph ?? 0) - (before?.paragraph ?? 0) > 1) return false
  return !memory.names.some((name) => name.from >= unnamed.to && name.from < from)
}

/** "Workers said": a lone word that has its capital from the sentence's start only, and is nobody's name. */
function isMereNoun(memory: Memory, { type, from, to, text }: Mention): boolean {
  if (type !== 'name' || to - from > 1 || memory.tokens[from - 1]?.sentence === memory.tokens[from]?.sentence)
    return false
  return memory.table.at(from) === null && memory.table.find(text) === null
}

/**
 * Resolves the speakers of indirect speech, which must be asked for in the order of the text: from its start again, since
 * quotes in marks were resolved before. `placeOf` gives the place of an entity among the sources.
 */
export function findSources(earlier: Memory, placeOf: (entity: Entity) => number): FindSource {
  const memory: Memory = { ...earlier, followed: 0, lastSpeaker: null }
  let unnamed: Mention | null = null
  return (speaker) => {
    followCues(memory, speaker.from)
    const isUnnamed = isMereNoun(memory, speaker) || goesOn(memory, unnamed, speaker)
    const resolved = isUnnamed ? null : resolveSpeaker(memory, speaker)
    if (resolved) unnamed = null
    else if (speaker.type === 'nominal' && isOnePerson(speaker)) unnamed = speaker
    return resolved && { resolved, source: placeOf(resolved.entity) }
  }
}
