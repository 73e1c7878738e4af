import { AppError } from '../../domain/app-error.ts'
import type { ProblemIssue, ProblemSlug } from '../../schema/problem.ts'
import { DeadlineError } from './deadline.ts'
import { codeOf, isNotNow } from './not-now.ts'
import { isDamage } from './start-failure.ts'

/** An error as it travels between threads: a posted SqliteError would lose its code. `reason`: what SQLite or the system calls it where it says "not now", or that the file is damaged. */
export type Failure = {
  code: ProblemSlug | null
  message: string
  issues: ProblemIssue[]
  stack: string | undefined
  reason?: string
}

const disk = 'The disk of the database'
const said: [code: RegExp, message: string][] = [
  [/^(?:SQLITE_FULL|ENOSPC|EDQUOT|EFBIG)/, `${disk} is full. Try again once there is room on it.`],
  [/^(?:SQLITE_IOERR|EIO)/, `${disk} does not read or write as it should.`],
  [/^/, 'The database cannot take this at the moment.'],
]

/** Turns what an operation threw into a failure that says only what a client may know. */
export function failureOf(error: unknown): Failure {
  const stack = error instanceof Error ? error.stack : undefined
  if (error instanceof AppError) return { code: error.code, message: error.message, issues: error.issues, stack }
  if (error instanceof DeadlineError) {
    const message = 'The query took too long. Narrow it with filters or dates, or leave out total=exact.'
    return { code: 'overloaded', message, issues: [], stack }
  }
  if (isNotNow(error)) {
    const reason = codeOf(error)
    const message = said.find(([code]) => code.test(reason))?.[1] ?? ''
    return { code: 'overloaded', message, issues: [], stack, reason }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { code: null, message, issues: [], stack, ...(isDamage(error) ? { reason: codeOf(error) } : {}) }
}

/** The error that a failure stands for; its cause is what SQLite said, which is not for clients. */
export function errorOf({ code, message, issues, stack, reason }: Failure): Error {
  const error = code === null ? new Error(message) : new AppError(code, message, issues)
  if (reason) error.cause = reason
  if (stack !== undefined) error.stack = stack
  return error
}
