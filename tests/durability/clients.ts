import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { chanceOf } from '../../bench/corpus/chance.ts'
import { contentHash, normalizeBody } from '../../src/domain/text.ts'
import type { Ledger } from './ledger.ts'
import { quotesIn, stateOf } from './snapshot.ts'

export type Clients = {
  /** POSTs that were sent again because nobody had answered, and how many of them had been done. */
  retried(): number
  replayed(): number
  /** Answers that nobody should get. */
  faults(): string[]
  /** Lets each finish what it has begun. */
  stop(): Promise<void>
}

type Article = { id: string; title: string; quoteCount: number; section: string | null; contentHash: string }
type Sent = { method: string; path: string; type?: string; body?: string; key?: string }

const said = (n: number) =>
  `“We will open on day ${n},” said Ana Ruiz${n % 7}. “Nobody asked us ${n} times,” Maren Olsen said.\n\n${'The harbour stays shut. '.repeat(n % 40)}`

/** An article to be kept as it is, or one whose quotes and sources are found and kept with it. */
const noteOf = (job: string, n: number) => ({
  path: '/v1/articles',
  type: 'application/json',
  body: JSON.stringify({ title: `Job ${job} note`, body: said(n), authors: ['A', 'B'], tags: [`t${n % 9}`, 'port'] }),
})
const storyOf = (job: string, n: number) => ({
  path: '/v1/articles',
  type: 'text/plain',
  body: `Job ${job} story\n\n${said(n)}\n`,
})

/** Clients that write one thing after the other and send each again until it is answered, whatever becomes of the server. */
export function openClients(count: number, seed: number, at: { url: string; key: string }, ledger: Ledger): Clients {
  const tally = { retried: 0, replayed: 0, faults: [] as string[] }
  let over = false

  async function send({ method, path, type, body, key }: Sent): Promise<Response> {
    for (let attempt = 0; ; attempt++) {
      if (attempt > 0 && key) tally.retried += 1
      const headers = {
        authorization: `Bearer ${at.key}`,
        ...(type ? { 'content-type': type } : {}),
        ...(key ? { 'idempotency-key': key } : {}),
      }
      try {
        const response = await fetch(at.url + path, { method, headers, body: body ?? null })
        const text = await response.text()
        if (response.headers.get('idempotency-replayed')) tally.replayed += 1
        if (response.status !== 503) return new Response(text === '' ? null : text, { status: response.status })
      } catch {
        // the server is gone: nobody knows whether this was written
      }
      await sleep(20)
    }
  }

  function expectStatus(response: Response, ...allowed: number[]): boolean {
    if (allowed.includes(response.status)) return true
    tally.faults.push(`${response.status} instead of ${allowed.join(' or ')}`)
    return false
  }

  async function createArticle(sent: Omit<Sent, 'method'>): Promise<Article | null> {
    const response = await send({ method: 'POST', key: randomUUID(), ...sent })
    if (!expectStatus(response, 201)) return null
    const article = (await response.json()) as Article
    ledger.made(article.id, stateOf(article.section, article.contentHash))
    if (article.quoteCount !== quotesIn(article.title)) tally.faults.push(`${article.id}: ${article.quoteCount} quotes`)
    return article
  }

  async function createSource(job: string): Promise<void> {
    const [type, body, key] = ['application/json', JSON.stringify({ name: `Job ${job}` }), randomUUID()]
    const response = await send({ method: 'POST', path: '/v1/sources', type, body, key })
    if (!expectStatus(response, 201)) return
    const { id, name } = (await response.json()) as { id: string; name: string }
    ledger.made(id, name)
  }

  async function edit({ id }: Article, job: string, n: number): Promise<void> {
    const section = `Section ${job}`
    const body = normalizeBody(`Edited.\n\n${said(n)}`)
    const acknowledge = ledger.asked(id, stateOf(section, contentHash(body)))
    const sent = { method: 'PATCH', path: `/v1/articles/${id}`, type: 'application/merge-patch+json' }
    const response = await send({ ...sent, body: JSON.stringify({ section, body }) })
    if (expectStatus(response, 200)) acknowledge()
  }

  async function remove({ id }: Article): Promise<void> {
    const acknowledge = ledger.asked(id, 'deleted')
    // 410: it was done before the server died
    if (expectStatus(await send({ method: 'DELETE', path: `/v1/articles/${id}` }), 204, 410)) acknowledge()
  }

  async function write(client: number): Promise<void> {
    const chance = chanceOf(seed, 'client', client)
    const own: Article[] = []
    for (let n = 0; !over; n++) {
      const job = `${client}-${n}`
      const dice = chance.next()
      const old = own[Math.floor(chance.next() * own.length)]
      if (dice < 0.2 && old) await edit(old, job, n)
      else if (dice < 0.3 && old) await remove(own.splice(own.indexOf(old), 1)[0] ?? old)
      else if (dice < 0.5) await createSource(job)
      else {
        const article = await createArticle(dice < 0.6 ? storyOf(job, n) : noteOf(job, n))
        if (article) own.push(article)
      }
    }
  }

  const writing = Array.from({ length: count }, (_, client) => write(client))
  return {
    retried: () => tally.retried,
    replayed: () => tally.replayed,
    faults: () => tally.faults,
    stop: async () => {
      over = true
      await Promise.all(writing)
    },
  }
}
