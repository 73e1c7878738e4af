import type { Page } from './page.ts'

export type LinkedArticle = {
  headline: string | null
  subtitle: string | null
  published: string | null
  authors: string[]
  publisher: string | null
  section: string | null
  keywords: string[]
  language: string | null
}

type Json = Record<string, unknown>

const mostNodes = 500
const articleType =
  /(?:^|[:/])(?:Reportage|Analysis|Background|Opinion|Review|AskPublic)?(?:NewsArticle|Article|BlogPosting)$/

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
const textOf = (value: unknown): string | null => {
  const first = listOf(value)[0]
  return typeof first === 'string' ? first : null
}
const nameOf = (value: unknown): string | null => (isObject(value) ? textOf(value.name) : textOf(value))

/** The value of one script, or null: pages often carry broken JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** All objects at the top, in arrays and in `@graph`, at most 500. */
function flatten(value: unknown): Json[] {
  const found: Json[] = []
  const waiting = [value]
  for (let at = 0; at < waiting.length && found.length < mostNodes; at++) {
    const next = waiting[at]
    if (Array.isArray(next)) waiting.push(...next.slice(0, mostNodes))
    if (!isObject(next)) continue
    found.push(next)
    if (next['@graph'] !== undefined) waiting.push(next['@graph'])
    if (next.mainEntity !== undefined) waiting.push(next.mainEntity)
  }
  return found
}

const isArticle = (node: Json) =>
  listOf(node['@type']).some((type) => typeof type === 'string' && articleType.test(type))

const keywordsOf = (value: unknown): string[] =>
  listOf(value).flatMap((each) => (typeof each === 'string' ? each.split(',') : (nameOf(each) ?? [])))

/** The first schema.org article (NewsArticle before others) in a page's JSON-LD; malformed scripts count as absent. */
export function readJsonLd(document: Page): LinkedArticle {
  const nodes = [...document.querySelectorAll('script[type="application/ld+json"]')]
    .flatMap((script) => flatten(parseJson(script.textContent ?? '')))
    .filter(isArticle)
  const article = nodes.find((node) => /News/.test(String(node['@type']))) ?? nodes[0] ?? {}
  return {
    headline: textOf(article.headline) ?? textOf(article.name),
    subtitle: textOf(article.alternativeHeadline),
    published: textOf(article.datePublished),
    authors: listOf(article.author)
      .map(nameOf)
      .filter((name) => name !== null && name.trim() !== '')
      .map((name) => String(name).trim()),
    publisher: nameOf(listOf(article.publisher)[0]),
    section: textOf(article.articleSection),
    keywords: keywordsOf(article.keywords),
    language: textOf(article.inLanguage),
  }
}
