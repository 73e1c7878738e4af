import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Bench } from '../bench.ts'
import { summaryColumns } from '../corpus/plain-database.ts'
import { getOf } from '../measure/requests.ts'
import { type Server, startServer } from '../measure/server.ts'
import { startWhosaid } from '../subjects/whosaid.ts'
import { copyPlainTable } from './plain-copy.ts'
import { connectPostgres, dropPostgres, fillPostgres } from './postgres-table.ts'

/** Something that serves the articles of the corpus, and how it is asked for what whosaid is asked for. `to`: RFC 3339, the last time that counts. */
export type Peer = {
  server: Server
  article(of: { pk: number; id: string }): string
  list(to: string): string
  /** 20 hits and how many there are in all; ranked where the peer can rank */
  search(words: string, to: string): string
}

const columns = summaryColumns.replaceAll(' ', '')
const query = (parts: Record<string, string>): string => new URLSearchParams(parts).toString()
const second = (time: string): number => Date.parse(time) / 1000

/** whosaid itself, as `npm start` starts it. */
async function startSelf({ corpus }: Bench): Promise<Peer> {
  const list = (to: string) => query({ limit: '20', publishedTo: to, total: 'none' })
  return {
    server: await startWhosaid(corpus.folder),
    article: ({ id }) => getOf(`/v1/articles/${id}`),
    list: (to) => getOf(`/v1/articles?${list(to)}`),
    search: (words, to) =>
      getOf(`/v1/articles?${query({ q: words, limit: '20', publishedTo: to, sort: '-relevance' })}`),
  }
}

/** Fastify + postgres.js on PostgreSQL, in a schema that goes when it stops; null without a URL. */
async function startPostgres({ corpus, tell }: Bench, folder: string, url: string | null): Promise<Peer | null> {
  if (url === null || !existsSync(join(folder, 'node_modules/postgres'))) return null
  const sql = await connectPostgres(folder, url)
  await fillPostgres(sql, corpus.plain, (done) => tell(`PostgreSQL: ${done} articles`))
  const server = await startServer(
    ['bench/subjects/postgres.ts', folder, url],
    {},
    '/articles?publishedTo=2030-01-01T00:00:00Z',
  )
  const stop = async () => {
    await server.stop()
    await dropPostgres(sql)
    await sql.end()
  }
  return {
    server: { ...server, stop },
    article: ({ id }) => getOf(`/articles/${id}`),
    list: (to) => getOf(`/articles?${query({ publishedTo: to })}`),
    search: (words, to) => getOf(`/search?${query({ q: words, publishedTo: to })}`),
  }
}

/** soul-cli on a copy of the plain table; null where it is not installed. */
async function startSoul({ corpus, scratch }: Bench, folder: string): Promise<Peer | null> {
  const program = join(folder, 'node_modules/soul-cli/src/server.js')
  if (!existsSync(program)) return null
  const database = join(scratch, 'soul.db')
  copyPlainTable(corpus.plain, database)
  const rows = '/api/tables/articles/rows'
  const list = (more: Record<string, string>) => getOf(`${rows}?${query({ _limit: '20', _schema: columns, ...more })}`)
  return {
    server: await startServer([program, '-d', database], {}, `${rows}/1`, 'CORE_PORT'),
    article: ({ pk }) => getOf(`${rows}/${pk}`),
    list: (to) => list({ _ordering: '-published_at', _filters: `published_at__lte:${second(to)}` }),
    search: (words, to) => list({ _search: words, _filters: `published_at__lte:${second(to)}` }),
  }
}

const token = 'bench'

/** Directus on a copy of the plain table; null where it is not installed. */
async function startDirectus({ corpus, scratch }: Bench, folder: string): Promise<Peer | null> {
  const program = join(folder, 'node_modules/directus/cli.js')
  if (!existsSync(program)) return null
  const database = join(scratch, 'directus.db')
  copyPlainTable(corpus.plain, database)
  const environment = {
    DB_CLIENT: 'sqlite3',
    DB_FILENAME: database,
    SECRET: 'a secret of thirty-two characters',
    HOST: '127.0.0.1',
    ADMIN_EMAIL: 'bench@example.com',
    ADMIN_PASSWORD: 'bench-password',
    ADMIN_TOKEN: token,
    LOG_LEVEL: 'error',
    TELEMETRY: 'false',
    RATE_LIMITER_ENABLED: 'false',
    PRESSURE_LIMITER_ENABLED: 'false',
  }
  const { status, stderr } = spawnSync(process.execPath, [program, 'bootstrap'], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`Directus was not set up: ${stderr.slice(-500)}`)
  const items = (path: string) => getOf(`/items/articles${path}`, { authorization: `Bearer ${token}` })
  const list = (more: Record<string, string>) => items(`?${query({ limit: '20', fields: columns, ...more })}`)
  const until = (to: string) => ({ 'filter[published_at][_lte]': String(second(to)) })
  return {
    server: await startServer([program, 'start'], environment, '/server/ping'),
    article: ({ pk }) => items(`/${pk}`),
    list: (to) => list({ sort: '-published_at', ...until(to) }),
    search: (words, to) => list({ search: words, meta: 'filter_count', ...until(to) }),
  }
}

/** The name of whosaid among its peers. */
export const own = 'whosaid'

/** whosaid and the peers that are installed in a folder, by name. */
export async function startPeers(bench: Bench, folder: string, postgres: string | null): Promise<Map<string, Peer>> {
  const at = resolve(folder)
  const peers = new Map<string, Peer>()
  const starts: Record<string, () => Promise<Peer | null>> = {
    [own]: () => startSelf(bench),
    'Fastify + PostgreSQL': () => startPostgres(bench, at, postgres),
    soul: () => startSoul(bench, at),
    Directus: () => startDirectus(bench, at),
  }
  try {
    for (const [name, start] of Object.entries(starts)) {
      bench.tell(`peers: ${name}`)
      const peer = await start()
      if (peer) peers.set(name, peer)
    }
  } catch (error) {
    await stopPeers(peers)
    throw error
  }
  return peers
}

export async function stopPeers(peers: ReadonlyMap<string, Peer>): Promise<void> {
  for (const { server } of peers.values()) await server.stop()
}
