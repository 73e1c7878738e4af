import type { ExtractedSource } from './extraction.ts'

/** A source that goes by a name found in a text. */
export type NamedSource = { pk: number; type: ExtractedSource['type']; role: 'name' | 'alias' | 'last-name' }

/** What to do with a source found in a text: take one that is known, make it, or leave it to a person to choose. */
export type SourceLink = { link: number } | { create: true } | { candidates: { pk: number; confidence: number }[] }

/** One known by a single word, unless that is the name of a body, could be anyone of that name. */
const isFull = (source: ExtractedSource): boolean => source.type === 'organization' || /\S\s+\S/.test(source.name)

/**
 * Full names that agree are the same source. A last name, an initialism or a name that several sources share only
 * proposes candidates, never a silent pick; a name nobody goes by makes a new source.
 */
export function linkSource(source: ExtractedSource, known: readonly NamedSource[]): SourceLink {
  const fitting = known.filter(({ type }) => type === source.type || type === 'unknown' || source.type === 'unknown')
  const sure = (type: NamedSource['type']) => isFull(source) || (source.type === 'unknown' && type === 'unknown')
  const same = fitting.filter(({ role, type }) => role === 'name' && sure(type))
  if (same.length === 1 && same[0]) return { link: same[0].pk }
  // a full name is not the last name of somebody else
  const possible = same.length > 1 ? same : fitting.filter(({ role }) => !isFull(source) || role !== 'last-name')
  const pks = [...new Set(possible.map(({ pk }) => pk))]
  if (pks.length === 0) return { create: true }
  return { candidates: pks.map((pk) => ({ pk, confidence: Math.round(500 / pks.length) / 1000 })) }
}

/** The last name of a person with a full name, or null. */
export function lastNameOf(name: string, type: ExtractedSource['type']): string | null {
  const words = name.trim().split(/\s+/)
  return type === 'person' && words.length > 1 ? (words.at(-1) ?? null) : null
}
