import { expect, test } from 'vitest'
import { readLines } from '../../src/http/body/read-lines.ts'

async function* inChunks(text: string, size: number) {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(text: string, size: number, limit = 100): Promise<[number, string][]> {
  const lines: [number, string][] = []
  for await (const line of readLines(inChunks(text, size), limit)) lines.push([line.number, contentOf(line)])
  return lines
}

function contentOf(line: { bytes(): Buffer }): string {
  try {
    return line.bytes().toString()
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}

test.each([1, 2, 3, 7, 1_000])('lines come whole and numbered, in chunks of %i bytes', async (size) => {
  expect(await read('eins\n\n \r\nzwölf\r\n\ndrei', size)).toEqual([
    [1, 'eins'],
    [4, 'zwölf\r'],
    [6, 'drei'],
  ])
  expect(await read('', size)).toEqual([])
  expect(await read('a\n', size)).toEqual([[1, 'a']])
})

test.each([1, 5, 1_000])(
  'a line over the limit is refused with its size, and the next is read, in chunks of %i bytes',
  async (size) => {
    const long = 'The line has 12 bytes, at most 10 are allowed.'
    expect(await read(`${'x'.repeat(12)}\n${'y'.repeat(10)}\n${'z'.repeat(12)}`, size, 10)).toEqual([
      [1, long],
      [2, 'y'.repeat(10)],
      [3, long],
    ])
  },
)
