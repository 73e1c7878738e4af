/** What the OpenAPI document says of the whole API. */
export const documentInfo = {
  title: 'whosaid',
  summary: 'News articles that know who said what',
  description: `A **source** is the person or organisation that is *quoted*. The outlet, which many news APIs call "source",
is the **publisher** here. A **quote** is words attributed to somebody in one **article**.

- Reading needs no key unless the server runs with \`READ_ACCESS=key\`; writing needs \`Authorization: Bearer <key>\`.
- Lists are \`{ data, page, total, links }\`; go on with \`page.nextCursor\` or the \`Link\` header.
- Parameters are strict: an unknown or empty one is refused with the nearest known name. Only health checks,
  \`/metrics\`, \`/docs\` and this document let pass whatever comes.
- Every failure is \`application/problem+json\` (RFC 9457), and its \`type\` is a page that explains it.
- Items and lists have a strong \`ETag\`: \`If-None-Match\` saves a transfer, \`If-Match\` guards a write. \`HEAD\` works wherever \`GET\` does.
- Any JSON is indented with \`?pretty\`.
- Offsets (\`segments\`, \`highlights\`) count UTF-16 code units, as \`String.slice\` and DOM ranges do, end exclusive.`,
  license: { name: 'MIT', identifier: 'MIT' },
}

export const documentTags = [
  { name: 'articles', description: 'Published texts. The outlet of an article is its `publisher`.' },
  { name: 'quotes', description: 'Words attributed to somebody in one article, kept word for word.' },
  { name: 'sources', description: 'Who is quoted: people and organisations. (Not the outlet: that is `publisher`.)' },
  { name: 'changes', description: 'What was written, in the order in which it happened: as pages, and as events.' },
  { name: 'overview', description: 'All of it at a glance: names for what is half typed, and statistics.' },
  { name: 'transfer', description: 'Everything out of one database and into another, as NDJSON.' },
  { name: 'system', description: 'Where to go, whether it works, and what went wrong.' },
]
