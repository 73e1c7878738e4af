import type { ProblemIssue, ProblemSlug } from '../schema/problem.ts'

/**
 * The one failure that every room throws and only the doors (http, cli) turn into a reply or an exit code.
 * `message` is for the client: it names the thing and the fix, never SQL, a path or a stack.
 */
export class AppError extends Error {
  readonly code: ProblemSlug
  readonly issues: ProblemIssue[]
  constructor(code: ProblemSlug, message: string, issues: ProblemIssue[] = []) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.issues = issues
  }
}
