import { AppError } from '../domain/app-error.ts'
import { StartError } from '../domain/start-error.ts'
import { readSettings } from './settings.ts'

const remedies: [codes: RegExp, remedy: string][] = [
  [/^EACCES$/, 'Check who owns it, or set DATA_DIR to a folder that you may write.'],
  [/^EROFS$/, 'The file system is read-only: set DATA_DIR to a folder that can be written.'],
  [/^ENOSPC$/, 'The disk is full: make room and start again.'],
  [/^EMFILE$/, 'Too many open files: raise ulimit -n.'],
  [/^SQLITE_(?:CORRUPT|NOTADB)/, 'The database is damaged: restore a backup.'],
  [/^/, 'This is a fault of whosaid: LOG_LEVEL=debug shows where.'],
]

/** The one line that a failed command ends with; never a stack. */
function failureLine(error: unknown): string {
  if (error instanceof StartError || error instanceof AppError) {
    const cause = typeof error.cause === 'string' ? ` (${error.cause})` : ''
    return `whosaid: ${firstLine(error.message)}${cause}`
  }
  if (!(error instanceof Error)) return `whosaid: failed without a reason (${String(error)}).`
  const code = [(error as NodeJS.ErrnoException).code, error.cause].find((each) => typeof each === 'string') ?? ''
  const remedy = remedies.find(([codes]) => codes.test(code as string))?.[1] ?? ''
  return `whosaid: ${firstLine(error.message)}. ${remedy}`
}

/** Says on stderr why a command failed. */
export function fail(error: unknown): void {
  process.stderr.write(`${failureLine(error)}\n`)
  if (isDebugging() && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  process.exitCode = 1
}

/** Whether the environment or .env asks for more than one line; a .env that cannot be read does not. */
function isDebugging(): boolean {
  try {
    const { settings } = readSettings(process.env, process.cwd())
    return settings.some(({ name, value }) => name === 'LOG_LEVEL' && ['debug', 'trace'].includes(String(value)))
  } catch {
    return false
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
