import { contextOf } from '../../src/domain/anchor.ts'
import { type DescribedArticle, describeArticle } from '../../src/domain/describe-article.ts'
import type { ExtractedQuote } from '../../src/domain/extraction.ts'
import { lastNameOf } from '../../src/domain/link-source.ts'
import { countWords, foldName, slugify, textKey } from '../../src/domain/text.ts'
import type { Db } from '../../src/store/sqlite/connect.ts'
import { positionOf } from '../../src/store/sqlite/position.ts'
import { writeSegments } from '../../src/store/sqlite/quote-rows.ts'
import { sortName } from '../../src/store/sqlite/sort-name.ts'
import type { Generated } from './articles.ts'
import { idOf } from './ids.ts'
import { inserter } from './insert.ts'

/** The tables as the store fills them for a new article with an extraction; tests/bench.test.ts holds the two equal. */
function openTables(db: Db) {
  return {
    label: inserter(db, 'labels', ['kind', 'value']),
    article: inserter(db, 'articles', [
      'position',
      'id',
      'precision',
      'publisher',
      'section',
      'language',
      'word_count',
      'created_at',
      'updated_at',
    ]),
    text: inserter(db, 'article_texts', [
      'position',
      'external_id',
      'url',
      'title',
      'folded',
      'subtitle',
      'byline',
      'excerpt',
      'content_hash',
      'body',
    ]),
    articleLabel: inserter(db, 'article_labels', ['label', 'article', 'ordinal']),
    source: inserter(db, 'sources', ['id', 'slug', 'name', 'folded', 'type', 'created_at', 'updated_at']),
    sourceName: inserter(db, 'source_names', ['folded', 'source', 'role']),
    quote: inserter(db, 'quotes', [
      'position',
      'id',
      'article',
      'source',
      'kind',
      'anchor',
      'segments',
      'first_start',
      'text',
      'text_key',
      'before',
      'after',
      'speaker_label',
      'speaker',
      'cue',
      'status',
      'method',
      'confidence',
      'word_count',
      'created_at',
      'updated_at',
    ]),
  }
}

/** Deals the positions of one table: the first of a second in its middle, the next of the same second after it. */
function openPlaces(): (second: number) => number {
  let last = { second: Number.NaN, count: 0 }
  return (second) => {
    last = { second, count: second === last.second ? last.count + 1 : 0 }
    return positionOf(second) + 2 ** 19 + 64 * last.count
  }
}

/** Writes articles straight into the tables, which must be empty and be given them in publish order; returns the id of each. */
export function openRows(db: Db): (generated: Generated) => { id: string; article: DescribedArticle } {
  const tables = openTables(db)
  const labels = new Map<string, number>()
  const sources = new Map<string, number>()
  const [placeArticle, placeQuote] = [openPlaces(), openPlaces()]
  let [articles, quotes] = [0, 0]

  const labelOf = (kind: string, value: string): number => {
    const key = `${kind} ${value}`
    const id = labels.get(key) ?? tables.label({ kind, value })
    labels.set(key, id)
    return id
  }
  const sourceOf = ({ name, type }: Generated['extraction']['sources'][number], at: number): number => {
    const known = sources.get(name)
    if (known !== undefined) return known
    const slug = slugify(name)
    const source = tables.source({
      id: idOf('src', at, sources.size),
      slug,
      name,
      folded: sortName(name),
      type,
      created_at: at,
      updated_at: at,
    })
    tables.sourceName({ folded: foldName(name), source, role: 'name' })
    const last = lastNameOf(name, type)
    if (last !== null) tables.sourceName({ folded: foldName(last), source, role: 'last-name' })
    sources.set(name, source)
    return source
  }
  const writeQuote = (
    quote: ExtractedQuote,
    at: { position: number; second: number; body: string },
    source: number,
    name: string,
  ) => {
    quotes += 1
    const written = at.second * 1000
    const { before, after } = contextOf(at.body, quote.segments)
    tables.quote({
      position: placeQuote(at.second),
      id: idOf('quo', written, quotes),
      article: at.position,
      source,
      kind: quote.kind,
      anchor: 'exact',
      segments: writeSegments(quote.segments),
      first_start: quote.segments[0]?.start ?? 0,
      text: quote.text,
      text_key: textKey(quote.text),
      before,
      after,
      speaker_label: quote.speaker?.text ?? null,
      speaker: `${quote.speaker?.text ?? ''}\n${name}`,
      cue: quote.cue?.text ?? null,
      status: 'proposed',
      method: 'extracted',
      confidence: quote.confidence,
      word_count: countWords(quote.text),
      created_at: written,
      updated_at: written,
    })
  }
  const writeArticle = (position: number, id: string, a: DescribedArticle, at: number) => {
    tables.article({
      position,
      id,
      precision: a.publishedPrecision,
      publisher: a.publisher === null ? null : labelOf('publisher', a.publisher),
      section: a.section === null ? null : labelOf('section', a.section),
      language: labelOf('language', a.language),
      word_count: a.wordCount,
      created_at: at,
      updated_at: at,
    })
    tables.text({
      position,
      external_id: a.externalId,
      url: a.url,
      title: a.title,
      folded: sortName(a.title),
      subtitle: a.subtitle,
      byline: a.byline,
      excerpt: a.excerpt,
      content_hash: a.contentHash,
      body: a.body,
    })
    a.tags.forEach((tag, ordinal) => {
      tables.articleLabel({ label: labelOf('tag', tag), article: position, ordinal })
    })
    a.authors.forEach((author, ordinal) => {
      tables.articleLabel({ label: labelOf('author', author), article: position, ordinal })
    })
  }

  return ({ article: given, extraction }) => {
    const article = describeArticle(given)
    const second = article.publishedSecond ?? 0
    const [position, id] = [placeArticle(second), idOf('art', second * 1000, articles)]
    articles += 1
    writeArticle(position, id, article, second * 1000)
    const pks = extraction.sources.map((source) => sourceOf(source, second * 1000))
    for (const quote of extraction.quotes) {
      const at = { position, second, body: article.body }
      writeQuote(quote, at, pks[quote.source ?? 0] as number, extraction.sources[quote.source ?? 0]?.name ?? '')
    }
    return { id, article }
  }
}
