import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { articleFilters } from '../../src/schema/article-list.ts'
import { quoteFilters } from '../../src/schema/quote-list.ts'
import { sourceFilters } from '../../src/schema/source-list.ts'
import { type Client, openClient } from './client.ts'
import { type Corpus, fillCorpus } from './corpus.ts'

let client: Client
let corpus: Corpus
beforeAll(async () => {
  client = await openClient()
  corpus = await fillCorpus(client)
})
afterAll(() => client.close())

/** A query, in which `{key}` stands for an id, and the keys that it finds. */
type Case = [query: string, finds: string[]]

const articleCases: Case[] = [
  ['id={rail}&id={tax}', ['rail', 'tax']],
  ['url=https://example.org/rail', ['rail']],
  ['url=https://example.org/none', []],
  ['externalId=notice', ['notice']],
  ['externalId=none', []],
  ['publisher=Varnes Courier', ['harbour', 'tax']],
  ['publisher=Varnes', []],
  ['publisher=Morning Post&publisher=Varnes Courier', ['harbour', 'rail', 'tax']],
  ['notPublisher=Varnes Courier', ['rail', 'notice']],
  ['section=Politics', ['tax']],
  ['section=politic', []],
  ['notSection=Politics&notSection=Local', ['rail', 'notice']],
  ['tag=shipping', ['harbour', 'rail']],
  ['tag=ship', []],
  ['tag=rail&tag=tax', ['rail', 'tax']],
  ['tagAll=rail&tagAll=shipping', ['rail']],
  ['tagAll=rail&tagAll=tax', []],
  ['notTag=shipping', ['tax', 'notice']],
  ['author=Ida Lund', ['harbour', 'tax']],
  ['author=Ida', []],
  ['language=en', ['harbour', 'notice']],
  ['language=fr', []],
  ['source=ana-ruiz', ['harbour', 'tax']],
  ['source={port}', ['rail']],
  ['source=silent-partner', []],
  ['hasQuotes=true', ['harbour', 'rail', 'tax']],
  ['hasQuotes=false', ['notice']],
  ['publishedFrom=2026-02-10', ['harbour', 'rail']],
  ['publishedFrom=2026-02-11', ['harbour']],
  ['publishedTo=2025-12-31', ['tax']],
  ['publishedTo=2025-12-30', []],
  ['publishedTo=2025-12-31T23:59:58Z', []],
  ['publishedFrom=2026-01-01&publishedTo=2026-02-28', ['rail']],
  ['publishedFrom=2026-01-01&publishedTo=2026-01-01&tz=Pacific/Auckland', ['tax']],
  ['publishedFrom=2026-01-01&publishedTo=2026-01-01&tz=America/New_York', []],
  ['updatedFrom=now-1h', ['harbour', 'rail', 'tax', 'notice']],
  ['updatedFrom=2199-01-01', []],
  ['updatedTo=now', ['harbour', 'rail', 'tax', 'notice']],
  ['updatedTo=now-1h', []],
  ['wordCountMin=6', ['harbour', 'rail', 'tax']],
  ['wordCountMin=9999', []],
  ['wordCountMax=5', ['notice']],
  ['wordCountMax=0', []],
  ['quoteCountMin=3', ['harbour']],
  ['quoteCountMin=4', []],
  ['quoteCountMax=0', ['notice']],
  ['quoteCountMin=1&quoteCountMax=1', ['rail', 'tax']],
  ['publisher=Varnes Courier&tag=tax', ['tax']],
  ['publisher=Morning Post&tag=tax', []],
]

const quoteCases: Case[] = [
  ['id={why}&id={size}', ['size', 'why']],
  ['articleId={harbour}', ['size', 'may', 'pilots']],
  ['articleId={notice}', []],
  ['source=ana-ruiz', ['may', 'why']],
  ['source={olsen}&source=port-of-varnes', ['size', 'again']],
  ['source=silent-partner', []],
  ['sourceType=organization', ['again']],
  ['sourceType=unknown', []],
  ['publisher=Morning Post', ['again']],
  ['publisher=None', []],
  ['section=Local', ['size', 'may', 'pilots']],
  ['section=None', []],
  ['tag=rail', ['again']],
  ['tag=none', []],
  ['language=de', ['why']],
  ['language=fr', []],
  ['kind=mixed&kind=indirect', ['may', 'pilots']],
  ['kind=mixed&source={olsen}', []],
  ['attributionStatus=proposed', ['may']],
  ['attributionStatus=unattributed', ['pilots']],
  ['attributionStatus=disputed&attributionStatus=proposed', ['may', 'again']],
  ['attributionStatus=confirmed&kind=mixed', []],
  ['confidenceMin=0.7', ['again']],
  ['confidenceMin=0.95', []],
  ['confidenceMin=0.70000000000000001&confidenceMax=9.5E-1', ['again']],
  ['confidenceMin=1e-7', ['may', 'again']],
  ['confidenceMax=0.6', ['may']],
  ['confidenceMax=0.1', []],
  ['anchor=orphaned', ['why']],
  ['anchor=exact', ['size', 'may', 'pilots', 'again']],
  ['hasSource=false', ['pilots']],
  ['hasSource=true', ['size', 'may', 'again', 'why']],
  ['publishedFrom=2026-03-04', ['size', 'may', 'pilots']],
  ['publishedFrom=2026-03-05', []],
  ['publishedTo=2026-02-10', ['again', 'why']],
  ['publishedTo=2025-01-01', []],
  ['wordCountMin=11', ['size', 'again']],
  ['wordCountMin=12', []],
  ['wordCountMax=4', ['why']],
  ['wordCountMax=3', []],
  ['distinct=text', ['may', 'pilots', 'again', 'why']],
  ['distinct=text&articleId={harbour}&kind=direct', ['size']],
]

