import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../src/domain/app-error.ts'
import { extractQuotes } from '../../src/ingest/extract-quotes.ts'
import { parseDocument } from '../../src/ingest/parse-document.ts'
import { readCorpus } from '../../training/read-corpus.ts'

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
    '\udc00',
    '„',
    '‚',
    '‹',
    '›',
    '`',
    '\u2028',
    '\u200f',
    '\u202e',
    '😀',
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
    'e\u0301',
    'אמר ראש העיר',
    'قالت',
    'claim that',
    'called it',
    'Q: ',
    'per the',
  ],
)
const newsLike = fc.array(pieces, { maxLength: 120 }).map((parts) => parts.join(''))
const stories = readCorpus().map(({ text }) => text)
const story = fc.integer({ min: 0, max: stories.length - 1 }).map((at) => stories[at] ?? '')
const place = fc.double({ min: 0, max: 1, noNaN: true })
/** A stretch of a story, cut wherever it falls: in words, marks, quotes. */
const cut = fc.tuple(story, place, place).map(([text, a, b]) => {
  const [from, to] = [Math.min(a, b), Math.max(a, b)].map((share) => Math.floor(share * text.length))
  return text.slice(from, to)
})
/** Pieces of stories put together with marks, ends of lines and odd characters between them. */
const spliced = fc
  .array(fc.tuple(cut, fc.array(pieces, { maxLength: 3 })), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map(([text, between]) => text + between.join('')).join(''))
/** The words that rules look for, in any order, so that each ends a text somewhere. */
const ruled = fc
  .array(
    fc.constantFrom(
      ...'“ ” ‘ ’ " — -- : ; , . ? ! ( ) ’s said told according to asked and but that who which when as by for of in with from the a his its Mayor Dr. Sen. Doe Roe Kestrel Inc. Co. Jr. III police spokesman mayor report letter council office Health Canada Save Our Local 220 54 54-year-old former nurse words statement “no” she it they was had will called accused pleaded guilty thinks message clear Q DOE D- (R-Utah) p.m. Monday May \n\n'.split(
        ' ',
      ),
    ),
    { maxLength: 30 },
  )
  .map((words) => words.join(' '))
const anyText = fc.oneof(newsLike, fc.string({ unit: 'binary', maxLength: 300 }))

/** More runs, or others, by hand: `FUZZ_RUNS=50000 FUZZ_SEED=7`. */
const runs = (usual: number) => Number(process.env.FUZZ_RUNS ?? usual)
const seed = process.env.FUZZ_SEED ? { seed: Number(process.env.FUZZ_SEED) } : {}

function expectVerbatim(body: string): void {
  const { quotes, sources } = extractQuotes(body)
  const marked = new Uint8Array(body.length)
  let before = -1
  for (const quote of quotes) {
    expect(quote.segments[0]?.start).toBeGreaterThanOrEqual(before)
    before = quote.segments[0]?.start ?? 0
    let end = -1
    expect(quote.text).toBe(quote.segments.map(({ start, end }) => body.slice(start, end)).join(' '))
    for (const segment of quote.segments) {
      expect(segment.start).toBeGreaterThanOrEqual(end)
      expect(segment.end).toBeGreaterThan(segment.start)
      if (quote.kind !== 'indirect') {
        expect(marked.subarray(segment.start, segment.end).includes(1)).toBe(false)
        marked.fill(1, segment.start, segment.end)
      }
      end = segment.end
    }
    for (const part of [quote.cue, quote.speaker]) if (part) expect(body.slice(part.start, part.end)).toBe(part.text)
    expect(quote.confidence).toBeGreaterThanOrEqual(0)
    expect(quote.confidence).toBeLessThanOrEqual(1)
    expect(quote.source === null || sources[quote.source] !== undefined).toBe(true)
  }
  const reported = quotes.filter(({ kind }) => kind === 'indirect').flatMap(({ segments }) => segments)
  for (const a of reported)
    for (const b of reported)
      expect(
        a.start < b.start && b.start < a.end && a.end < b.end,
        'reports share words, neither within the other',
      ).toBe(false)
}

describe('extractQuotes', () => {
  test('takes any text, and every segment, cue and speaker stands in it word for word', () => {
    // ended in the middle of a phrase, and the reader of phrases did not stop there
    expectVerbatim('"the mayor of"— the mayor of')
    fc.assert(fc.property(anyText, expectVerbatim), { numRuns: runs(1_000), ...seed })
  })

  test('takes the words that rules look for in any order', () => {
    fc.assert(fc.property(ruled, expectVerbatim), { numRuns: runs(5_000), ...seed })
  })

  test('takes stories cut anywhere and put together again', () => {
    fc.assert(fc.property(spliced, expectVerbatim), { numRuns: runs(100), ...seed })
  })

  const megabyte = (piece: string) => piece.repeat(Math.ceil(1_000_000 / piece.length))
  const marks = ['"', '“', '”', "'", '‘', '’', '``', "''", '«', '»', '„', '‚', '‹', '›', '`', '″']
  const nested = (depth: number) => `${'“a ‘b '.repeat(depth)}${'c’ d” '.repeat(depth)}`
  test.each([
    ...marks.map((mark): [string, string] => [`100,000 times ${mark}`, `${mark} a ${mark}`.repeat(50_000)]),
    ['quotes in quotes', nested(80_000)],
    ['one line of stories', stories.join(' ').replaceAll('\n', ' ').repeat(3).slice(0, 1_000_000)],
    ['one word', 'a'.repeat(1_000_000)],
    ['turns labelled with letters that a long word has', `${'EM: Why?\n\nWP: So.\n\n'.repeat(2)}${megabyte("E'")}`],
    [
      'nothing but witnesses',
      megabyte('Anna Smith arrived. “No,” the witness said. His wife left. “Oh,” she said.\n\n'),
    ],
    ['words without spaces', megabyte('said,“Ada”')],
    ['NUL', '\u0000'.repeat(1_000_000)],
    ['lone surrogates', megabyte('\ud800“\udc00” ')],
    ['right-to-left text', megabyte('אמר “שלום” \u202e')],
    ['emoji', megabyte('“😀,” said 👩‍👩‍👧 ')],
    ['turns', megabyte('DOE: Yes, Roe.\n\nROE: No, Doe.\n\n')],
    ['claims', megabyte('Ada’s claim that of “a” ')],
    ['opening marks', '“'.repeat(1_000_000)],
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
  ])('reads a text of %s in under 10 s of the processor', (_, text) => {
    const start = process.cpuUsage()
    extractQuotes(text)
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1_000_000).toBeLessThan(10)
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
