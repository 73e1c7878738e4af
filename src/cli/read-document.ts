import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Config } from '../config.ts'
import { AppError } from '../domain/app-error.ts'
import type { Extraction } from '../domain/extraction.ts'
import { readNewArticle } from '../http/article-document.ts'
import { decodeUtf8, refuseNul } from '../http/body/decode-text.ts'
import { readLines } from '../http/body/read-lines.ts'
import type { Ingester } from '../ingest/ingester.ts'
import { ArticleCreate } from '../schema/article.ts'
import { parseLine } from './parse-line.ts'

/** What documents are read with, and how large they may be. */
export type Reading = { ingester: Ingester; limits: Pick<Config, 'BODY_LIMIT_TEXT' | 'BODY_LIMIT_JSON'> }

/** An article to be; `read` parses it and finds its quotes, and throws AppError where it cannot. `path` is for people. */
export type Candidate = {
  path: string
  /** The same for the same content, so that nothing is loaded twice. */
  externalId: string
  read(): Promise<{ article: ArticleCreate; extraction: Extraction | null }>
}
export type Unreadable = { path: string; reason: string }

/** The articles in one file: one in a text or HTML document, one a line in an NDJSON file. */
export async function* readCandidates(path: string, reading: Reading): AsyncGenerator<Candidate | Unreadable> {
  try {
    if (extname(path).toLowerCase() === '.ndjson') yield* readRecords(path, reading)
    else yield await readDocument(path, reading)
  } catch (error) {
    yield { path, reason: reasonOf(error) }
  }
}

async function readDocument(path: string, { ingester, limits }: Reading): Promise<Candidate> {
  const { size } = await stat(path)
  const limit = limits.BODY_LIMIT_TEXT
  if (size > limit) throw new AppError('body-too-large', `The file has ${size} bytes, BODY_LIMIT_TEXT allows ${limit}.`)
  const bytes = await readFile(path)
  const text = refuseNul(decodeUtf8(bytes))
  const type = extname(path).toLowerCase() === '.txt' ? 'text' : 'html'
  return candidate(path, contentId(bytes), () => readNewArticle(ingester, text, type, true))
}

async function* readRecords(path: string, { ingester, limits }: Reading): AsyncGenerator<Candidate | Unreadable> {
  for await (const line of readLines(createReadStream(path), limits.BODY_LIMIT_JSON)) {
    const at = `${path}:${line.number}`
    try {
      const article = parseLine(ArticleCreate, line.bytes())
      const externalId = article.externalId ?? contentId(line.bytes())
      yield candidate(at, externalId, () => readNewArticle(ingester, article, 'text', true))
    } catch (error) {
      yield { path: at, reason: reasonOf(error) }
    }
  }
}

function candidate(path: string, externalId: string, read: Candidate['read']): Candidate {
  const named = async () => {
    const { article, extraction } = await read()
    return { article: { ...article, externalId }, extraction }
  }
  return { path, externalId, read: named }
}

const contentId = (bytes: Uint8Array): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}`

/** Why a file could not be read; anything but a fault of the file or the file system is thrown on. */
function reasonOf(error: unknown): string {
  if (error instanceof AppError) return error.message
  if (error instanceof Error && 'code' in error && 'syscall' in error) return `It cannot be read (${error.code}).`
  throw error
}
