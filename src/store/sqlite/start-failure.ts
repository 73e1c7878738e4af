import { StartError } from '../../domain/start-error.ts'
import { codeOf } from './not-now.ts'

/** What to tell a person of a database that cannot be used: `what` is what cannot be done with it. A StartError says it itself. */
export function startFailure(path: string, what: string, error: unknown): StartError {
  if (error instanceof StartError) return error
  const code = codeOf(error)
  const why = code || (error instanceof Error ? error.message : String(error))
  const remedy = isDamage(error) ? 'It is damaged: restore a backup.' : 'Check its owner, its mode and the disk.'
  return new StartError(`${path} cannot be ${what} (${why}). ${remedy}`)
}

/** Whether SQLite says that a file is not as it was written, or none of its own. */
export const isDamage = (error: unknown): boolean => /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error))
