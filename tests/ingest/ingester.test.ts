import { afterEach, describe, expect, test } from 'vitest'
import { AppError } from '../../src/domain/app-error.ts'
import { type Ingester, type IngesterOptions, openIngester } from '../../src/ingest/ingester.ts'

const open: Ingester[] = []
function start(options: Partial<IngesterOptions> = {}): Ingester {
  const ingester = openIngester({ deadline: 10_000, queue: 10, ...options })
  open.push(ingester)
  return ingester
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((ingester) => ingester.close()))
})

const text = (content: string) => ({ type: 'text' as const, content })
const html = (content: string) => ({ type: 'html' as const, content })
const slow = text(`Slow\n\n${'he said '.repeat(200_000)}`)
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  )

describe('an ingester', () => {
  test('parses and extracts on its thread', async () => {
    const { draft, extraction } = await start().ingest(text('River rises\n\n"It is wet," said Ada Prowse.'))
    expect(draft.title).toBe('River rises')
    expect(extraction.quotes.map((quote) => quote.text)).toEqual(['It is wet,'])
    expect(extraction.sources[0]?.name).toBe('Ada Prowse')
  })

  test('hands over failures of a document as AppErrors and goes on', async () => {
    const ingester = start()
    const error = await failure(ingester.parse(text(' \n ')))
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({ code: 'invalid-document', message: 'The document is empty.' })
    expect((await ingester.extract('"Yes," said Ada Prowse.')).quotes).toHaveLength(1)
  })

  test('ends a document that takes longer than the deadline, and its successor reads the next', async () => {
    const ingester = start({ deadline: 250 })
    const error = await failure(ingester.ingest(slow))
    expect(error).toMatchObject({ code: 'invalid-document' })
    expect(String(error)).toContain('longer than 0.25 s')
    expect((await ingester.parse(text('River rises'))).title).toBe('River rises')
  })

  test('refuses what does not fit its queue as overloaded', async () => {
    const ingester = start({ queue: 1 })
    const results = await Promise.all([1, 2, 3].map(() => failure(ingester.parse(text('River rises')))))
    expect(results.map((error) => (error instanceof AppError ? error.code : null))).toEqual([null, null, 'overloaded'])
  })

  test.each(['"a ', '«(“', 'a\n\n'])(
    'reads 3 MiB of %j within the memory of its thread, and refuses more',
    async (piece) => {
      const ingester = start({ deadline: 30_000 })
      const body = piece.repeat((3 * 1024 * 1024) / piece.length)
      expect((await ingester.extract(body)).sources).toEqual([])
      expect(await failure(ingester.extract(`${body}${piece}${piece}`))).toMatchObject({ code: 'invalid-document' })
    },
  )

  test('refuses everything once closed', async () => {
    const ingester = start()
    const running = failure(ingester.ingest(slow))
    const waiting = failure(ingester.parse(text('River rises')))
    await ingester.close()
    expect(await running).toMatchObject({ code: 'shutting-down' })
    expect(await waiting).toMatchObject({ code: 'shutting-down' })
    expect(await failure(ingester.parse(text('River rises')))).toMatchObject({ code: 'shutting-down' })
  })

  test('keeps the event loop free while it works', async () => {
    const ingester = start()
    await ingester.parse(text('River rises'))
    let ticks = 0
    const timer = setInterval(() => ticks++, 10)
    await ingester.ingest(text(`Slow\n\n${'he said '.repeat(60_000)}`))
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(5)
  })
})

describe('hostile HTML', () => {
  test.each([
    ['500 nested elements', '<div>'.repeat(500)],
    ['38 KiB of <b><i>', '<b><i>'.repeat(6_500)],
    ['50,000 attributes on one tag', `<p ${'a '.repeat(50_000)}>x</p>`],
    ['an attribute that never ends', `<p>text</p><p title="${'<div>'.repeat(100_000)}`],
    ['a million tags', '<br>'.repeat(500_000)],
    ['unclosed comments', `<p>text</p>${'<!--'.repeat(300_000)}`],
    ['unclosed scripts', `<p>text</p>${'<script>'.repeat(200_000)}`],
    ['character references', `<p>${'&amp;'.repeat(400_000)}</p>`],
    ['less-than signs', `<p>text</p>${'<'.repeat(1_000_000)}`],
    ['100 elements nested many times', `${'<div>'.repeat(95)}text${'</div>'.repeat(95)}`.repeat(150)],
  ])('of %s is read or refused within 2 s', async (_, content) => {
    const ingester = start()
    await ingester.parse(text('Warm'))
    const started = performance.now()
    const error = await failure(ingester.parse(html(content)))
    expect(performance.now() - started).toBeLessThan(2_000)
    if (error) expect(error).toMatchObject({ code: 'invalid-document' })
  })

  test('nested 100 deep or with optional closing tags left out is no hostile HTML', async () => {
    const ingester = start()
    const page = `<ul>${'<li>An item of the list'.repeat(300)}</ul>${'<p>A paragraph of the page.'.repeat(300)}`
    expect((await ingester.parse(html(page))).body).toContain('A paragraph of the page.')
    expect((await ingester.parse(html(`${'<div>'.repeat(90)}<p>Deep text here.</p>`))).body).toContain(
      'Deep text here.',
    )
  })
})
