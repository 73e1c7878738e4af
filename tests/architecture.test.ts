import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { buildProgram } from '../src/cli/program.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const filesOf = (pattern: string) => globSync(pattern, { cwd: root }).map((path) => ({ path, text: read(path) }))
const sources = filesOf('src/**/*.ts')
/** Beside the rooms: it may import all of them, and no room knows of it. */
const bench = filesOf('bench/**/*.ts')

/** What each room may import beside itself (ARCHITECTURE.md); main.ts and config.ts are rooms of their own. */
const mayImport: Record<string, readonly string[]> = {
  main: ['cli'],
  config: [],
  schema: [],
  domain: ['schema'],
  ingest: ['schema', 'domain'],
  store: ['schema', 'domain'],
  http: ['config', 'schema', 'domain', 'ingest'],
  cli: ['config', 'schema', 'domain', 'ingest', 'store', 'http', 'package.json'],
}
const roomOf = (path: string) => (path.startsWith('src/') ? (path.split('/')[1] ?? '').replace(/\.ts$/, '') : path)
const importsOf = (text: string) =>
  [...text.matchAll(/(?:from|import\(?|new URL\()\s*'([^']+)'/g)].map(([, name = '']) => name)
/** Files of `room` (all without one) that import a package whose name matches. */
const importers = (name: RegExp) =>
  sources.filter(({ text }) => importsOf(text).some((imported) => name.test(imported))).map(({ path }) => roomOf(path))

test('imports point one way', () => {
  const wrong = sources.flatMap(({ path, text }) =>
    importsOf(text)
      .filter((name) => /^\.\.?\/.*\.(ts|json)$/.test(name))
      .map((name) => ({ from: roomOf(path), to: roomOf(join(dirname(path), name)), path, name }))
      .filter(({ from, to }) => from !== to && !mayImport[from]?.includes(to)),
  )
  expect(wrong).toEqual([])
})

test('schema knows nothing but Zod', () => {
  const foreign = sources.filter(({ path }) => roomOf(path) === 'schema').flatMap(({ text }) => importsOf(text))
  expect(foreign.filter((name) => name !== 'zod' && !name.startsWith('./'))).toEqual([])
})

test('each door keeps its library to itself', () => {
  expect(new Set(importers(/^(fastify|@fastify\/.*|fastify-.*)$/))).toEqual(new Set(['http']))
  expect(new Set(importers(/^better-sqlite3$/))).toEqual(new Set(['store']))
  expect(new Set(importers(/^commander$/))).toEqual(new Set(['cli']))
  expect(new Set(importers(/^pino/))).toEqual(new Set(['cli']))
})

test('one SQLite in the process: no node:sqlite, and one better-sqlite3', () => {
  expect(importers(/^node:sqlite$/)).toEqual([])
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, unknown> }
  expect(Object.keys(packages).filter((path) => /(?<!@types)\/(better-)?sqlite3?(-[^/]*)?$/.test(path))).toEqual([
    'node_modules/better-sqlite3',
  ])
})

test('only the doors log or print', () => {
  const logs = sources.filter(({ text }) =>
    /\bconsole\.|\bprocess\.std(out|err)\b|\blogger\.|\.log\.(info|warn|error|debug)\(/.test(text),
  )
  expect(logs.map(({ path }) => roomOf(path)).filter((room) => room !== 'cli' && room !== 'http')).toEqual([])
})

test('files are small: none over 300 lines, nine in ten at most 180, half at most 60', () => {
  for (const files of [sources, bench]) {
    const lengths = files.map(({ text }) => text.split('\n').length - 1).sort((a, b) => a - b)
    expect(files.filter(({ text }) => text.split('\n').length > 300).map(({ path }) => path)).toEqual([])
    expect(lengths[Math.floor(lengths.length * 0.9)]).toBeLessThanOrEqual(180)
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(60)
  }
})

test('names say what a file is about', () => {
  const vague = /^(utils?|helpers?|manager|service|common-utils|misc)\.ts$/
  expect([...sources, ...bench].map(({ path }) => path).filter((path) => vague.test(basename(path)))).toEqual([])
})

test('every command stands in docs/commands.md, and no other', () => {
  const names = buildProgram().commands.flatMap((command) =>
    command.commands.length > 0 ? command.commands.map((sub) => `${command.name()} ${sub.name()}`) : [command.name()],
  )
  const documented = [...read('docs/commands.md').matchAll(/^\| `whosaid ([a-z]+(?: [a-z]+)?)/gm)].map(
    ([, name]) => name,
  )
  expect(documented.toSorted()).toEqual(names.filter((name) => !/\bhelp$/.test(name)).toSorted())
})
