import { AppError } from '../../domain/app-error.ts'
import type { ProblemIssue, ProblemSlug } from '../../schema/problem.ts'
import { DeadlineError } from './deadline.ts'
import { isNotNow } from './not-now.ts'

/** An error as it travels between threads: a posted SqliteError would lose its code. */
export type Failure = { code: ProblemSlug | null; message: string; issues: ProblemIssue[]; stack: string | undefined }

/** Turns what an operation threw into a failure that says only what a client may know. */
export function failureOf(error: unknown): Failure {
  const stack = error instanceof Error ? error.stack : undefined
  if (error instanceof AppError) return { code: error.code, message: error.message, issues: error.issues, stack }
  if (error instanceof DeadlineError) {
    const message = 'The query took too long. Narrow it with filters or dates, or leave out total=exact.'
    return { code: 'overloaded', message, issues: [], stack }
  }
  if (isNotNow(error)) {
    return { code: 'overloaded', message: 'The database cannot take this at the moment.', issues: [], stack }
  }
  return { code: null, message: error instanceof Error ? error.message : String(error), issues: [], stack }
}

/** The error that a failure stands for. */
export function errorOf({ code, message, issues, stack }: Failure): Error {
  const error = code === null ? new Error(message) : new AppError(code, message, issues)
  if (stack !== undefined) error.stack = stack
  return error
}
