import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contextOf, isVerbatim, textOf } from '../../src/domain/anchor.ts'
import type { Span } from '../../src/domain/extraction.ts'
import { type AnchoredQuote, reanchor } from '../../src/domain/reanchor.ts'

/** A quote whose segments are the parts of the body between [ and ]; the body without them. */
function marked(text: string): { body: string; quote: AnchoredQuote } {
  const segments: Span[] = []
  const body = text.replace(/\[(.*?)\]/gs, (_, words: string, at: number) => {
    const start = at - segments.length * 2
    segments.push({ start, end: start + words.length })
    return words
  })
  return { body, quote: quoteIn(body, segments) }
}

function quoteIn(body: string, segments: Span[]): AnchoredQuote {
  return { text: textOf(body, segments), segments, ...contextOf(body, segments) }
}

/** The state, and the new body with the quote in brackets. */
function outcome(old: string, edited: string): string {
  const { quote } = marked(old)
  const { state, segments } = reanchor(quote, edited)
  if (state === 'orphaned') expect(segments).toEqual([])
  else expect(isVerbatim(edited, quote.text, segments)).toBe(true)
  const shown = segments.reduceRight(
    (text, { start, end }) => `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`,
    edited,
  )
  return `${state}: ${shown}`
}

const anna = 'On Monday morning the minister Anna Adams said: '
const left = 'She left, and nobody knew where she went.'
const bert = 'Her predecessor Bert Brown, asked by phone, answered: '

describe('a quote is kept', () => {
  test.each([
    ['when nothing changes', `${anna}"[No.]"`, `${anna}"No."`],
    ['when text is added far behind it', `${anna}"[No.]" She left.`, `${anna}"No." She left. Nobody followed.`],
    ['when all around it changes but not its place', 'aaaa [No.] bbbb', 'cccc No. dddd'],
    ['when the same words come in elsewhere', `${anna}"[No.]" And so on.`, `${anna}"No." And so on. ${bert}"No."`],
  ])('%s', (_, old, edited) => {
    expect(outcome(old, edited)).toMatch(/^kept: /)
  })
})

describe('a quote is moved', () => {
  test.each([
    [
      'when a paragraph comes in ahead of it',
      `${anna}"[No.]"`,
      `A new lead.\n\n${anna}"No."`,
      `A new lead.\n\n${anna}"[No.]"`,
    ],
    [
      'when text ahead of it goes',
      `${anna}"[No.]" She left the room.`,
      '"No." She left the room.',
      '"[No.]" She left the room.',
    ],
    [
      'to the place with its context',
      `${anna}"[No."] ${bert}"No."`,
      `${bert}"No." ${anna}"No."`,
      `${bert}"No." ${anna}"[No.]"`,
    ],
    [
      'away from its old place, where another now says the same',
      `"[Yes]," Anna Adams said.\n\n"Yes," Bert Brown said.`,
      `"Yes," Bert Brown said.\n\n"Yes," Anna Adams said.`,
      `"Yes," Bert Brown said.\n\n"[Yes]," Anna Adams said.`,
    ],
    [
      'when its context is gone but it is long and alone',
      `${anna}"[We will win this in the end]"`,
      'He wrote: We will win this in the end!',
      'He wrote: [We will win this in the end]!',
    ],
    [
      'with all its segments',
      `${anna}"[We will win]," she said, "[in the end]."`,
      `First: ${anna}"We will win," she said, "in the end."`,
      `First: ${anna}"[We will win]," she said, "[in the end]."`,
    ],
    [
      'when the words between its segments change',
      `${anna}"[We will win]," she said, "[in the end]." All laughed.`,
      `${anna}"We will win," the minister said with a smile, "in the end." All laughed.`,
      `${anna}"[We will win]," the minister said with a smile, "[in the end]." All laughed.`,
    ],
  ])('%s', (_, old, edited, shown) => {
    expect(outcome(old.replace('[No."]', '[No.]"'), edited)).toBe(`moved: ${shown}`)
  })
})

