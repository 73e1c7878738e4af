import { AppError } from '../domain/app-error.ts'

/** A query parameter that its schema lets through and its meaning does not. */
export function invalidParameter(parameter: string, code: string, detail: string): AppError {
  return new AppError('invalid-parameter', detail, [{ in: 'query', parameter, code, detail }])
}

/** A request header that does not follow its grammar. */
export function invalidHeader(parameter: string, detail: string): AppError {
  return new AppError('malformed-request', detail, [{ in: 'header', parameter, code: 'malformed', detail }])
}
