import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../src/domain/app-error.ts'
import { extractQuotes } from '../../src/ingest/extract-quotes.ts'
import { parseDocument } from '../../src/ingest/parse-document.ts'

const pieces = fc.constantFrom(
  ...[
    '"',
    '“',
    '”',
    "'",
    '‘',
    '’',
    '``',
    "''",
    '«',
    '»',
    '\n',
    '\n\n',
    '\r\n',
    ' ',
    '. ',
    ', ',
    ': ',
    '(',
    ')',
    '— ',
    '\u00a0',
    '\u0000',
    '\ud800',
  ],
  ...[
    'said',
    'Ada Prowse',
    'she',
    'the mayor of',
    'told',
    'who',
    'and',
    'I',
    'It’s',
    "dogs'",
    'according to',
    'Dr.',
    '12/03/2024',
    'By ',
    '»',
    '𝕏',
    'é',
  ],
)
const newsLike = fc.array(pieces, { maxLength: 120 }).map((parts) => parts.join(''))
const anyText = fc.oneof(newsLike, fc.string({ unit: 'binary', maxLength: 300 }))

function expectVerbatim(body: string): void {
  const { quotes, sources } = extractQuotes(body)
  const last = { marked: -1, indirect: -1, start: -1 }
  for (const quote of quotes) {
    expect(quote.segments[0]?.start).toBeGreaterThanOrEqual(last.start)
    last.start = quote.segments[0]?.start ?? 0
    const kind = quote.kind === 'indirect' ? 'indirect' : 'marked'
    expect(quote.text).toBe(quote.segments.map(({ start, end }) => body.slice(start, end)).join(' '))
    for (const { start, end } of quote.segments) {
      expect(start).toBeGreaterThan(last[kind])
      expect(end).toBeGreaterThan(start)
      last[kind] = end - 1
    }
    for (const part of [quote.cue, quote.speaker]) if (part) expect(body.slice(part.start, part.end)).toBe(part.text)
    expect(quote.confidence).toBeGreaterThanOrEqual(0)
    expect(quote.confidence).toBeLessThanOrEqual(1)
    expect(quote.source === null || sources[quote.source] !== undefined).toBe(true)
  }
}

describe('extractQuotes', () => {
  test('takes any text, and every segment, cue and speaker stands in it word for word', () => {
    // ended in the middle of a phrase, and the reader of phrases did not stop there
    expectVerbatim('"the mayor of"— the mayor of')
    fc.assert(fc.property(anyText, expectVerbatim), { numRuns: 1_000 })
  })

  const megabyte = (piece: string) => piece.repeat(Math.ceil(1_000_000 / piece.length))
  test.each([
    ['100,000 opening marks', '“'.repeat(100_000)],
    ['straight marks that never close', megabyte('"a ')],
    ['single marks', megabyte('‘a dogs’ b ')],
    ['reporting verbs in one sentence', megabyte('he said ')],
    ['names in one sentence', megabyte('J. K. Smith, who ')],
    ['open quotes on every paragraph', megabyte('“Hello there\n\n')],
    ['brackets', megabyte('said (a) ')],
    [
      'quotes by different people',
      Array.from({ length: 30_000 }, (_, at) => `"It is ${at}," Ada${at} Prowse said. `).join(''),
    ],
  ])('reads a megabyte of %s in under 10 s', (_, text) => {
    const start = performance.now()
    extractQuotes(text)
    expect(performance.now() - start).toBeLessThan(10_000)
  })
})

describe('parseDocument', () => {
  test.each(['text', 'html'] as const)('gives a well-formed draft of any %s, or an AppError', (type) => {
    const read = (content: string) => {
      try {
        return parseDocument({ type, content })
      } catch (error) {
        expect(error).toBeInstanceOf(AppError)
        return null
      }
    }
    const wrapped = type === 'html' ? anyText.map((text) => `<article><p>${text}</p></article>`) : anyText
    fc.assert(
      fc.property(wrapped, (content) => {
        const draft = read(content)
        if (!draft) return
        expect(draft.title.length).toBeGreaterThan(0)
        expect(draft.title.length).toBeLessThanOrEqual(500)
        expect(draft.body).toBe(draft.body.normalize('NFC'))
        expect(draft.body).toMatch(/\S/)
        expect(draft.body).not.toMatch(/\r|\n{3}|^\s|\s$|[^\S \n]|(?!\n)\p{Cc}/u)
        expect((draft.publishedAt === null) === (draft.publishedPrecision === null)).toBe(true)
        expectVerbatim(draft.body)
      }),
      { numRuns: type === 'html' ? 100 : 500 },
    )
  })

  test('keeps every sentence of a text without furniture', () => {
    const sentence = fc.array(fc.constantFrom('crews', 'river', 'the', 'rose', 'by', 'night'), {
      minLength: 3,
      maxLength: 12,
    })
    const paragraph = fc
      .array(
        sentence.map((words) => `Then ${words.join(' ')}.`),
        { minLength: 1, maxLength: 5 },
      )
      .map((all) => all.join(' '))
    fc.assert(
      fc.property(fc.array(paragraph, { minLength: 2, maxLength: 8 }), (paragraphs) => {
        const content = ['River rises overnight', ...paragraphs].join('\n\n')
        expect(parseDocument({ type: 'text', content }).body).toBe(paragraphs.join('\n\n'))
      }),
      { numRuns: 200 },
    )
  })

  test('is not stopped by 800,000 combining marks behind one letter', () => {
    const start = performance.now()
    parseDocument({ type: 'text', content: `a${'\u0301\u0323'.repeat(400_000)}` })
    expect(performance.now() - start).toBeLessThan(2_000)
  })
})
