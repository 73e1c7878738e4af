import { AppError } from './app-error.ts'

/** What a call is answered with whose thread died: perhaps of this very call. */
export class LostCall extends AppError {
  constructor(cause: Error) {
    super('overloaded', 'The database had to start anew. Try again.')
    this.cause = cause
  }
}
