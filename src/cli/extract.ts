import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { AppError } from '../domain/app-error.ts'
import type { Extraction } from '../domain/extraction.ts'
import { decodeUtf8, refuseNul } from '../http/body/decode-text.ts'
import { readLines } from '../http/body/read-lines.ts'
import { extractQuotes } from '../ingest/extract-quotes.ts'
import { parseLine } from './parse-line.ts'

/** Longest line of NDJSON, bytes. */
const lineLimit = 16 * 1_048_576
/** JSON may write numbers of any length; what comes out would be another id. */
const isExact = (id: number): boolean => Math.abs(id) <= Number.MAX_SAFE_INTEGER
const inexact = 'has more digits than a number can keep: write it as a string'
const Document = z.looseObject({
  id: z.union([z.string(), z.number().refine(isExact, inexact), z.null()]).optional(),
  text: z.string(),
})

/** Finds quotes in NDJSON `{id, text}` on stdin, a line out for a line in; a bad line is named on stderr and fails the command at its end. */
export async function extractLines(): Promise<void> {
  for await (const line of readLines(process.stdin, lineLimit)) {
    try {
      const { id = null, text } = parseLine(Document, line.bytes())
      await print(id, text)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      process.stderr.write(`line ${line.number}: ${error.message}\n`)
      process.exitCode = 1
    }
  }
}

/** Finds quotes in the one plain text on stdin. */
export async function extractText(): Promise<void> {
  await print(null, refuseNul(decodeUtf8(await buffer(process.stdin))))
}

async function print(id: string | number | null, text: string): Promise<void> {
  const line = JSON.stringify({ id, quotes: resolveSources(extractQuotes(text)) })
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
}

function resolveSources({ quotes, sources }: Extraction) {
  return quotes.map(({ kind, text, segments, cue, speaker, source, confidence }) => {
    const found = source === null ? undefined : sources[source]
    return {
      kind,
      text,
      segments,
      cue,
      speaker,
      source: found ? { name: found.name, type: found.type } : null,
      confidence,
    }
  })
}
