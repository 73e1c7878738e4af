import { open } from 'node:fs/promises'
import { AppError } from '../../domain/app-error.ts'
import type { ImportItem, StagedOptions } from '../../domain/transfer.ts'
import { failureAt } from './import-file.ts'

/** Writes items into a file, one a line. AppError body-too-large, or that of the first that failed if it is all or none. */
export async function stageItems(
  path: string,
  items: AsyncIterable<ImportItem>,
  { atomic, limit }: StagedOptions,
): Promise<void> {
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
