import { type Memory, rememberSpeaker } from '../names/find-antecedents.ts'
import { resolveSpeaker } from '../names/resolve-speaker.ts'

/** Whoever reported speech up to token `until` says is the last speaker, quoted or not: "Doe said he was glad." Linear in all. */
export function followCues(memory: Memory, until: number): void {
  while (memory.followed < memory.cues.length) {
    const cue = memory.cues[memory.followed]
    if (!cue || cue.at >= until) return
    memory.followed++
    const { subject } = cue
    if (!cue.plain || (subject.type === 'pronoun' && subject.head !== 'he' && subject.head !== 'she')) continue
    if (subject.type === 'name' ? !memory.table.at(subject.name?.from ?? -1) : subject.type === 'nominal') continue
    const resolved = resolveSpeaker(memory, subject)
    rememberSpeaker(memory, subject, resolved?.entity ?? null, memory.tokens[cue.at]?.paragraph ?? 0)
  }
}