const sourceCases: Case[] = [
  ['id={port}&id={ruiz}', ['ruiz', 'port']],
  ['slug=maren-olsen', ['olsen']],
  ['slug=nobody', []],
  ['type=person', ['olsen', 'ruiz']],
  ['type=organization&type=unknown', ['port', 'silent']],
  ['type=unknown&slug=ana-ruiz', []],
  ['organizationId={port}', ['olsen']],
  ['organizationId={olsen}', []],
  ['identifier=varnes:1:a', ['olsen']],
  ['identifier=varnes:2', []],
  ['publisher=Varnes Courier', ['olsen', 'ruiz']],
  ['publisher=None', []],
  ['tag=rail', ['port']],
  ['tag=none', []],
  ['quoteCountMin=1', ['olsen', 'ruiz', 'port']],
  ['quoteCountMin=3', []],
]

const lists = [
  ['articles', articleCases, articleFilters],
  ['quotes', quoteCases, quoteFilters],
  ['sources', sourceCases, sourceFilters],
] as const

describe.each(lists)('filters of %s', (list, cases, table) => {
  const encode = (query: string) =>
    encodeURI(query.replace(/\{(\w+)\}/g, (_, key: string) => corpus.id[key] ?? '')).replaceAll('%20', '+')

  test.each(cases)('%s', async (query, finds) => {
    const { status, body } = await client.get(`/v1/${list}?${encode(query)}`)
    expect(status).toBe(200)
    expect(corpus.keys(body.data).toSorted()).toEqual(finds.toSorted())
    expect(body.total).toEqual({ value: finds.length, relation: 'eq' })
  })

  test('each of them has a case that finds something and one that leaves something out', () => {
    for (const name of Object.keys(table)) {
      const own = cases.filter(([query]) => query.split('&').some((part) => part.startsWith(`${name}=`)))
      expect(
        own.some(([, finds]) => finds.length > 0),
        `${name} finds`,
      ).toBe(true)
      expect(own.length, `${name} has cases`).toBeGreaterThan(0)
    }
  })
})

test.each([
  ['/v1/articles?publishedFrom=2026-03-05&publishedTo=2026-03-04', 'publishedFrom'],
  ['/v1/articles?wordCountMin=5&wordCountMax=4', 'wordCountMin'],
  ['/v1/quotes?confidenceMin=0.5&confidenceMax=0.4', 'confidenceMin'],
  ['/v1/articles?publishedFrom=2026-02-30', 'publishedFrom'],
  ['/v1/articles?publishedFrom=2026-02-01T10:00:00', 'publishedFrom'],
  ['/v1/articles?updatedTo=1500-01-01', 'updatedTo'],
  ['/v1/articles?publishedFrom=2026-02-01&tz=Mars/Olympus', 'tz'],
  ['/v1/articles?tz=Mars/Olympus', 'tz'],
  ['/v1/articles?speaker=ruiz', 'speaker'],
  ['/v1/articles?tag=', 'tag'],
  ['/v1/articles?q=a&q=b', 'q'],
  ['/v1/articles?hasQuotes=maybe', 'hasQuotes'],
  ['/v1/articles?id=quo_01m81b3m78e04a8wwax2p0fgfj', 'id'],
  ['/v1/quotes?confidenceMin=1.5', 'confidenceMin'],
  ['/v1/quotes?confidenceMin=1e400', 'confidenceMin'],
  ['/v1/quotes?confidenceMin=.5', 'confidenceMin'],
  ['/v1/quotes?kind=spoken', 'kind'],
  ['/v1/articles/timeline?explain=true', 'explain'],
  ['/v1/quotes/timeline?explain=true', 'explain'],
  ['/v1/sources?identifier=Q42', 'identifier'],
])('%s is a 400 that names %s', async (path, parameter) => {
  const { status, body } = await client.get(path)
  expect([status, body.type]).toEqual([400, '/problems/invalid-parameter'])
  expect(body.errors[0]).toMatchObject({ in: 'query', parameter })
})

test('a misspelt filter is told the nearest known one', async () => {
  const { body } = await client.get('/v1/articles?publishedform=2026-01-01')
  expect(body.errors[0]).toMatchObject({ parameter: 'publishedform', code: 'unknown', suggestion: 'publishedFrom' })
})
