import fc from 'fast-check'
import { expect } from 'vitest'
import { type Store, unconditional } from '../../../src/domain/store.ts'
import { unusedId } from '../harness.ts'
import { type Model, placed, reanchored } from './plain.ts'

const sentences = Array.from(
  { length: 12 },
  (_, i) => `“Sentence ${'abcdefghijkl'[i]} is long enough to be found again.”`,
)
const dates = [null, '2026-03-04', '2026-03-04T00:00:00Z', '2026-03-04T00:00:01Z', '1969-12-31T23:59:59Z', '2150-01-01']
const publishers = [null, 'Courier', 'Post']
const titles = ['Élan', 'elan', 'Zebra', 'apple']

const at = fc.nat(1000)
const date = fc.constantFrom(...dates)
const body = fc.shuffledSubarray(sentences, { minLength: 1 }).map((chosen) => chosen.join(' '))
const about = {
  title: fc.constantFrom(...titles),
  publisher: fc.constantFrom(...publishers),
  tags: fc.shuffledSubarray(['a', 'b', '__proto__']),
}

/** One write, on rows that are chosen by their place in the model. */
export type Operation = { name: string; run(store: Store, model: Model): Promise<void> }

const pick = <Row>(rows: Row[], n: number): Row | undefined => rows[n % rows.length]
const secondOf = (text: string | null) => (text === null ? null : Date.parse(text) / 1000)
const take = <Row>(rows: Row[], keep: (row: Row) => boolean): Row[] => {
  const gone = rows.filter((row) => !keep(row))
  rows.splice(0, rows.length, ...rows.filter(keep))
  return gone
}

const createArticle = fc.record({ ...about, date, body, ownId: fc.boolean() }).map(
  ({ date: publishedAt, body: text, ownId, ...rest }): Operation => ({
    name: 'create an article',
    async run({ articles }, { articles: rows }) {
      const input = { ...rest, publishedAt, body: text }
      // an id from elsewhere sorts before or after all that were made here
      const id = `art_${rows.length % 2}${unusedId('art').slice(-25)}`
      const made = ownId
        ? (await articles.replace(id, input, unconditional)).article
        : await articles.create(input, null)
      const { createdAt, updatedAt } = made
      rows.push({ ...rest, id: made.id, second: secondOf(publishedAt), body: text, version: 1, createdAt, updatedAt })
    },
  }),
)

const editArticle = fc
  .record({
    at,
    date: fc.option(date, { nil: undefined }),
    body: fc.option(body, { nil: undefined }),
    about: fc.record(about, { requiredKeys: [] }),
  })
  .map(
    ({ at: n, date: publishedAt, body: text, about: rest }): Operation => ({
      name: 'edit an article',
      async run({ articles }, model) {
        const row = pick(model.articles, n)
        if (!row) return
        const before = await articles.get(row.id, [])
        const patch = {
          ...rest,
          ...(publishedAt === undefined ? {} : { publishedAt }),
          ...(text === undefined ? {} : { body: text }),
        }
        const { article, reanchoring } = await articles.update(row.id, patch, unconditional)
        const counts = { kept: 0, moved: 0, orphaned: 0 }
        for (const quote of model.quotes.filter(({ articleId }) => articleId === row.id)) {
          const edited = text !== undefined && text !== row.body
          counts[edited ? reanchored(quote, text) : quote.orphaned ? 'orphaned' : 'kept'] += 1
        }
        expect(reanchoring).toEqual(counts)
        const precision =
          publishedAt === undefined
            ? before.publishedPrecision
            : publishedAt && (publishedAt.length === 10 ? 'day' : 'second')
        const fields = {
          ...rest,
          ...(text === undefined ? {} : { body: text }),
          ...(publishedAt === undefined ? {} : { second: secondOf(publishedAt) }),
        }
        const changed =
          JSON.stringify({ ...row, ...fields }) !== JSON.stringify(row) || precision !== before.publishedPrecision
        Object.assign(row, fields, { version: row.version + (changed ? 1 : 0), updatedAt: article.updatedAt })
        expect(article.updatedAt >= before.updatedAt && (changed || article.updatedAt === before.updatedAt)).toBe(true)
        for (const quote of model.quotes)
          quote.updatedAt = (await updatedQuote(model, quote.id, row.id, articles)) ?? quote.updatedAt
      },
    }),
  )

