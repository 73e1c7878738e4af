import { type Store, unconditional } from '../../../src/domain/store.ts'
import type { ArticleCreate } from '../../../src/schema/article.ts'
import type { SourceCreate } from '../../../src/schema/source.ts'

const size = 'The harbour was never meant to hold ships of that size'

const articles: Record<string, ArticleCreate> = {
  harbour: {
    externalId: 'harbour',
    url: 'https://example.org/harbour',
    title: 'Harbour to stay closed until May',
    subtitle: 'Cruise ships must wait',
    authors: ['Ida Lund'],
    publisher: 'Varnes Courier',
    section: 'Local',
    tags: ['harbour', 'shipping'],
    publishedAt: '2026-03-04T09:30:00Z',
    body: `The harbour will stay closed, the port said.\n\n“${size},” said Maren Olsen. “We will open in May,” said Ana Ruiz. A clerk said nobody had asked the pilots.`,
  },
  rail: {
    title: 'Rail link delayed',
    authors: ['Jon Vik'],
    publisher: 'Morning Post',
    section: 'Transport',
    tags: ['rail', 'shipping', '__proto__'],
    language: 'en-GB',
    publishedAt: '2026-02-10',
    body: `The rail link is late. “${size},” the port said.`,
  },
  tax: {
    title: 'Tax vote put off',
    authors: ['Ida Lund', 'Jon Vik'],
    publisher: 'Varnes Courier',
    section: 'Politics',
    tags: ['tax'],
    language: 'de',
    publishedAt: '2025-12-31T23:59:59Z',
    body: 'The vote was put off. Nobody would say why, and the café was closed.',
  },
  notice: { title: 'Undated notice', body: `Five words and no date. “${size}.”` },
}

const sources: Record<string, SourceCreate> = {
  olsen: {
    name: 'Maren Olsen',
    type: 'person',
    aliases: ['Olsen', 'Chief Engineer Olsen'],
    identifiers: [{ scheme: 'varnes', value: '1:a' }],
  },
  ruiz: { slug: 'minister', name: 'Ana Ruiz', type: 'person', aliases: ['Minister Ruiz'] },
  port: { name: 'Port of Varnes', type: 'organization' },
  silent: { name: 'Silent Partner' },
}

export type Corpus = {
  /** Ids by key */
  id: Record<string, string>
  /** Keys of what a list returned, in its order */
  keys(items: readonly { id: string }[]): string[]
}

/** Four articles, four sources and seven quotes in which every filter has something to find and something to leave out. */
export async function fillCorpus(store: Store): Promise<Corpus> {
  const id: Record<string, string> = {}
  for (const [key, input] of Object.entries(articles)) id[key] = (await store.articles.create(input, null)).id
  for (const [key, input] of Object.entries(sources)) id[key] = (await store.sources.create(input)).id
  await store.sources.update(id.olsen ?? '', { organizationId: id.port ?? '' }, unconditional)
  const add = async (
    key: string,
    article: string,
    input: Omit<Parameters<Store['quotes']['create']>[0], 'articleId'>,
  ) => {
    id[key] = (await store.quotes.create({ articleId: id[article] ?? '', ...input })).id
  }
  const at = (who: string) => id[who] ?? ''
  await add('size', 'harbour', { text: size, sourceId: at('olsen'), speakerLabel: 'the chief engineer', cue: 'said' })
  await add('may', 'harbour', {
    text: 'We will open in May',
    kind: 'mixed',
    sourceId: at('ruiz'),
    attribution: { status: 'proposed', method: 'extracted', confidence: 0.6 },
  })
  await add('pilots', 'harbour', { text: 'nobody had asked the pilots', kind: 'indirect', speakerLabel: 'A clerk' })
  await add('again', 'rail', {
    text: size,
    sourceId: at('port'),
    attribution: { status: 'disputed', method: 'imported', confidence: 0.9 },
  })
  await add('undated', 'notice', { text: size })
  await add('why', 'tax', { text: 'Nobody would say why', sourceId: at('ruiz') })
  await add('cafe', 'tax', { text: 'and the café was closed', attribution: { confidence: 0 } })
  await store.articles.update(
    at('tax'),
    { body: 'The vote was put off. All is known, and the café was closed.' },
    unconditional,
  )
  const keyOf = new Map(Object.entries(id).map(([key, value]) => [value, key]))
  return { id, keys: (items) => items.map((item) => keyOf.get(item.id) ?? item.id) }
}
