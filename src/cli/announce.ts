import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { isLoopback } from '../http/checks/hosts.ts'
import type { AdminKey } from './admin-key.ts'
import { bannerLines } from './banner.ts'
import type { Loaded } from './load-documents.ts'

export type Samples = { loaded: Loaded; ms: number }

/** What a start has to tell; `samples` is null where none were loaded. */
export type StartFacts = {
  version: string
  config: Pick<Config, 'HOST' | 'READ_ACCESS' | 'LOG_FORMAT'>
  database: { path: string; created: boolean; schema: number; engine: string; articles: number }
  samples: Samples | null
  key: AdminKey
  url: string
}

/** Tells of the start: as a few lines on a terminal, as log lines otherwise. A new key is shown here and never again, and never logged. */
export function announce(facts: StartFacts, logger: Logger): void {
  const { url, version, database, config, samples, key } = facts
  const terminal = process.stdout.isTTY && config.LOG_FORMAT !== 'json'
  if (terminal) process.stdout.write(`${bannerLines(facts).join('\n')}\n\n`)
  else tellKey(key)
  if (samples && !terminal) logSamples(samples, logger)
  for (const failure of samples?.loaded.failures ?? []) logger.warn(failure, 'a sample could not be loaded')
  warnOfOthers(config, logger)
  if (!terminal) logger.info({ url, version, node: process.versions.node, database }, 'listening')
}

function tellKey(key: AdminKey): void {
  if (key.kind !== 'made') return
  process.stderr.write(`whosaid: admin key, shown only now and kept in ${key.path}: ${key.token}\n`)
}

function logSamples({ loaded: { articles, quotes, sources }, ms }: Samples, logger: Logger): void {
  const counts = { articles, quotes, sources, ms: Math.round(ms) }
  logger.info(counts, 'samples loaded into the empty database; SEED=off starts empty')
}

function warnOfOthers({ HOST, READ_ACCESS }: StartFacts['config'], logger: Logger): void {
  if (isLoopback(HOST)) return
  const readers = READ_ACCESS === 'open' ? 'all of them can read; READ_ACCESS=key changes that' : 'reading needs a key'
  logger.warn({ HOST, READ_ACCESS }, `OTHER COMPUTERS CAN CONNECT: ${readers}. Put TLS in front (docs/deployment.md)`)
}
