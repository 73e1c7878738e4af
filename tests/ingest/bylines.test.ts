import { expect, test } from 'vitest'
import { parseDocument } from '../../src/ingest/parse-document.ts'

const body = 'The river rose by a metre overnight and fell again by noon.\n\nNobody was hurt.'
const headed = (line: string) =>
  parseDocument({ type: 'text', content: `River rises in Harrow\n\n${line}\n\nOctober 3, 2017\n\n${body}` })

test.each([
  ['By Ana Doe, The Harrow Times', 'The Harrow Times'],
  ['By Ana Doe | Harrow Gazette', 'Harrow Gazette'],
  ['By ANA DOE Associated Press', 'Associated Press'],
  ['By Ana Doe Oct. 3, 2017', null],
  ['Author of the article: Ana Doe', null],
  ['Ana Doe', null],
  ['Ana Doe, Health Reporter', null],
  ['Ana Doe · CBC News', 'CBC News'],
  ['Ana Doe · CBC News · Posted: Oct 03, 2017 5:00 AM ET', 'CBC News'],
])('%s names its author, and is no subtitle', (line, publisher) => {
  expect(headed(line)).toMatchObject({ authors: ['Ana Doe'], publisher, subtitle: null, body })
  expect(headed(line).publishedAt).toContain('2017-10-03')
})

test.each(['Harrow Hill', 'Ana Doe, 43, of Harrow', 'Ana Doe and her dog', 'Why Ana Doe left'])(
  '%s under a headline is nobody’s byline',
  (line) => {
    expect(headed(line)).toMatchObject({ authors: [], subtitle: line, body })
  },
)

test('a name that opens the text stays in it', () => {
  const { authors, body: kept } = parseDocument({
    type: 'text',
    content: `River rises in Harrow\n\nOctober 3, 2017\n\n${body}\n\nAna Doe, reporter at large\n\nIt rained.`,
  })
  expect({ authors, kept }).toEqual({ authors: [], kept: `${body}\n\nAna Doe, reporter at large\n\nIt rained.` })
})

test.each(['2017-10-03T14:05:00Z', 'Oct 3, 2017, 2:05pm EDT'])(
  '%s on a line is a date and no part of the text',
  (line) => {
    const parsed = parseDocument({ type: 'text', content: `River rises in Harrow\n\n${line}\n\n${body}` })
    expect(parsed.body).toBe(body)
    expect(parsed.publishedAt).toContain('2017-10-03T')
  },
)
