import { Stats, StatsParameters } from '../schema/stats.ts'
import type { App, AppContext } from './app-context.ts'
import { endOf } from './end-of.ts'
import { readDateRange } from './read-filters.ts'
import { replies } from './replies.ts'

const example: Stats = {
  corpus: {
    articles: 1200,
    quotes: 3100,
    sources: 840,
    publishers: 12,
    firstPublishedAt: '2019-01-02T06:00:00Z',
    lastPublishedAt: '2026-03-04T09:30:00Z',
    quotesByKind: { direct: 2000, mixed: 400, indirect: 700 },
    quotesByStatus: { confirmed: 300, proposed: 2400, disputed: 2, unattributed: 398 },
  },
  diversity: [
    {
      publisher: 'Varnes Courier',
      start: '2026-01-01T00:00:00Z',
      end: '2027-01-01T00:00:00Z',
      quotes: 120,
      attributedQuotes: 100,
      distinctSources: 41,
      topTenShare: 0.56,
      byType: {
        person: { sources: 30, quotes: 75 },
        organization: { sources: 10, quotes: 24 },
        unknown: { sources: 1, quotes: 1 },
      },
    },
  ],
}

/** How much there is, and how varied its sources are: getStats. */
export function statsRoutes(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'getStats',
    summary: 'How much is there, and how many voices does each outlet quote?',
    tags: ['overview'],
    querystring: StatsParameters,
    response: replies({ 200: { description: 'Counts', schema: Stats, headers: ['ETag'], examples: { example } } }),
  }
  app.get('/v1/stats', { schema }, async ({ query }, reply) =>
    store.stats(
      {
        ...readDateRange(query),
        period: query.period ?? 'all',
        publishers: query.publisher ?? [],
        limit: query.limit ?? 20,
      },
      endOf(reply),
    ),
  )
}
