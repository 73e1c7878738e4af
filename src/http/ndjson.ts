import type { z } from 'zod'
import { type ReplyHeaderName, replyHeaders } from './reply-headers.ts'

export const ndjsonType = 'application/x-ndjson'

/** A reply of NDJSON, whose schema is that of one line. Its type says nothing, since what is sent is a stream. */
export const ndjsonReply = <Line extends z.ZodType>(
  description: string,
  line: Line,
  examples: Record<string, z.infer<Line>>,
  headers: readonly ReplyHeaderName[] = [],
): Record<string, unknown> => ({
  description: `${description}: NDJSON, each line as in the schema. Take it as a stream or a text: openapi-fetch with \`parseAs: 'stream'\``,
  ...(headers.length > 0
    ? { headers: Object.fromEntries(headers.map((name) => [name, { ...replyHeaders[name] }])) }
    : {}),
  content: {
    [ndjsonType]: {
      schema: line,
      examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])),
    },
  },
})
