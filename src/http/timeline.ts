import type { ParsedQuery } from '../domain/query.ts'
import { parseQuery } from '../domain/query.ts'
import type { Timeline as TimelineReply } from '../schema/timeline.ts'
import { ArticleTimelineParameters, type Interval, QuoteTimelineParameters, Timeline } from '../schema/timeline.ts'
import type { App, AppContext } from './app-context.ts'
import { endOf } from './end-of.ts'
import { articleList, quoteList } from './list-kinds.ts'
import type { ListKind } from './list-request.ts'
import { type Checked, readFilters } from './read-filters.ts'
import { replies } from './replies.ts'
import { timelineExample } from './timeline-example.ts'

/** How many articles, and how many quotes, were published when. */
export function timelineRoutes(app: App, context: AppContext): void {
  articleTimeline(app, context)
  quoteTimeline(app, context)
}

const okReply = (example: TimelineReply) =>
  ({
    200: { description: 'Counts in order of time', schema: Timeline, headers: ['ETag'], examples: { example } },
  }) as const

function articleTimeline(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'articleTimeline',
    summary: 'When was it written about, and how much?',
    tags: ['articles'],
    querystring: ArticleTimelineParameters,
    response: replies(okReply(timelineExample('publisher', 'Varnes Courier', 1)), ['invalid-query']),
  }
  app.get('/v1/articles/timeline', { schema }, async ({ query }, reply) => {
    const asked = readTimeline(articleList, query)
    const counted = await store.articles.timeline({ ...asked, groupBy: query.groupBy ?? null }, endOf(reply))
    return withWarnings(counted, asked.q)
  })
}

function quoteTimeline(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'quoteTimeline',
    summary: 'When was it said, and how often?',
    tags: ['quotes'],
    querystring: QuoteTimelineParameters,
    response: replies(okReply(timelineExample('kind', 'direct', 0)), ['invalid-query']),
  }
  app.get('/v1/quotes/timeline', { schema }, async ({ query }, reply) => {
    const asked = readTimeline(quoteList, query)
    const counted = await store.quotes.timeline({ ...asked, groupBy: query.groupBy ?? null }, endOf(reply))
    return withWarnings(counted, asked.q)
  })
}

type Asked<Field> = {
  q?: string | undefined
  qIn?: readonly Field[] | undefined
  interval?: Interval | undefined
  tz?: string | undefined
  groupLimit?: number | undefined
}

function readTimeline<Filters extends object, Field extends string>(
  kind: Pick<ListKind<Filters, string, Field, string>, 'filters' | 'searchFields'>,
  asked: Asked<Field> & Checked,
) {
  return {
    q: asked.q === undefined ? null : parseQuery(asked.q, { fields: kind.searchFields }),
    qIn: [...new Set(asked.qIn)],
    filters: readFilters(kind.filters, asked, asked.tz) as Filters,
    interval: asked.interval ?? 'month',
    tz: asked.tz ?? 'UTC',
    groupLimit: asked.groupLimit ?? 10,
  }
}

function withWarnings(timeline: TimelineReply, q: ParsedQuery | null): TimelineReply {
  const warnings = [...(q?.warnings ?? []), ...(timeline.warnings ?? [])]
  return warnings.length > 0 ? { ...timeline, warnings } : timeline
}
