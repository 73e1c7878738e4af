import { rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { AppError } from '../../domain/app-error.ts'
import type { ImportItem, ImportResult, StagedOptions, Transfer } from '../../domain/transfer.ts'
import { openExports } from './export.ts'
import { failureAt } from './import-file.ts'
import type { WriteOnce } from './operations.ts'
import { readFileLines } from './read-file-lines.ts'
import { newFileBeside } from './temporary-files.ts'

/** Import by the writer, export by threads of its own. */
export function openTransfer(path: string, write: WriteOnce): Transfer & { close(): Promise<void> } {
  const exports = openExports(path)

  async function* keepAll(items: AsyncIterable<ImportItem>, options: StagedOptions): AsyncGenerator<ImportResult> {
    const staged = newFileBeside(path, 'import')
    const results = `${staged}-results`
    try {
      await stage(staged, items, options)
      await keepStaged(staged, results, options)
      for (const line of readFileLines(results)) yield JSON.parse(line) as ImportResult
    } finally {
      rmSync(staged, { force: true })
      rmSync(results, { force: true })
    }
  }

  async function keepStaged(staged: string, results: string, options: StagedOptions): Promise<void> {
    const { once, limit: _, ...kept } = options
    if (!once) return void (await write('importFile', undefined, staged, results, kept, null))
    const { replayed: tell, ...key } = once()
    if (await write('importFile', undefined, staged, results, kept, key)) tell()
  }

  return {
    keep: (items, onConflict, once) => write('importRecords', once, items, onConflict),
    settle: (awaited, once) => write('settleOrganizations', once, awaited),
    keepAll,
    export: exports.open,
    close: exports.close,
  }
}

/** Writes items into a file, one a line. AppError body-too-large, or that of the first that failed if it is all or none. */
async function stage(path: string, items: AsyncIterable<ImportItem>, { atomic, limit }: StagedOptions): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    let size = 0
    for await (const item of items) {
      if (atomic && item.failure) throw failureAt(item)
      const line = Buffer.from(`${JSON.stringify(item)}\n`)
      size += line.length
      if (size > limit)
        throw new AppError('body-too-large', `An import that is atomic or a dry run has at most ${limit} bytes here.`)
      await file.appendFile(line)
    }
  } finally {
    await file.close()
  }
}
