import { z } from 'zod'
import { AppError } from '../domain/app-error.ts'
import { type ProblemSlug, problemSlugs, problemTypes } from '../schema/problem.ts'
import { ProblemType, ProblemTypeList } from '../schema/system.ts'
import type { App } from './app-context.ts'
import { qualityOf } from './checks/negotiate.ts'
import { exampleProblem } from './failures/problem-examples.ts'
import { htmlPage, htmlType, pagePolicy } from './html.ts'
import { NoParameters } from './operation-parts.ts'
import { replies } from './replies.ts'

const config = { scope: 'none', produces: ['application/json', htmlType] } as const

/** `/problems` and `/problems/{slug}`: what each `type` of a problem document means and what to do. */
export function problemRoutes(app: App): void {
  const list = {
    operationId: 'listProblemTypes',
    tags: ['system'],
    summary: 'Which failures are there?',
    querystring: NoParameters,
    response: replies({
      200: {
        description: 'All of them',
        schema: ProblemTypeList,
        examples: { some: { data: [describe('not-found')] } },
      },
    }),
  }
  app.get('/problems', { config: { scope: 'none' }, schema: list }, async () => ({ data: problemSlugs.map(describe) }))

  const one = {
    operationId: 'getProblemType',
    tags: ['system'],
    summary: 'What does this failure mean, and what can I do?',
    description: 'A page for people if the Accept header prefers text/html.',
    querystring: NoParameters,
    params: z.object({
      slug: z.string().max(60).describe('Last part of the `type` of a problem').meta({ example: 'invalid-parameter' }),
    }),
    response: withHtml(
      replies({ 200: { description: 'What it means', schema: ProblemType, examples: { gone: describe('gone') } } }, [
        'not-found',
      ]),
    ),
  }
  app.get('/problems/:slug', { config, schema: one }, async (request, reply) => {
    const slug = problemSlugs.find((known) => known === request.params.slug)
    if (!slug) throw new AppError('not-found', 'There is no such kind of failure. GET /problems lists them.')
    const { accept } = request.headers
    if (qualityOf(htmlType, accept) <= qualityOf('application/json', accept)) return describe(slug)
    reply.header('content-security-policy', pagePolicy).type(`${htmlType}; charset=utf-8`)
    return reply.serializer((page: unknown) => String(page)).send(pageOf(slug))
  })
}

function describe(slug: ProblemSlug): ProblemType {
  const { status, title, help } = problemTypes[slug]
  return { type: `/problems/${slug}`, slug, status, title, help, example: exampleProblem(slug) }
}

type Page = { schema: z.ZodString; examples: Record<string, { value: string }> }

/** The same replies, with a page as another content of 200. */
function withHtml<Content extends object>(all: { 200: { description: string; content: Content } }) {
  const html: Page = { schema: z.string(), examples: { gone: { value: pageOf('gone') } } }
  return { ...all, 200: { ...all[200], content: { ...all[200].content, 'text/html': html } } }
}

function pageOf(slug: ProblemSlug): string {
  const { status, title, help, example } = describe(slug)
  return htmlPage(title, [
    ['h1', `${status} ${title}`],
    ['p', help.replaceAll('`', '')],
    ['pre', JSON.stringify(example, null, 2)],
  ])
}
