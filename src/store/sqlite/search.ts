import type { QueryNode } from '../../domain/query.ts'

/** How the fields of a query are called in an FTS5 table. */
export type SearchTable = {
  name: 'article_search' | 'quote_search' | 'source_search'
  /** API field → columns of the table */
  columns: Record<string, readonly string[]>
  /** Weight of each column for bm25, in the order of the table */
  weights: readonly number[]
  /** Whether every single word may be half typed. */
  prefixes: boolean
}

export const articleSearch: SearchTable = {
  name: 'article_search',
  columns: { title: ['title'], subtitle: ['subtitle'], body: ['body'] },
  weights: [10, 5, 1],
  prefixes: false,
}
export const quoteSearch: SearchTable = {
  name: 'quote_search',
  columns: { text: ['text'], context: ['before', 'after'], speaker: ['speaker'] },
  weights: [4, 1, 1, 4],
  prefixes: false,
}
export const sourceSearch: SearchTable = {
  name: 'source_search',
  columns: { name: ['name'], aliases: ['aliases'] },
  weights: [4, 1],
  prefixes: true,
}

const inColumns = (table: SearchTable, fields: readonly string[], match: string): string =>
  `{${fields.flatMap((field) => table.columns[field] ?? []).join(' ')}} : (${match})`

function compileNode(table: SearchTable, node: QueryNode): string {
  if (node.op === 'term') {
    const phrase = `"${node.tokens.join(' ')}"${node.prefix || (table.prefixes && node.tokens.length === 1) ? ' *' : ''}`
    return node.field === null ? phrase : inColumns(table, [node.field], phrase)
  }
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
