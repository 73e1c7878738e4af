import { SuggestionList, SuggestParameters, suggestionTypes } from '../schema/suggest.ts'
import type { App, AppContext } from './app-context.ts'
import { endOf } from './end-of.ts'
import { replies } from './replies.ts'
import { sourceExample } from './resource-examples.ts'

const example = {
  data: [
    {
      type: 'source',
      value: sourceExample.id,
      label: sourceExample.name,
      description: sourceExample.description,
      count: 18,
    },
    { type: 'tag', value: 'maritime law', label: 'maritime law', description: null, count: 3 },
  ],
}

/** Names for what was typed so far: suggest. */
export function suggestRoutes(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'suggest',
    summary: 'Which sources, tags and publishers have a name that begins like this?',
    tags: ['overview'],
    querystring: SuggestParameters,
    response: replies({
      200: { description: 'Names', schema: SuggestionList, headers: ['ETag'], examples: { example } },
    }),
  }
  app.get('/v1/suggest', { schema }, async ({ query }, reply) => ({
    data: await store.suggest(
      {
        q: query.q,
        types: [...new Set(query.type ?? suggestionTypes)],
        limit: query.limit ?? 10,
      },
      endOf(reply),
    ),
  }))
}
