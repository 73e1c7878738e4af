import Database from 'better-sqlite3'
import { chanceOf } from '../corpus/chance.ts'
import type { OpenCorpus } from '../corpus/open.ts'

/** An article as whosaid knows it and by its row in the plain table. */
export type SampledArticle = { pk: number; id: string }

/** What is asked for: articles and times of the corpus, in an order of chance and each only once before any comes again. */
export type Sample = {
  newestId: string
  /** An article that has not been asked for */
  nextArticle(): SampledArticle
  nextId(): string
  /** So many of the newest articles */
  recentArticles(count: number): SampledArticle[]
  /** A second between the first article and the last */
  nextTime(): string
  /** A second among the newest 400 articles */
  nextRecentTime(): string
  close(): void
}

const rfc3339 = (second: number): string => `${new Date(second * 1000).toISOString().slice(0, 19)}Z`

/** Opens the sample of a corpus. */
export function openSample({ corpus, plain }: OpenCorpus): Sample {
  const db = new Database(plain, { readonly: true })
  const { size, seed } = corpus
  const chance = chanceOf(seed, 'sample')
  const idAt = db.prepare('SELECT id FROM articles WHERE pk = ?').pluck()
  const second = db.prepare('SELECT published_at FROM articles WHERE pk = ?').pluck()
  const at = (pk: number) => second.get(Math.max(1, Math.min(size, pk))) as number
  // a step without a factor in common with the size visits every article before one comes again
  const step = stepFor(size)
  let asked = 0
  const articleAt = (pk: number): SampledArticle => ({ pk, id: idAt.get(pk) as string })
  const nextArticle = () => articleAt(((asked++ * step) % size) + 1)
  const between = (from: number, to: number) => rfc3339(chance.between(from, to))
  return {
    newestId: idAt.get(size) as string,
    nextArticle,
    nextId: () => nextArticle().id,
    recentArticles: (count) => Array.from({ length: Math.min(count, size) }, (_, back) => articleAt(size - back)),
    nextTime: () => between(at(20), at(size)),
    nextRecentTime: () => between(at(size - 400), at(size)),
    close: () => {
      db.close()
    },
  }
}

function stepFor(size: number): number {
  const divides = (a: number, b: number): number => (b === 0 ? a : divides(b, a % b))
  let step = Math.floor(size * 0.618) || 1
  while (divides(step, size) !== 1) step++
  return step
}
