import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newFolder, startServer, whosaid } from './process.ts'

const story = '\u201cWe will open in May,\u201d said Ana Ruiz, the transport minister.\n'

function stories(): string {
  const folder = newFolder()
  mkdirSync(join(folder, 'deeper'))
  writeFileSync(join(folder, 'b.txt'), `Rail link delayed\n\n${story}`)
  writeFileSync(
    join(folder, 'deeper/a.html'),
    `<html><body><h1>Port opens</h1><p>${story}</p><p>It rained.</p></body></html>`,
  )
  const records = [
    { title: 'One', body: 'Some words.', externalId: 'wire-1' },
    { title: 'Two', body: `Words again.\r\n\r\n${story}`, publishedAt: '2026-03-04' },
  ]
  writeFileSync(join(folder, 'wire.ndjson'), records.map((record) => `${JSON.stringify(record)}\n`).join('\n'))
  writeFileSync(join(folder, 'README.md'), 'not a document')
  writeFileSync(join(folder, '.hidden.txt'), 'not seen')
  return folder
}

const articles = async (env: Record<string, string>) => {
  const reply = await whosaid(['get', '/v1/articles?sort=title&fields=title,externalId,version,updatedAt'], { env })
  return JSON.parse(reply.stdout).data as { title: string; externalId: string }[]
}

test('seed loads text, HTML and NDJSON with their quotes, and a second run changes nothing', async () => {
  const folder = stories()
  const env = { DATA_DIR: newFolder() }
  const first = await whosaid(['seed', folder], { env })
  expect(first).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringMatching(/^loaded 4 articles, 3 quotes, 1 source\n$/),
  })
  const loaded = await articles(env)
  expect(loaded.map(({ title }) => title)).toEqual(['One', 'Port opens', 'Rail link delayed', 'Two'])
  expect(loaded.map(({ externalId }) => externalId)).toEqual([
    'wire-1',
    ...Array(3).fill(expect.stringMatching(/^sha256:[0-9a-f]{32}$/)),
  ])
  const second = await whosaid(['seed', folder, folder], { env })
  expect(second).toMatchObject({ code: 0, stdout: 'loaded 0 articles, 0 quotes, 0 sources, 4 unchanged\n' })
  expect(await articles(env)).toEqual(loaded)
})

test('a file that cannot be loaded is named with its reason, stops nothing, and makes the exit code 1', async () => {
  const folder = stories()
  const write = (name: string, content: string | Buffer) => writeFileSync(join(folder, name), content)
  write('0-bytes.txt', Buffer.from([0x41, 0x42, 0xff, 0x43]))
  write('1-empty.txt', ' \n')
  write('2-large.txt', 'word '.repeat(1_000))
  write(
    '3-bad.ndjson',
    `{"title":"Good","body":"Words."}\nnope\n{"title":"No body"}\n{"title":"x","body":"y","titel":1}\n`,
  )
  write('4-date.ndjson', '{"title":"Date","body":"Words.","publishedAt":"2026-02-30"}')
  const env = { DATA_DIR: newFolder(), BODY_LIMIT_TEXT: '4096' }
  const { code, stdout, stderr } = await whosaid(
    ['seed', folder, join(folder, 'missing.txt'), join(folder, 'README.md')],
    { env },
  )
  expect(code).toBe(1)
  expect(stdout).toMatch(/^loaded 5 articles, 3 quotes, 1 source, 9 failed\n$/)
  const reasons = stderr
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(`${folder}/`, ''))
  expect(reasons).toEqual([
    'missing.txt: There is no such file or folder.',
    'README.md: Only .txt, .html, .htm, .ndjson files can be loaded.',
    expect.stringMatching(/^0-bytes\.txt: .*not UTF-8.*\b2\b/),
    expect.stringMatching(/^1-empty\.txt: .*empty/),
    '2-large.txt: The file has 5000 bytes, BODY_LIMIT_TEXT allows 4096.',
    expect.stringMatching(/^3-bad\.ndjson:2: .*not JSON/),
    expect.stringMatching(/^3-bad\.ndjson:3: body/),
    expect.stringMatching(/^3-bad\.ndjson:4: .*titel/),
    expect.stringMatching(/^4-date\.ndjson:1: .*publishedAt/),
  ])
})

test('documents can be loaded beside a running server, which shows them', async () => {
  const folder = newFolder()
  const server = await startServer(folder, { SEED: 'off' })
  expect(await whosaid(['seed', stories()], { env: { DATA_DIR: folder } })).toMatchObject({ code: 0 })
  const reply = (await (await fetch(`${server.url}/v1/articles?q=rail`)).json()) as { data: { title: string }[] }
  expect(reply.data.map(({ title }) => title)).toEqual(['Rail link delayed'])
})
