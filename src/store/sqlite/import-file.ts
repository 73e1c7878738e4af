import { closeSync, openSync, writeSync } from 'node:fs'
import { AppError } from '../../domain/app-error.ts'
import type { ImportItem, ImportResult, StagedOptions } from '../../domain/transfer.ts'
import type { ConflictRule } from '../../schema/import.ts'
import type { ProblemIssue } from '../../schema/problem.ts'
import type { Db } from './connect.ts'
import { importItem, keepItem } from './import.ts'
import { lineFailureOf } from './import-outcome.ts'
import { settleOrganizations } from './import-source.ts'
import { doOnce, type OnceKey, recallFile, rememberFile } from './once.ts'
import { readFileLines } from './read-file-lines.ts'
import { allOrNone } from './transaction.ts'

/** Thrown at the end of a dry run, so that nothing of it is kept. */
const dry = Symbol('dry run')

type Options = Omit<StagedOptions, 'limit' | 'once'>

/**
 * Keeps the items of a file, one JSON a line, in one step, and writes a result a line into another file. AppError of the first that
 * fails if it is to be all or none. With a key the results are kept too; true if they are those of an earlier time.
 */
export function importFile(db: Db, from: string, to: string, options: Options, once: OnceKey | null): boolean {
  if (!once) {
    keepFile(db, from, to, options)
    return false
  }
  const { result, replayed } = doOnce(db, once, () => {
    keepFile(db, from, to, options)
    return rememberFile(db, once, to)
  })
  if (replayed) recallFile(db, once, Number(result), to)
  return replayed
}

function keepFile(db: Db, from: string, to: string, options: Options): void {
  const results = openSync(to, 'w', 0o600)
  try {
    allOrNone(db, () => {
      for (const result of importAll(db, from, options)) {
        if (options.atomic && result.failure) throw failureAt(result)
        writeSync(results, `${JSON.stringify(result)}\n`)
      }
      if (options.dryRun) throw dry
    })
  } catch (error) {
    if (error !== dry) throw error instanceof AppError ? withLines(error, to) : error
  } finally {
    closeSync(results)
  }
}

function* importAll(db: Db, path: string, { onConflict, atomic }: Options): Generator<ImportResult> {
  const renamed = new Map<string, string>()
  const waiting = new Map<number, ImportResult>()
  for (const text of readFileLines(path)) {
    const item = JSON.parse(text) as ImportItem
    const result = atomic ? keepOrThrow(db, item, onConflict, renamed) : importItem(db, item, onConflict, renamed)
    if (result.awaits) waiting.set(result.line, result)
    else yield result
  }
  const awaited = [...waiting.values()].flatMap(({ awaits }) => awaits ?? [])
  const unsettled = new Map(settleOrganizations(db, awaited).map(({ line, failure }) => [line, failure]))
  for (const result of waiting.values()) yield { ...result, failure: unsettled.get(result.line) ?? null }
}

/** No savepoint for each line where the first failure undoes them all. */
function keepOrThrow(db: Db, item: ImportItem, ...rest: [ConflictRule, Map<string, string>]): ImportResult {
  try {
    return keepItem(db, item, ...rest)
  } catch (error) {
    throw failureAt({ line: item.line, failure: lineFailureOf(error) })
  }
}

/** The failure with the lines that made what it names, which is gone with them; `results` has what became of the lines before. */
function withLines({ code, message, issues }: AppError, results: string): AppError {
  const named = new Set(message.match(/\b(?:art|quo|src)_[0-9a-z]{26}\b/g))
  const made = new Map<string, string>()
  for (const text of named.size > 0 ? readFileLines(results) : []) {
    const { id, status, line } = JSON.parse(text) as ImportResult
    if (id !== null && status === 'created' && named.has(id)) made.set(id, `line ${line} (${id})`)
  }
  const name = (text: string) => [...made].reduce((told, [id, line]) => told.replaceAll(id, line), text)
  return new AppError(
    code,
    name(message),
    issues.map((issue) => ({ ...issue, detail: name(issue.detail) })),
  )
}

/** The failure of a line as that of the whole. */
export function failureAt({ line, failure }: Pick<ImportResult, 'line' | 'failure'>): AppError {
  const { code, message, issues } = failure ?? { code: 'invalid-body' as const, message: '', issues: [] }
  const told: ProblemIssue[] = issues.length > 0 ? [...issues] : [{ in: 'body', code, detail: message }]
  return new AppError(
    code,
    `Line ${line}: ${message} Nothing was imported.`,
    told.map((issue) => ({ ...issue, line })),
  )
}
