import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrateStore } from '../../src/store/open.ts'
import { type Corpus, makeCorpus } from './articles.ts'
import { type Loaded, loadCorpus } from './load.ts'

/** A corpus in its two databases. `folder` is a data folder of whosaid. */
export type OpenCorpus = {
  corpus: Corpus
  folder: string
  whosaid: string
  plain: string
  loaded: Loaded
  seconds: number | null
}

type Kept = { fingerprint: string; loaded: Loaded }

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Changes with whatever the databases are made of and by. */
function fingerprint(seed: number, size: number): string {
  const hash = createHash('sha256').update(`${seed} ${size}`)
  for (const file of globSync(['bench/corpus/*.ts', 'migrations/**/*.sql', 'src/store/sqlite/position.ts'], {
    cwd: root,
  }).sort())
    hash.update(file).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function readKept(folder: string): Kept | null {
  const path = join(folder, 'corpus.json')
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Kept) : null
}

/** The databases of a corpus: those of an earlier run if they fit, else new ones. `tell` hears how far they are. */
export async function openCorpus(
  where: { dir: string; seed: number; size: number },
  tell: (text: string) => void,
): Promise<OpenCorpus> {
  const { dir, seed, size } = where
  const folder = join(dir, `${size}-${seed}`)
  const corpus = makeCorpus(seed, size)
  const paths = { folder, whosaid: join(folder, 'whosaid.db'), plain: join(folder, 'plain.db') }
  const wanted = fingerprint(seed, size)
  const kept = readKept(folder)
  if (kept?.fingerprint === wanted) return { corpus, ...paths, loaded: kept.loaded, seconds: null }
  const began = performance.now()
  const loaded = await build(corpus, folder, tell)
  writeFileSync(join(folder, 'corpus.json'), JSON.stringify({ fingerprint: wanted, loaded } satisfies Kept))
  return { corpus, ...paths, loaded, seconds: (performance.now() - began) / 1000 }
}

/** In a folder beside it first, so that a run that was stopped leaves nothing half made. */
async function build(corpus: Corpus, folder: string, tell: (text: string) => void): Promise<Loaded> {
  const half = `${folder}.part`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { recursive: true })
  await migrateStore(half)
  const loaded = await loadCorpus(corpus, { whosaid: join(half, 'whosaid.db'), plain: join(half, 'plain.db') }, tell)
  rmSync(folder, { recursive: true, force: true })
  renameSync(half, folder)
  return loaded
}
