import type { ImportItem, ImportResult, StagedOptions, Transfer } from '../../domain/transfer.ts'
import { newFileBeside, removeUnfinished } from '../unfinished-files.ts'
import { describedItems } from './described-items.ts'
import { openExports } from './export.ts'
import type { errorOf } from './failure.ts'
import type { WriteOnce } from './operations.ts'
import { readFileLines } from './read-file-lines.ts'
import { stageItems } from './stage-items.ts'

/** Import by the writer, export by threads of its own. */
export function openTransfer(
  path: string,
  write: WriteOnce,
  raise: typeof errorOf,
): Transfer & { close(): Promise<void> } {
  const exports = openExports(path, raise)

  async function* keepAll(items: AsyncIterable<ImportItem>, options: StagedOptions): AsyncGenerator<ImportResult> {
    const staged = newFileBeside(path, 'import')
    const results = `${staged}-results`
    try {
      await stageItems(staged, items, options)
      await keepStaged(staged, results, options)
      for (const line of readFileLines(results)) yield JSON.parse(line) as ImportResult
    } finally {
      removeUnfinished(staged)
    }
  }

  async function keepStaged(staged: string, results: string, options: StagedOptions): Promise<void> {
    const { once, limit: _, ...kept } = options
    if (!once) return void (await write('importFile', undefined, staged, results, kept, null))
    const { replayed: tell, ...key } = once()
    if (await write('importFile', undefined, staged, results, kept, key)) tell()
  }

  return {
    keep: (items, onConflict, once) => write('importRecords', once, describedItems(items, onConflict), onConflict),
    settle: (awaited, once) => write('settleOrganizations', once, awaited),
    keepAll,
    export: exports.open,
    close: exports.close,
  }
}
