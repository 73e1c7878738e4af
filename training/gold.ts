import { readFileSync } from 'node:fs'
import type { Span, TextSpan } from '../src/domain/extraction.ts'
import type { Story } from './read-corpus.ts'

/** A stretch of reported speech in a gold file; a quote parted by its attribution stands there once for each part. */
export type GoldQuote = Span & {
  kind: 'direct' | 'mixed' | 'indirect'
  speaker: TextSpan | null
  /** Canonical name, where the set has it */
  reference?: string
  /** The parts of a mixed quote that stand in marks */
  quoted?: [number, number][]
}
export type GoldDocument = {
  id: string
  text: string
  quotes: GoldQuote[]
  /** Places that count neither as right nor as wrong */
  other?: [number, number][]
}

/** A story of the corpus as a gold document. */
export function goldOf({ file, text, quotes }: Story): GoldDocument {
  const parts = quotes.flatMap(({ segments, kind, speaker, name, marked }) =>
    segments.map(({ start, end }) => ({
      start,
      end,
      kind,
      speaker,
      ...(name === null ? {} : { reference: name }),
      quoted: marked.filter((m) => m.start >= start && m.end <= end).map((m) => [m.start, m.end] as [number, number]),
    })),
  )
  return { id: file, text, quotes: parts }
}

/** The documents of a gold file, one JSON object a line. Throws where a line is no JSON. */
export const readGold = (file: string): GoldDocument[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as GoldDocument)
