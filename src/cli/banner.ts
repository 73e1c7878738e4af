import { styleText } from 'node:util'
import { isLoopback } from '../http/checks/hosts.ts'
import type { AdminKey } from './admin-key.ts'
import type { Samples, StartFacts } from './announce.ts'
import type { Loaded } from './load-documents.ts'

/** The first lines on a terminal, at most twelve: where things are and what to type next. */
export function bannerLines(facts: StartFacts): string[] {
  const { version, database, samples, key, url, config } = facts
  const state = database.created
    ? `created, schema ${database.schema}`
    : `schema ${database.schema}, ${database.articles} articles`
  const width = Math.max(database.path.length, 'path' in key ? key.path.length : 0)
  return [
    `${styleText('bold', `whosaid ${version}`)}   Node ${process.versions.node}   ${database.engine}`,
    `  database   ${database.path.padEnd(width)}   ${state}`,
    ...(samples ? [samplesLine(samples)] : []),
    ...keyLines(key, config.READ_ACCESS, width),
    '',
    `  API        ${url}/v1`,
    `  Docs       ${`${url}/docs`.padEnd(34)}  OpenAPI  /openapi.json`,
    '',
    `  Try        curl ${authorization(facts)}'${url}/v1/quotes?q=harbour&limit=1&pretty'`,
    `  Stop with Ctrl-C. Settings: npm run whosaid -- config. ${reachLine(config)}`,
  ]
}

/** What a read needs where reading is not open. */
function authorization({ config, key }: StartFacts): string {
  if (config.READ_ACCESS === 'open') return ''
  return `-H "Authorization: Bearer ${'path' in key ? `$(cat ${key.path})` : '<key>'}" `
}

/** "12 articles, 61 quotes, 34 sources". */
export function counted({ articles, quotes, sources }: Pick<Loaded, 'articles' | 'quotes' | 'sources'>): string {
  return [plural(articles, 'article'), plural(quotes, 'quote'), plural(sources, 'source')].join(', ')
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

function samplesLine({ loaded, ms }: Samples): string {
  const failed = loaded.failures.length > 0 ? `, ${loaded.failures.length} failed` : ''
  return `  samples    ${counted(loaded)} loaded${failed} (${(ms / 1000).toFixed(1)} s)   SEED=off to start empty`
}

function keyLines(key: AdminKey, readAccess: 'open' | 'key', width: number): string[] {
  const reading = readAccess === 'key' ? 'for reading and writing' : 'for writing; reading needs no key'
  switch (key.kind) {
    case 'made':
      return [
        `  admin key  ${key.path.padEnd(width)}   made now, ${reading}`,
        `             ${styleText('bold', key.token)}   shown only now`,
      ]
    case 'kept':
      return [`  admin key  ${key.path.padEnd(width)}   since ${day(key.since)}`]
    case 'given':
      return [`  admin key  from ${key.by}, ${reading}`]
    case 'elsewhere':
      return ['  admin key  kept elsewhere; npm run whosaid -- key list']
  }
}

const day = (at: string): string => new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })

function reachLine({ HOST, READ_ACCESS }: StartFacts['config']): string {
  if (isLoopback(HOST)) return `Only this computer can connect (HOST=${HOST}).`
  const reading = READ_ACCESS === 'open' ? 'and read' : 'but read only with a key'
  return styleText('yellow', `OTHERS CAN CONNECT ${reading} (HOST=${HOST}).`)
}
