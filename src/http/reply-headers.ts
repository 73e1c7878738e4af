/** What reply headers mean, as plain JSON Schema (fastify-zod-openapi wraps a Zod schema twice here). */
export const replyHeaders = {
  ETag: {
    type: 'string',
    description:
      'Strong validator. Of one resource `"<version>-<hash>"`, for If-Match; of a list `"<hash>"`; in a content coding with its name at the end',
    example: '"3-9f86d081884c"',
  },
  Location: { type: 'string', description: 'Path of the new resource, or of the one that it is now' },
  Link: {
    type: 'string',
    description:
      'The `links` of the body, as RFC 8288: rel="self", rel="next", rel="prev". Longer than 8 KiB it leaves out `self`, then `prev`, then `next`: the body has all of them',
    example: '</v1/quotes?limit=20>; rel="self", </v1/quotes?limit=20&cursor=eyJ2IjoxfQ>; rel="next"',
  },
  'X-Request-Id': { type: 'string', description: 'Names the request in the log and in problem documents' },
  RateLimit: {
    type: 'string',
    description: 'What is left: `r` requests for the next `t` seconds. Absent where nothing is counted',
    example: '"default";r=1199;t=60',
  },
  'RateLimit-Policy': {
    type: 'string',
    description: 'The quota: `q` requests in `w` seconds',
    example: '"default";q=6000;w=60',
  },
  'Retry-After': { type: 'string', description: 'Seconds to wait', example: '1' },
  'Change-Sequence': { type: 'string', description: 'The `seq` of the newest change in the reply', example: '4711' },
  'Content-Disposition': {
    type: 'string',
    description: 'The name of the file for a browser that saves it',
    example: 'attachment; filename="whosaid.ndjson"',
  },
  'Idempotency-Replayed': {
    type: 'string',
    description:
      '`true`: this Idempotency-Key came before, nothing was written now, and the reply is that of the first time. Absent otherwise',
    example: 'true',
  },
  'WWW-Authenticate': {
    type: 'string',
    description: 'How to authenticate (RFC 6750)',
    example: 'Bearer realm="whosaid"',
  },
} as const

export type ReplyHeaderName = keyof typeof replyHeaders
