import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { extractQuotes } from '../../src/ingest/extract-quotes.ts'
import { parseDocument, type RawDocument } from '../../src/ingest/parse-document.ts'

type ExpectedQuote = {
  kind: string
  text?: string
  startsWith?: string
  endsWith?: string
  segments?: number
  speaker: string | null
  source: string | null
  cue?: string
}
type Expected = {
  draft: Record<string, unknown> & { paragraphs?: number }
  absent?: string[]
  /** Only quotes of these kinds are looked at; all where it is missing. */
  kinds?: string[]
  quotes: ExpectedQuote[]
  sources: { name: string; type: string; aliases?: string[]; description?: string }[]
}

const folder = new URL('./cases/', import.meta.url)

function readCase(name: string): { document: RawDocument; expected: Expected } {
  const type = existsSync(new URL(`${name}/text.html`, folder)) ? 'html' : 'text'
  const file = type === 'html' ? 'text.html' : 'text.txt'
  const content = readFileSync(new URL(`${name}/${file}`, folder), 'utf8')
  return {
    document: { type, content },
    expected: JSON.parse(readFileSync(new URL(`${name}/expected.json`, folder), 'utf8')),
  }
}

describe.each(readdirSync(folder))('%s', (name) => {
  const { document, expected } = readCase(name)
  const draft = parseDocument(document)
  const { quotes, sources } = extractQuotes(draft.body)

  test('is parsed to the expected draft', () => {
    const { paragraphs, ...fields } = expected.draft
    expect(draft).toMatchObject(fields)
    if (paragraphs !== undefined) expect(draft.body.split('\n\n')).toHaveLength(paragraphs)
    for (const furniture of expected.absent ?? []) expect(draft.body).not.toContain(furniture)
  })

  test('has the expected quotes and nothing else', () => {
    const { kinds } = expected
    const found = quotes
      .filter(({ kind }) => kinds?.includes(kind) ?? true)
      .map((quote, index) => {
        const wanted = expected.quotes[index]
        return {
          kind: quote.kind,
          ...(wanted?.text === undefined ? {} : { text: quote.text }),
          ...(wanted?.startsWith === undefined ? {} : { startsWith: quote.text.slice(0, wanted.startsWith.length) }),
          ...(wanted?.endsWith === undefined ? {} : { endsWith: quote.text.slice(-wanted.endsWith.length) }),
          ...(wanted?.segments === undefined ? {} : { segments: quote.segments.length }),
          speaker: quote.speaker?.text ?? null,
          source: quote.source === null ? null : (sources[quote.source]?.name ?? null),
          ...(wanted?.cue === undefined ? {} : { cue: quote.cue?.text }),
        }
      })
    expect(found).toEqual(expected.quotes)
  })

  test('names the expected sources', () => {
    expect(sources).toHaveLength(expected.sources.length)
    expect(sources).toMatchObject(expected.sources)
  })
})