describe('a quote is orphaned', () => {
  test.each([
    ['when its words are gone', `${anna}"[No.]"`, `${anna}"Yes."`],
    ['when one word of it changes', `${anna}"[We will win this in the end]"`, `${anna}"We will win that in the end"`],
    ['when the body is emptied', `${anna}"[No.]"`, ''],
    ['when only another says the same', `${anna}"[No.]" That was all.`, `The end. ${bert}"No." Then he hung up.`],
    ['when only part of a longer word is left', `${anna}[No] That was all.`, `Well: ${anna}November. That was all.`],
    [
      'when two places are equally like it',
      `${anna}"[No.]" ${left} X.`,
      `Twice. ${anna}"No." ${left} ${anna}"No." ${left}`,
    ],
    [
      'when two places are equally unlike it',
      `${anna}"[We will win this in the end]"`,
      'X: We will win this in the end. Y: We will win this in the end.',
    ],
    [
      'when its segments change places',
      `${anna}"[We will win]," she said, "[in the end]."`,
      `Now: ${anna}"in the end," she said, "We will win."`,
    ],
    [
      'when one of its segments is gone',
      `${anna}"[We will win]," she said, "[in the end]."`,
      `Now: ${anna}"We will win," she said.`,
    ],
    [
      'when one of its segments is only found far away',
      `${anna}"[We will win]," she said, "[in the end]." All laughed.`,
      `${anna}"We will win," she said. All laughed. ${'So it went. '.repeat(40)} They lost in the end.`,
    ],
  ])('%s', (_, old, edited) => {
    expect(outcome(old, edited)).toBe(`orphaned: ${edited}`)
  })

  test('when text and segments do not fit each other', () => {
    const { body, quote } = marked(`${anna}"[No.]"`)
    expect(reanchor({ ...quote, text: 'No' }, body).state).toBe('orphaned')
    expect(reanchor({ ...quote, segments: [] }, body).state).toBe('orphaned')
    expect(reanchor({ ...quote, text: '' }, body).state).toBe('orphaned')
  })
})

const words = fc.array(fc.constantFrom('yes', 'no', 'the', 'minister', 'said', 'Anna', '"', '🙂', 'é', ',', '\n\n'), {
  minLength: 4,
  maxLength: 60,
})
const text = words.map((list) => list.join(' '))
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  drop: fc.nat(20),
  put: text.map((put) => put.slice(0, 30)),
})

/** One or two segments at whole characters, somewhere in the body. */
function anyQuote(body: string, cuts: readonly number[]): AnchoredQuote {
  const letters = Array.from(body)
  const at = Array.from(
    new Set(cuts.map((cut) => letters.slice(0, Math.floor(cut * letters.length)).join('').length)),
  ).sort((a, b) => a - b)
  const [a = 0, b = body.length, c, d] = at.length > 1 ? at : []
  const segments = [{ start: a, end: b }]
  if (c !== undefined && d !== undefined) segments.push({ start: c, end: d })
  return quoteIn(body, segments)
}
const fractions = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 })

test('whatever is edited, a quote that is not orphaned is verbatim', () => {
  fc.assert(
    fc.property(text, fractions, fc.array(edit, { maxLength: 4 }), (body, cuts, edits) => {
      const quote = anyQuote(body, cuts)
      const edited = edits.reduce((now, { at, drop, put }) => {
        const start = Math.floor(at * now.length)
        return (now.slice(0, start) + put + now.slice(start + drop)).toWellFormed()
      }, body)
      const { state, segments } = reanchor(quote, edited)
      return state === 'orphaned' ? segments.length === 0 : isVerbatim(edited, quote.text, segments)
    }),
    { numRuns: 2000 },
  )
})

test('an edit farther than the context moves a quote by exactly its length, unless other places are as like it', () => {
  fc.assert(
    fc.property(text, text, text, (lead, put, tail) => {
      const { body, quote } = marked(`${lead}\n\n${anna}"[I have nothing to say]," and turned away at once.\n\n${tail}`)
      const edited = `${put}${body}`
      const { state, segments } = reanchor(quote, edited)
      return state === 'moved' && segments[0]?.start === (quote.segments[0]?.start ?? 0) + put.length
    }),
  )
})

test('a body of one letter a million times over does not hold it up', () => {
  const body = 'a'.repeat(1_000_000)
  const begin = performance.now()
  expect(reanchor(quoteIn(body, [{ start: 500_000, end: 500_001 }]), `${body} `).state).toBe('kept')
  expect(reanchor(quoteIn(body, [{ start: 10, end: 11 }]), `b${body}`).state).toBe('orphaned')
  expect(performance.now() - begin).toBeLessThan(2000)
})

test('words that stand in very many places are found by their whole context only', () => {
  const filler = 'ha, he said. '.repeat(2000)
  const body = `${filler}Then the old mayor laughed: ha, and nobody asked her why. ${filler}`
  const start = body.indexOf('ha, and')
  const quote = quoteIn(body, [{ start, end: start + 2 }])
  expect(reanchor(quote, `${body} The end.`)).toEqual({ state: 'kept', segments: quote.segments })
  const moved = { state: 'moved', segments: [{ start: start + 4, end: start + 6 }] }
  expect(reanchor(quote, `New ${body}`)).toEqual(moved)
  expect(reanchor(quote, `New ${body.replace('old mayor', 'new mayor')}`).state).toBe('orphaned')
})
