import { AppError } from '../../domain/app-error.ts'
import type { Awaited, ImportResult, LineFailure } from '../../domain/transfer.ts'
import type { Stamp } from './resolve.ts'

/** What became of one record. */
export type Outcome = Pick<ImportResult, 'status'> & { id: string; awaits?: Omit<Awaited, 'line'> }

/** The version and times that a record had where it comes from. */
export const stampOf = (record: { version: number; createdAt: string; updatedAt: string }): Stamp => ({
  version: record.version,
  createdAt: Date.parse(record.createdAt),
  updatedAt: Date.parse(record.updatedAt),
})

/** It is there already, and stays as it is. */
export const leftAsIs = ({ id }: { id: string }): Outcome => ({ id, status: 'skipped' })

/** AppError conflict: the id is there already. */
export function alreadyHere(id: string): AppError {
  const detail = `${id} is here already. Say with onConflict whether to skip or to update it.`
  return new AppError('conflict', detail, [{ in: 'body', pointer: '/id', code: 'taken', detail }])
}

/** What is wrong with the line itself; a disk that is full is not, and ends them all. */
export function lineFailureOf(error: unknown): LineFailure {
  if (error instanceof AppError) return { code: error.code, message: error.message, issues: error.issues }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!code.startsWith('SQLITE_CONSTRAINT')) throw error
  return { code: 'invalid-body', message: 'The record contradicts itself, or holds more than can be kept.', issues: [] }
}
