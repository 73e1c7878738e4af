import { z } from 'zod'
import type { Once } from '../domain/store.ts'
import { Article, ArticleCreate } from '../schema/article.ts'
import { flag } from '../schema/list.ts'
import type { App, AppContext } from './app-context.ts'
import { readNewArticle } from './article-document.ts'
import { htmlExample, ingestedExample, textExample } from './extraction-examples.ts'
import { OnceHeaders, onceOf } from './once.ts'
import { createdReply, jsonBody, problemsOf, WriteParameters } from './operation-parts.ts'
import { replies } from './replies.ts'
import { articleCreateExample, newArticleExample } from './resource-examples.ts'

const tags = ['articles']
const config = { scope: 'write' } as const

/** An article as JSON, or a raw document to be read into one: createArticle. */
export function createArticle(app: App, { store, ingester }: AppContext): void {
  const rawDocument = (type: string, value: string) => ({
    schema: z.string().describe(`A raw document (${type}): its headline, date, byline and text are found in it`),
    examples: { example: { value } },
  })
  const schema = {
    operationId: 'createArticle',
    summary: 'How do I add an article, and learn who is quoted in it?',
    tags,
    querystring: WriteParameters.extend({
      extract: flag().describe('Propose its quotes and sources; default true for text and HTML, false for JSON'),
    }),
    headers: OnceHeaders,
    body: {
      required: true,
      content: {
        ...jsonBody(ArticleCreate, articleCreateExample).content,
        'text/plain': rawDocument('plain text', textExample),
        'text/html': rawDocument('HTML', htmlExample),
      },
    },
    response: replies(
      {
        201: createdReply(
          'The article; with its quotes and sources if they were extracted',
          Article,
          newArticleExample,
          { extracted: ingestedExample },
        ),
      },
      [...problemsOf.create, 'invalid-document'],
    ),
  }
  const create = async (
    body: ArticleCreate | string,
    type: 'html' | 'text',
    extract: boolean,
    once: Once | undefined,
  ) => {
    const { article, extraction } = await readNewArticle(ingester, body, type, extract)
    return store.articles.create(article, extraction, once)
  }
  app.post('/v1/articles', { schema, config }, async (request, reply) => {
    const { body, query, headers } = request
    const once = onceOf(request, reply)
    const extract = query.extract ?? typeof body === 'string'
    const type = /^\s*text\/html/i.test(headers['content-type'] ?? '') ? 'html' : 'text'
    // a retry is not parsed again
    const known = once && (await store.articles.recall(once))
    const created = known ?? (await create(body, type, extract, once))
    const { quotes: _, sources: __, ...article } = created
    reply.resource = article
    reply.code(201).header('location', `/v1/articles/${created.id}`)
    return created
  })
}
