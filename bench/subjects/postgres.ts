import Fastify from 'fastify'
import { summaryColumns } from '../corpus/plain-database.ts'
import { connectPostgres } from '../peers/postgres-table.ts'

/** Fastify + postgres.js on the table of `fillPostgres`. argv: the folder of peers, the URL of PostgreSQL. */
const sql = await connectPostgres(process.argv[2] as string, process.argv[3] as string)
const app = Fastify()
const type = 'application/json; charset=utf-8'
type Asked = { Params: { id: string }; Querystring: { q: string; publishedTo: string } }
const second = (time: string) => Date.parse(time) / 1000
const columns = sql.unsafe(summaryColumns)

app.get<Asked>('/articles/:id', async (request, reply) => {
  const [row] = await sql`SELECT pk, ${columns}, body FROM whosaid_bench.articles WHERE id = ${request.params.id}`
  return reply.type(type).send(JSON.stringify(row))
})
app.get<Asked>('/articles', async (request, reply) => {
  const rows =
    await sql`SELECT ${columns} FROM whosaid_bench.articles WHERE published_at <= ${second(request.query.publishedTo)}
    ORDER BY published_at DESC, id DESC LIMIT 20`
  return reply.type(type).send(JSON.stringify({ data: rows }))
})
app.get<Asked>('/search', async (request, reply) => {
  const { q, publishedTo } = request.query
  const rows = await sql`SELECT ${columns}, ts_rank(words, query) AS rank, count(*) OVER () AS total
    FROM whosaid_bench.articles, plainto_tsquery('simple', ${q}) AS query
    WHERE words @@ query AND published_at <= ${second(publishedTo)} ORDER BY rank DESC, published_at DESC LIMIT 20`
  return reply.type(type).send(JSON.stringify({ data: rows, total: rows[0]?.total ?? 0 }))
})
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })
