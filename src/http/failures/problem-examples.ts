import { type Problem, type ProblemIssue, type ProblemSlug, problemTypes } from '../../schema/problem.ts'

type Example = { detail: string; instance?: string; errors?: ProblemIssue[] }

const ofHeader = (parameter: string, code: string, detail: string): Example => ({
  detail,
  errors: [{ in: 'header', parameter, code, detail }],
})

const taken = 'url https://example.org/harbour belongs to art_01m81b3m6te03t8f4kx1q2w9ra already.'
const hasQuotes = 'Maren Olsen has 12 quotes. Delete with ?quotes=detach to leave them unattributed.'

const examples: Record<ProblemSlug, Example> = {
  merged: {
    detail: 'src_01m81b3m6te03t8f4kx1q2w9rc was merged into src_01m81b3m6te03t8f4kx1q2w9rb.',
    instance: '/v1/sources/src_01m81b3m6te03t8f4kx1q2w9rc',
  },
  'malformed-request': {
    detail: 'The body is not JSON: see line 3, column 12.',
    errors: [{ in: 'body', code: 'invalid_json', detail: 'The body is not JSON: see line 3, column 12.' }],
  },
  'invalid-parameter': {
    detail: '2 parameters are not right: speaker, limit.',
    errors: [
      {
        in: 'query',
        parameter: 'speaker',
        code: 'unknown',
        detail: 'There is no parameter "speaker" here.',
        suggestion: 'source',
      },
      {
        in: 'query',
        parameter: 'limit',
        code: 'too_big',
        detail: 'limit is at most 100.',
        allowed: { min: 0, max: 100 },
      },
    ],
  },
  'invalid-body': {
    detail: '1 property is not right: /title.',
    errors: [{ in: 'body', pointer: '/title', code: 'required', detail: 'title is required.' }],
  },
  'invalid-query': {
    detail: 'The query only excludes words. Add at least one to search for.',
    errors: [{ in: 'query', parameter: 'q', code: 'only_negative', detail: 'The query only excludes words.' }],
  },
  'invalid-cursor': {
    detail: 'The cursor was not made by this server, or not kept whole. Leave it out to start at the beginning.',
  },
  'cursor-mismatch': { detail: 'The cursor was made with other filters, q or sort. Leave it out to start this list.' },
  unauthorized: ofHeader('Authorization', 'required', 'This needs a key: send Authorization: Bearer <key>.'),
  forbidden: ofHeader('Authorization', 'lacks_scope', 'The key "reader" lacks the scope "write"; it has read.'),
  'cross-site-write': ofHeader(
    'Sec-Fetch-Site',
    'cross_site',
    'Sec-Fetch-Site is cross-site, and the Origin is not in CORS_ORIGINS.',
  ),
  'not-found': { detail: 'There is no article art_01m81b3m6te03t8f4kx1q2w9ra.' },
  'method-not-allowed': { detail: '/v1/articles takes GET, HEAD, OPTIONS, POST; not DELETE.' },
  'not-acceptable': ofHeader('Accept', 'not_acceptable', 'This is application/json; the Accept header leaves it out.'),
  'request-timeout': { detail: 'The body did not arrive within 30000 ms.' },
  conflict: { detail: taken, errors: [{ in: 'body', pointer: '/url', code: 'taken', detail: taken }] },
  'source-has-quotes': {
    detail: hasQuotes,
    errors: [{ in: 'query', parameter: 'quotes', code: 'required', detail: hasQuotes, allowed: ['detach'] }],
  },
  gone: { detail: 'The article art_01m81b3m6te03t8f4kx1q2w9ra was deleted.' },
  'precondition-failed': ofHeader('If-Match', 'mismatch', 'The current version is 4. Get it again and send its ETag.'),
  'body-too-large': { detail: 'A JSON body has at most 1048576 bytes.' },
  'uri-too-long': { detail: 'The URL has 9000 bytes; at most 8192 are taken.' },
  'unsupported-media-type': ofHeader(
    'Content-Type',
    'not_taken',
    'text/csv is not taken here: send application/json, text/plain or text/html.',
  ),
  'expectation-failed': ofHeader('Expect', 'unknown', 'Only Expect: 100-continue is understood.'),
  'foreign-host': ofHeader('Host', 'foreign', 'This server does not answer to the host "evil.example".'),
  'quote-not-verbatim': {
    detail: 'The body does not have these words. The nearest passage, at 22 to 42, reads: We will open in May,',
  },
  'quote-ambiguous': { detail: 'The body has these words in 2 places. Send segments to say which.' },
  'unfitting-reference': {
    detail: 'src_01m81b3m6te03t8f4kx1q2w9rb is a person: name an organisation.',
    errors: [
      {
        in: 'body',
        pointer: '/organizationId',
        code: 'is_a_person',
        detail: 'src_01m81b3m6te03t8f4kx1q2w9rb is a person: name an organisation.',
      },
    ],
  },
  'unknown-reference': {
    detail: 'There is no source src_01m81b3m6te03t8f4kx1q2w9rb.',
    errors: [
      {
        in: 'body',
        pointer: '/sourceId',
        code: 'unknown_reference',
        detail: 'There is no source src_01m81b3m6te03t8f4kx1q2w9rb.',
      },
    ],
  },
  'idempotency-mismatch': {
    detail: 'This Idempotency-Key came with another request before. Give each write a key of its own.',
  },
  'invalid-document': { detail: 'The document has no text.' },
  'precondition-required': ofHeader(
    'If-Match',
    'required',
    'Send If-Match with the ETag that you have read, or If-Match: * to write in any case.',
  ),
  'rate-limited': { detail: 'More than 6000 requests in 60 seconds. Wait 12 seconds.' },
  'headers-too-large': { detail: 'The headers are larger than 16384 bytes.' },
  'internal-error': { detail: 'Something went wrong here. The log has more under the requestId.' },
  overloaded: { detail: 'The server is busy. Try again in 1 second.' },
  'shutting-down': { detail: 'The server is stopping.' },
}

/** A problem document as the docs show it. */
export function exampleProblem(slug: ProblemSlug): Problem {
  const { status, title } = problemTypes[slug]
  const { detail, instance = '/v1/articles', errors = [] } = examples[slug]
  return { type: `/problems/${slug}`, title, status, detail, instance, requestId: '5hCq0sVn2tYb8KdL', errors }
}
