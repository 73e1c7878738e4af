import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { StartError } from '../../../src/domain/start-error.ts'
import { openStore } from '../../../src/store/open.ts'
import { tempFolder } from '../temp-folder.ts'
import { expectSound } from './inspect.ts'

let folder: ReturnType<typeof tempFolder>
let child: ChildProcess | undefined
beforeEach(() => {
  folder = tempFolder()
})
afterEach(async () => {
  await kill()
  folder.remove()
})

const open = () => openStore({ dataDir: folder.path, readers: 1, lock: true })

/** Starts tests/store/children/<name>.ts and returns the lines that it prints, as they come. */
function start(name: string): string[] {
  const file = fileURLToPath(new URL(`../children/${name}.ts`, import.meta.url))
  const started = spawn(process.execPath, ['--expose-gc', file, folder.path], { stdio: ['ignore', 'pipe', 'inherit'] })
  child = started
  const lines: string[] = []
  let rest = ''
  started.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = `${rest}${chunk}`.split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
  })
  return lines
}

async function until(lines: string[], count: number): Promise<void> {
  while (lines.length < count) {
    if (child?.exitCode !== null) throw new Error('the child ended')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function kill(): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'close')
  child.kill('SIGKILL')
  await gone
}

test('a second server is refused at once, in another process and in this one, until the first is gone', async () => {
  const lines = start('hold')
  await until(lines, 3)
  const collected = lines.length
  for (let i = 0; i < 5; i++) {
    const began = performance.now()
    const error: unknown = await open().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(StartError)
    expect(String(error)).toMatch(/another whosaid serves/)
    expect(performance.now() - began).toBeLessThan(1000)
    await until(lines, collected + 3 * (i + 1))
  }
  const beside = await openStore({ dataDir: folder.path, readers: 1, lock: false })
  expect(await beside.sources.create({ name: 'Beside' })).toMatchObject({ slug: 'beside' })
  await beside.close()
  await kill()
  const store = await open()
  await expect(open()).rejects.toThrow(/another whosaid serves/)
  expect(await store.sources.get('beside')).toMatchObject({ name: 'Beside' })
  await store.close()
  await (await open()).close()
})

test.each([1, 2, 3])(
  'after kill -9 amid writes every acknowledged one is there, whole, and nothing is half there (%i)',
  async (round) => {
    const lines = start('write')
    await until(lines, 100 * round)
    await kill()
    const acknowledged = [...lines]
    const store = await open()
    for (const id of acknowledged) {
      expect(await store.articles.get(id, ['quotes', 'sources'])).toMatchObject({
        quoteCount: 1,
        sourceCount: 1,
        quotes: [{ articleId: id, anchor: 'exact' }],
        sources: [{}],
      })
    }
    const { articles, quotes } = await store.counts()
    expect(articles).toBeGreaterThanOrEqual(acknowledged.length)
    expect(quotes).toBe(articles)
    await store.close()
    expectSound(folder.path)
  },
)
