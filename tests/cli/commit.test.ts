import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { commitOf } from '../../src/cli/commit.ts'

const [a, b] = ['a'.repeat(40), 'b'.repeat(40)]
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'whosaid-commit-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test.each([
  ['of a branch', { HEAD: 'ref: refs/heads/main\n', 'refs/heads/main': `${a}\n` }, a],
  [
    'of a branch that is packed',
    { HEAD: 'ref: refs/heads/main\n', 'packed-refs': `# pack\n${b} refs/heads/mainly\n${a} refs/heads/main\n` },
    a,
  ],
  ['of no branch', { HEAD: `${b}\n` }, b],
  ['before the first', { HEAD: 'ref: refs/heads/main\n' }, null],
  ['of no clone', {}, null],
])('the commit %s', (_, files, commit) => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, '.git', name)), { recursive: true })
    writeFileSync(join(folder, '.git', name), text)
  }
  expect(commitOf(folder)).toBe(commit)
})
