import type { QueryNode } from '../../domain/query.ts'
import { labelMark } from './label-words.ts'

/** How the fields of a query are called in an FTS5 table. */
export type SearchTable = {
  name: 'article_search' | 'quote_search' | 'source_search'
  /** The table whose rows it indexes */
  content: 'articles' | 'quotes' | 'sources'
  /** API field → columns of the table, in its order */
  columns: Record<string, readonly string[]>
  /** Weight of each column for bm25, in the order of the table */
  weights: readonly number[]
  /** Whether every single word may be half typed. */
  prefixes: boolean
  /** The table of its words in their order (fts5vocab), where prefixes are not indexed. */
  words: 'article_words' | 'quote_words' | null
}

export const articleSearch: SearchTable = {
  name: 'article_search',
  content: 'articles',
  columns: { body: ['body'], title: ['title'], subtitle: ['subtitle'] },
  weights: [1, 10, 5, 0],
  prefixes: false,
  words: 'article_words',
}
export const quoteSearch: SearchTable = {
  name: 'quote_search',
  content: 'quotes',
  columns: { text: ['text'], context: ['before', 'after'], speaker: ['speaker'] },
  weights: [4, 1, 1, 4, 0],
  prefixes: false,
  words: 'quote_words',
}
export const sourceSearch: SearchTable = {
  name: 'source_search',
  content: 'sources',
  columns: { name: ['name'], aliases: ['aliases'] },
  weights: [4, 1],
  prefixes: true,
  words: null,
}

const inColumns = (table: SearchTable, fields: readonly string[], match: string): string =>
  `{${fields.flatMap((field) => table.columns[field] ?? []).join(' ')}} : (${match})`

function compileTerm(table: SearchTable, { tokens, prefix, field }: QueryNode & { op: 'term' }): string {
  const phrase = `"${tokens.join(' ')}"${prefix || (table.prefixes && tokens.length === 1) ? ' *' : ''}`
  if (field !== null) return inColumns(table, [field], phrase)
  const likeLabel = tokens.some((token) => token.includes(labelMark))
  return likeLabel ? inColumns(table, Object.keys(table.columns), phrase) : phrase
}

function compileNode(table: SearchTable, node: QueryNode): string {
  if (node.op === 'term') return compileTerm(table, node)
  if (node.op === 'or') return `(${node.nodes.map((child) => compileNode(table, child)).join(' OR ')})`
  if (node.op === 'not') throw new Error('a negative term must stand beside a positive one')
  const wanted = node.nodes.filter((child) => child.op !== 'not').map((child) => compileNode(table, child))
  const unwanted = node.nodes.flatMap((child) => (child.op === 'not' ? [compileNode(table, child.node)] : []))
  const both = `(${wanted.join(' AND ')})`
  return unwanted.length === 0 ? both : `(${both} NOT (${unwanted.join(' OR ')}))`
}

/** The FTS5 expression of a query; tokens are letters and digits only, so nothing in them has to be escaped. */
export function compileSearch(table: SearchTable, root: QueryNode, qIn: readonly string[]): string {
  const match = compileNode(table, root)
  return qIn.length === 0 ? match : inColumns(table, qIn, match)
}
