import type { Client } from './client.ts'

const shared = 'The harbour was never meant to hold ships of that size'

const articles = {
  harbour: {
    externalId: 'harbour',
    url: 'https://example.org/harbour',
    title: 'Harbour to stay closed until May',
    subtitle: 'Cruise ships must wait',
    byline: 'By Ida Lund',
    authors: ['Ida Lund'],
    publisher: 'Varnes Courier',
    section: 'Local',
    tags: ['harbour', 'shipping'],
    language: 'en',
    publishedAt: '2026-03-04T09:30:00Z',
    body: `The harbour at Varnes will stay closed to cruise ships until May, the port said on Wednesday.\n\n“${shared},” said Maren Olsen, the port's chief engineer.\n\n“We will open in May,” said Ana Ruiz, the transport minister. A clerk said nobody had asked the pilots.`,
  },
  rail: {
    externalId: 'rail',
    url: 'https://example.org/rail',
    title: 'Rail link delayed',
    authors: ['Jon Vik'],
    publisher: 'Morning Post',
    section: 'Transport',
    tags: ['rail', 'shipping'],
    language: 'en-GB',
    publishedAt: '2026-02-10',
    body: `The rail link to the coast is late.\n\n“${shared},” the port authority repeated in a statement.`,
  },
  tax: {
    externalId: 'tax',
    url: 'https://example.org/tax',
    title: 'Tax vote put off',
    authors: ['Ida Lund', 'Jon Vik'],
    publisher: 'Varnes Courier',
    section: 'Politics',
    tags: ['tax'],
    language: 'de',
    publishedAt: '2025-12-31T23:59:59Z',
    body: 'The vote on the tax was put off for a week. Nobody would say why, and the harbour was not mentioned once in the debate.',
  },
  notice: { externalId: 'notice', title: 'Undated notice', body: 'Five words and no date.' },
} as const

const sources = {
  olsen: {
    slug: 'maren-olsen',
    name: 'Maren Olsen',
    type: 'person',
    aliases: ['Olsen', 'M. Olsen'],
    identifiers: [{ scheme: 'varnes', value: '1:a' }],
  },
  ruiz: { slug: 'ana-ruiz', name: 'Ana Ruiz', type: 'person', aliases: ['Minister Ruiz'] },
  port: { slug: 'port-of-varnes', name: 'Port of Varnes', type: 'organization' },
  silent: { slug: 'silent-partner', name: 'Silent Partner' },
} as const

export type Corpus = {
  /** Ids by key. */
  id: Record<string, string>
  /** Keys of what a list returned, in its order. */
  keys(data: { id: string }[]): string[]
}

/** Four articles, four sources and six quotes in which every filter has something to find and something to leave out. */
export async function fillCorpus(client: Client): Promise<Corpus> {
  const id: Record<string, string> = {}
  const add = async (key: string, path: string, body: object) => {
    const { status, body: made, text } = await client.send('POST', path, body)
    if (status !== 201) throw new Error(`${key}: ${status} ${text}`)
    id[key] = made.id
  }
  for (const [key, article] of Object.entries(articles)) await add(key, '/v1/articles', article)
  for (const [key, source] of Object.entries(sources)) await add(key, '/v1/sources', source)
  await client.send('PATCH', `/v1/sources/${id.olsen}`, { organizationId: id.port })
  const quote = (key: string, article: string, more: object) =>
    add(key, '/v1/quotes', { articleId: id[article], ...more })
  await quote('size', 'harbour', { text: shared, sourceId: id.olsen, speakerLabel: 'Maren Olsen', cue: 'said' })
  await quote('may', 'harbour', {
    text: 'We will open in May',
    kind: 'mixed',
    sourceId: id.ruiz,
    speakerLabel: 'Ana Ruiz, the transport minister',
    attribution: { status: 'proposed', method: 'extracted', confidence: 0.6 },
  })
  await quote('pilots', 'harbour', { text: 'nobody had asked the pilots', kind: 'indirect', speakerLabel: 'A clerk' })
  await quote('again', 'rail', {
    text: shared,
    sourceId: id.port,
    attribution: { status: 'disputed', method: 'imported', confidence: 0.9 },
  })
  await quote('why', 'tax', { text: 'Nobody would say why', sourceId: id.ruiz })
  await client.send('PATCH', `/v1/articles/${id.tax}`, {
    body: 'The vote on the tax was put off for a week. The reasons are known, and the harbour was not mentioned once in the debate.',
  })
  const keyOf = new Map(Object.entries(id).map(([key, value]) => [value, key]))
  return { id, keys: (data) => data.map((item) => keyOf.get(item.id) ?? item.id) }
}
