import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadDocuments } from '../src/cli/load-documents.ts'
import { sampleFolder } from '../src/cli/seed.ts'
import { Config } from '../src/config.ts'
import { openIngester } from '../src/ingest/ingester.ts'
import { startApp, type TestApp } from './http/harness.ts'

const file = new URL('../README.md', import.meta.url)
const command = /^```sh\n(curl [^\n]+)\n```\n(?:\n```json\n([\s\S]*?)```\n)?/gm
const run = promisify(execFile)

let app: TestApp
beforeAll(async () => {
  app = await startApp()
  const ingester = openIngester({ deadline: 5000, queue: 1 })
  await loadDocuments([sampleFolder], app.store, { ingester, limits: Config.parse({}) })
  await ingester.close()
})
afterAll(() => app.close())

/** Ids, times and cursors differ from run to run; nothing else does. */
const settled = (text: string): string =>
  text
    .replace(/\b(art|quo|src)_[0-9a-z]{26}/g, '$1_…')
    .replace(/"(nextCursor|prevCursor)": "[^"]+"/g, '"$1": "…"')
    .replace(/cursor=[\w-]+/g, 'cursor=…')
    .replace(/"(createdAt|updatedAt)": "[^"]+"/g, '"$1": "…"')
    .replace(/"requestId": "[^"]+"/g, '"requestId": "…"')
    .replace(/"version": "[\w.-]+"/g, '"version": "…"')

async function outputOf(line: string): Promise<string> {
  const here = line.replaceAll('http://127.0.0.1:3000', app.origin).replaceAll('$(cat data/admin.key)', app.adminKey)
  const { stdout } = await run('bash', ['-c', `${here} --silent --show-error`])
  return settled(stdout)
}

/** UPDATE_README=1 writes the output of this run into README.md instead. */
test('every curl command of the README answers what the README says', async () => {
  const readme = await readFile(file, 'utf8')
  const commands = [...readme.matchAll(command)]
  expect(commands.length).toBeGreaterThanOrEqual(10)
  let renewed = readme
  for (const [block, line = '', shown] of commands) {
    const output = await outputOf(line)
    if (process.env.UPDATE_README) {
      renewed = renewed.replace(block, () => `\`\`\`sh\n${line}\n\`\`\`\n\n\`\`\`json\n${output}\`\`\`\n`)
    } else {
      expect(shown, line).toBe(output)
    }
  }
  if (process.env.UPDATE_README) await writeFile(file, renewed)
})
