import { expect, test } from 'vitest'
import { whosaid } from './process.ts'

const text = 'It rained.\r\n\r\n"We will open in May," said Ana Ruiz, the transport minister. "Not later."\r\n'
type Quote = {
  text: string
  segments: { start: number; end: number }[]
  speaker: { start: number; end: number; text: string } | null
}
type Line = { id: unknown; quotes: Quote[] }
const lines = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line): Line => JSON.parse(line))

test('extract answers a line for a line, with offsets into the text as given', async () => {
  const input = [
    { id: 'a', text },
    { id: 2, text: 'Nothing was said.' },
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('')
  const { code, stdout, stderr } = await whosaid(['extract'], { input })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const [first, second] = lines(stdout)
  expect(second).toEqual({ id: 2, quotes: [] })
  expect(first?.id).toBe('a')
  const [quote] = first?.quotes ?? []
  expect(quote).toMatchObject({ kind: 'direct', source: { name: 'Ana Ruiz', type: 'person' } })
  expect(quote?.text).toContain('We will open in May,')
  expect(quote?.segments.map(({ start, end }) => text.slice(start, end)).join(' ')).toBe(quote?.text)
  expect(text.slice(quote?.speaker?.start, quote?.speaker?.end)).toBe(quote?.speaker?.text)
})

test('extract --text takes one plain text', async () => {
  const { code, stdout } = await whosaid(['extract', '--text'], { input: text })
  expect(code).toBe(0)
  expect(lines(stdout)).toMatchObject([{ id: null, quotes: [{ source: { name: 'Ana Ruiz' } }] }])
})

test('an id that would come out as another number is refused', async () => {
  const ids = ['9007199254740991', '-1', '0.5', '9007199254740993', '1234567890123456789', '"1234567890123456789"']
  const input = ids.map((id) => `{"id":${id},"text":"One."}\n`).join('')
  const { code, stdout, stderr } = await whosaid(['extract'], { input })
  expect(code).toBe(1)
  expect(lines(stdout).map(({ id }) => id)).toEqual([9007199254740991, -1, 0.5, '1234567890123456789'])
  expect(stderr).toMatch(/^line 4: id: .* string\nline 5: id: .* string\n$/)
})

test('a line that cannot be read is named, the others are answered, and the command fails', async () => {
  const input = `{"id":1,"text":"One."}\n\nnope\n{"id":2}\n{"id":3,"text":"Three."}`
  const { code, stdout, stderr } = await whosaid(['extract'], { input })
  expect(code).toBe(1)
  expect(lines(stdout).map(({ id }) => id)).toEqual([1, 3])
  expect(stderr).toMatch(/^line 3: .*JSON.*\nline 4: text: .*\n$/)
})
