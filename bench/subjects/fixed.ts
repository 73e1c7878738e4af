import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Fastify from 'fastify'

/** The least that Fastify can do: a string that is ready, for each route. argv: the folder of article.json and list.json. */
const folder = process.argv[2] as string
const app = Fastify()
for (const name of ['article', 'list']) {
  const text = readFileSync(join(folder, `${name}.json`), 'utf8')
  app.get(`/${name}`, (_request, reply) => {
    reply.type('application/json; charset=utf-8').send(text)
  })
}
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })
