import { z } from 'zod'

/** Every kind of failure that a client can meet: its HTTP status, its title, and what the page /problems/<slug> says of it. */
export const problemTypes = {
  merged: {
    status: 308,
    title: 'This source is another one now',
    help: 'It was merged into the source that `Location` names. Keep that id; the old one leads there for ever. Only reads are sent on: a write to the old one is a `conflict`.',
  },
  'malformed-request': {
    status: 400,
    title: 'The request could not be read',
    help: 'The request line, the headers or the body break HTTP, JSON or UTF-8. The detail names the place. Send it again, corrected.',
  },
  'invalid-parameter': {
    status: 400,
    title: 'A parameter is not right',
    help: 'A path or query parameter is unknown, empty, repeated where one value is meant, or out of its range. Each entry of `errors` names one, with what is allowed and, for a misspelt name, the nearest known one.',
  },
  'invalid-body': {
    status: 400,
    title: 'The body does not fit its schema',
    help: 'Each entry of `errors` has a JSON Pointer to the property and says what it must be. The schemas are in /openapi.json.',
  },
  'invalid-query': {
    status: 400,
    title: 'The search query cannot be run',
    help: 'A query needs at least one positive term: `tax -income` works, `-income` alone does not. At most 16 terms and 256 characters.',
  },
  'invalid-cursor': {
    status: 400,
    title: 'The cursor is not one of ours',
    help: 'Cursors are opaque: take them from `page.nextCursor`, `page.prevCursor` or `links` unchanged, or leave `cursor` out to start at the beginning.',
  },
  'cursor-mismatch': {
    status: 400,
    title: 'The cursor belongs to another query',
    help: 'A cursor goes on where one list stopped, so the filters, `q` and `sort` must be those it came from. Leave `cursor` out to start the new query.',
  },
  unauthorized: {
    status: 401,
    title: 'A key is needed',
    help: 'Send `Authorization: Bearer <key>`. The command `key create` makes a key; the first start wrote one to data/admin.key.',
  },
  forbidden: {
    status: 403,
    title: 'The key may not do this',
    help: 'The key is good but lacks the scope named in the detail. The command `key create --scope write` makes one that has it.',
  },
  'cross-site-write': {
    status: 403,
    title: 'A web page of another site may not write here',
    help: 'The browser says that another site sent this write. Add that site to CORS_ORIGINS if it is yours.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such thing',
    help: 'The path or the id names nothing. `GET /` lists where to go.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This path does not take this method',
    help: 'The `Allow` header lists the methods that it takes.',
  },
  'not-acceptable': {
    status: 406,
    title: 'There is no representation of this type',
    help: 'Send `Accept: application/json` or no Accept header.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request took too long to arrive',
    help: 'The body must arrive in time. Send it again, in one go.',
  },
  conflict: {
    status: 409,
    title: 'Something that is there stands against it',
    help: 'Mostly a unique value (url, externalId, slug, id, or the same words at the same place) that is taken: `errors` names the property, and the detail the id that holds it. A source that was merged takes no writes: `suggestion` is the one that it is now. Else the detail says what was changed or runs meanwhile.',
  },
  'source-has-quotes': {
    status: 409,
    title: 'The source still has quotes',
    help: 'Delete with `?quotes=detach` to leave its quotes unattributed, or give them to another source first.',
  },
  gone: {
    status: 410,
    title: 'It was deleted',
    help: 'There was a thing with this id; it has been deleted and does not come back by itself.',
  },
  'precondition-failed': {
    status: 412,
    title: 'A precondition does not hold',
    help: 'The `If-Match` header does not name the current version: get it again, apply your change to that, and send the new ETag. Or there is something already where `If-None-Match: *` says that nothing may be.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large',
    help: 'The detail says how many bytes are allowed. BODY_LIMIT_JSON and BODY_LIMIT_TEXT set the limits.',
  },
  'uri-too-long': {
    status: 414,
    title: 'The URL is too long',
    help: 'A path and its query take at most 8 KiB.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is of a type not taken here',
    help: 'The detail lists the content types that this operation takes. Bodies are UTF-8 and not compressed.',
  },
  'expectation-failed': {
    status: 417,
    title: 'The Expect header cannot be met',
    help: 'Only `Expect: 100-continue` is understood.',
  },
  'foreign-host': {
    status: 421,
    title: 'This server does not answer to that host name',
    help: 'On a loopback address only localhost, 127.0.0.1 and [::1] are answered to, so that no web page can reach it under a name of its own. Set ALLOWED_HOSTS to add names.',
  },
  'quote-not-verbatim': {
    status: 422,
    title: 'The article does not have these words',
    help: 'A quote is kept only if its text stands word for word in the body of its article. The detail shows the nearest passage.',
  },
  'quote-ambiguous': {
    status: 422,
    title: 'The article has these words in several places',
    help: 'Send `segments` as well, to say which. `errors` lists the places.',
  },
  'unknown-reference': {
    status: 422,
    title: 'Something that the body refers to does not exist',
    help: 'An id in the body (articleId, sourceId, organizationId) names nothing. `errors` says which.',
  },
  'unfitting-reference': {
    status: 422,
    title: 'Something that the body refers to does not fit',
    help: 'A source speaks for an organisation: not for a person, not for itself, and not for one that speaks for it.',
  },
  'idempotency-mismatch': {
    status: 422,
    title: 'This Idempotency-Key belongs to another request',
    help: 'A key stands for one write: the same method, URL, content type and body, for 24 hours. Send a retry exactly as it was sent first, and give every other write a new key.',
  },
  'invalid-document': {
    status: 422,
    title: 'The document cannot be made into an article',
    help: 'It is empty, has no text, is nested too deep, or took too long to read. The detail says which.',
  },
  'precondition-required': {
    status: 428,
    title: 'This write needs If-Match',
    help: 'The server runs with REQUIRE_IF_MATCH=1: send the ETag you have read in `If-Match`, so that no change of another client is lost.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests',
    help: 'Wait for the seconds in `Retry-After`. `RateLimit` tells what is left, `RateLimit-Policy` the quota.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    help: 'All headers together take at most 16 KiB.',
  },
  'internal-error': {
    status: 500,
    title: 'Something went wrong here',
    help: 'This is a fault of the server. Its log has more under the requestId.',
  },
  overloaded: {
    status: 503,
    title: 'Not possible at the moment',
    help: 'The server is at its limit, a query ran past its deadline, or the disk of the database is full or fails: the detail says which. Try again after the seconds in `Retry-After`.',
  },
  'shutting-down': {
    status: 503,
    title: 'The server is stopping',
    help: 'Try again after the seconds in `Retry-After`, against the instance that takes over.',
  },
} as const satisfies Record<string, { status: number; title: string; help: string }>

export type ProblemSlug = keyof typeof problemTypes
export const problemSlugs = Object.keys(problemTypes) as [ProblemSlug, ...ProblemSlug[]]

const AllowedRange = z
  .object({ min: z.number().optional(), max: z.number().optional() })
  .meta({ id: 'AllowedRange', description: 'Of a number, a length or a count' })

/** One thing that is wrong with a request, and where. */
export const ProblemIssue = z
  .object({
    in: z.enum(['path', 'query', 'header', 'body']),
    parameter: z.string().optional().describe('Name of the path parameter, query parameter or header'),
    pointer: z.string().optional().describe('JSON Pointer (RFC 6901) into the body'),
    line: z.int().min(1).optional().describe('Line of an import, from 1, to which the pointer belongs'),
    code: z.string().describe('What is wrong, for programs: unknown, required, invalid_type, too_big, …'),
    detail: z.string().describe('What is wrong and what to do, for people'),
    allowed: z
      .union([z.array(z.string()), AllowedRange])
      .optional()
      .describe('The values or the range that are allowed'),
    suggestion: z.string().optional().describe('The nearest known name'),
  })
  .meta({ id: 'ProblemIssue' })
export type ProblemIssue = z.infer<typeof ProblemIssue>

/** The body of every failure (RFC 9457). */
export const Problem = z
  .object({
    type: z.string().describe('/problems/<slug>, a page that explains it'),
    title: z.string(),
    status: z.int().min(300).max(599),
    detail: z.string(),
    instance: z.string().describe('Path of the request'),
    requestId: z.string().describe('As in X-Request-Id and in the log'),
    errors: z.array(ProblemIssue),
  })
  .meta({ id: 'Problem', description: 'Every failure is of this shape, as application/problem+json (RFC 9457).' })
export type Problem = z.infer<typeof Problem>