/** When a quote of this article was changed last; the model does not keep time. */
async function updatedQuote(model: Model, id: string, articleId: string, articles: Store['articles']) {
  if (!model.quotes.some((quote) => quote.id === id && quote.articleId === articleId)) return undefined
  return (await articles.get(articleId, ['quotes'])).quotes?.find((quote) => quote.id === id)?.updatedAt
}

const deleteArticle = at.map(
  (n): Operation => ({
    name: 'delete an article',
    async run({ articles }, model) {
      const row = pick(model.articles, n)
      if (!row) return
      await articles.delete(row.id, unconditional)
      take(model.articles, ({ id }) => id !== row.id)
      take(model.quotes, ({ articleId }) => articleId !== row.id)
    },
  }),
)

const createQuote = fc
  .record({ at, sentence: at, source: fc.option(at), confidence: fc.option(fc.constantFrom(0, 0.5, 1)) })
  .map(
    (chosen): Operation => ({
      name: 'create a quote',
      async run({ quotes }, model) {
        const article = pick(model.articles, chosen.at)
        const text = article && pick(article.body.split(/(?<=”) /), chosen.sentence)?.slice(1, -1)
        const source = chosen.source === null ? undefined : pick(model.sources, chosen.source)
        if (!article || !text || model.quotes.some((quote) => quote.articleId === article.id && quote.text === text))
          return
        const sourceId = source?.id ?? null
        const { id, createdAt, updatedAt } = await quotes.create({
          articleId: article.id,
          text,
          sourceId,
          attribution: { confidence: chosen.confidence },
        })
        const { confidence } = chosen
        model.quotes.push({
          id,
          articleId: article.id,
          sourceId,
          confidence,
          ...placed(article.body, text),
          createdAt,
          updatedAt,
        })
      },
    }),
  )

const attributeQuote = fc.record({ at, source: fc.option(at) }).map(
  (chosen): Operation => ({
    name: 'give a quote to a source',
    async run({ quotes }, model) {
      const quote = pick(model.quotes, chosen.at)
      if (!quote) return
      const sourceId = (chosen.source === null ? undefined : pick(model.sources, chosen.source))?.id ?? null
      const { updatedAt } = await quotes.update(quote.id, { sourceId }, unconditional)
      const changed = quote.sourceId !== sourceId
      const confidence = changed ? null : quote.confidence
      Object.assign(quote, { sourceId, confidence, updatedAt, version: quote.version + (changed ? 1 : 0) })
    },
  }),
)

const deleteQuote = at.map(
  (n): Operation => ({
    name: 'delete a quote',
    async run({ quotes }, model) {
      const quote = pick(model.quotes, n)
      if (!quote) return
      await quotes.delete(quote.id, unconditional)
      take(model.quotes, ({ id }) => id !== quote.id)
    },
  }),
)

const createSource = fc.constantFrom('Ann Lee', 'Ánn Lee', 'Bo', 'Zoe Kay').map(
  (name): Operation => ({
    name: 'create a source',
    async run({ sources }, model) {
      const { id, createdAt, updatedAt } = await sources.create({ name })
      model.sources.push({ id, name, version: 1, createdAt, updatedAt })
    },
  }),
)

const deleteSource = at.map(
  (n): Operation => ({
    name: 'delete a source',
    async run({ quotes, sources }, model) {
      const source = pick(model.sources, n)
      if (!source) return
      await sources.delete(source.id, true, unconditional)
      take(model.sources, ({ id }) => id !== source.id)
      for (const quote of model.quotes.filter(({ sourceId }) => sourceId === source.id)) {
        const { updatedAt } = await quotes.get(quote.id, [])
        Object.assign(quote, { sourceId: null, version: quote.version + 1, updatedAt })
      }
    },
  }),
)

/** Histories that make more than they delete. */
export const histories = (length: number) =>
  fc.array(
    fc.oneof(
      { weight: 5, arbitrary: createArticle },
      { weight: 4, arbitrary: editArticle },
      { weight: 1, arbitrary: deleteArticle },
      { weight: 9, arbitrary: createQuote },
      { weight: 3, arbitrary: attributeQuote },
      { weight: 1, arbitrary: deleteQuote },
      { weight: 2, arbitrary: createSource },
      { weight: 1, arbitrary: deleteSource },
    ),
    { minLength: Math.floor(length / 2), maxLength: length, size: 'max' },
  )
