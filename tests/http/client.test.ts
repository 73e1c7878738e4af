import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import openapiTypescript, { astToString } from 'openapi-typescript'
import { expect, test } from 'vitest'
import { startApp } from './harness.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))

const compilerOptions = {
  target: 'es2024',
  module: 'nodenext',
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
}

test('types generated from openapi.json compile, and a program typed by them works against the server', async () => {
  // Within node_modules, so that the program finds its packages.
  await mkdir(join(root, 'node_modules/.cache'), { recursive: true })
  const folder = await mkdtemp(join(root, 'node_modules/.cache/client-'))
  const door = await startApp()
  try {
    const types = await openapiTypescript(await readFile(join(root, 'openapi/openapi.json'), 'utf8'))
    await writeFile(join(folder, 'api.ts'), astToString(types))
    await cp(join(root, 'tests/http/fixtures/client-program.txt'), join(folder, 'program.ts'))
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['program.ts'] }))
    await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder])
    const stripped = await stripTypes(join(folder, 'program.ts'))
    await writeFile(join(folder, 'program.mjs'), stripped)
    const { stdout } = await run(process.execPath, [join(folder, 'program.mjs'), door.origin, door.key])
    expect(JSON.parse(stdout)).toEqual({
      text: 'We will open in May',
      total: 1,
      version: 2,
      title: 'There is no such thing',
      status: 404,
      exported: ['source', 'article', 'quote'],
    })
  } finally {
    await door.close()
    await rm(folder, { recursive: true, force: true })
  }
})

/** Node strips no types of files under node_modules by itself. */
async function stripTypes(path: string): Promise<string> {
  const { stripTypeScriptTypes } = await import('node:module')
  return stripTypeScriptTypes(await readFile(path, 'utf8'))
}
