import Database from 'better-sqlite3'
import Fastify from 'fastify'
import { summaryColumns } from '../corpus/plain-database.ts'

/** The plain route: a row of SQLite, JSON.stringify, a Fastify without anything else. argv: the plain database. */
const db = new Database(process.argv[2] as string, { readonly: true })
const one = db.prepare('SELECT * FROM articles WHERE id = ?')
const list = db.prepare(
  `SELECT ${summaryColumns} FROM articles WHERE published_at <= ? ORDER BY published_at DESC, id DESC LIMIT 20`,
)
const app = Fastify()
app.get<{ Params: { id: string } }>('/articles/:id', (request, reply) => {
  reply.type('application/json; charset=utf-8').send(JSON.stringify(one.get(request.params.id)))
})
app.get<{ Querystring: { publishedTo: string } }>('/articles', (request, reply) => {
  const rows = list.all(Date.parse(request.query.publishedTo) / 1000)
  reply.type('application/json; charset=utf-8').send(JSON.stringify({ data: rows }))
})
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })
