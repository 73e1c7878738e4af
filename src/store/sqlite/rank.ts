import type { QueryNode } from '../../domain/query.ts'
import { termsOf } from './complete.ts'
import type { Db } from './connect.ts'
import { compileSearch, type SearchTable } from './search.ts'
import { type Bounds, densityOf, rowsIn } from './sizes.ts'

type Term = QueryNode & { op: 'term' }

/** Words that a ranking weighs. */
const mostWeighed = 4

/**
 * The expression that bm25 ranks by; null: nothing in the query tells rows apart cheaply enough. In a small table, and in
 * that of the sources, it is the query itself. bm25 walks the whole list of each word to know how rare it is (20 ns a row), so a large table is ranked by the
 * rarest words, whose lists may be `most` rows long together: the common ones hardly weigh anything. A phrase weighs as its longest word, a prefix as its most common ones.
 */
export function rankingOf(
  db: Db,
  table: SearchTable,
  query: { root: QueryNode; completed: QueryNode; qIn: readonly string[] },
  most: number,
  bounds: Bounds,
): string | null {
  if (table.words === null || rowsIn(db, table) <= bounds.small) return compileSearch(table, query.completed, query.qIn)
  const single = weighable(query.completed)
  if (single === null) return null
  const kept = rarest(db, table, single, query.qIn, most / rowsIn(db, table), bounds)
  const pruned = prune(single, kept, false)
  return pruned && compileSearch(table, pruned, query.qIn)
}

/** A query without what it excludes, its phrases as single words. */
function weighable(node: QueryNode): QueryNode | null {
  if (node.op === 'not') return null
  if (node.op === 'term') {
    const longest = node.tokens.toSorted((a, b) => b.length - a.length)[0] as string
    return node.prefix ? null : { ...node, tokens: [longest] }
  }
  const nodes = node.nodes.map(weighable).filter((child) => child !== null)
  return nodes.length === 0 ? null : { op: node.op, nodes }
}

const keyOf = ({ field, tokens }: Term): string => `${field ?? ''}:${tokens.join(' ')}`

/** The rarest words: so many as stand in no larger a share of the rows together than `most`. */
function rarest(
  db: Db,
  table: SearchTable,
  root: QueryNode,
  qIn: readonly string[],
  most: number,
  bounds: Bounds,
): Set<string> {
  const terms = new Map(termsOf(root).map((term) => [keyOf(term), term]))
  const measured = Array.from(terms, ([key, term]) => ({
    key,
    density: densityOf(db, table, compileSearch(table, term, qIn), bounds),
  })).sort((a, b) => a.density - b.density)
  const kept = new Set<string>()
  let sum = 0
  for (const { key, density } of measured) {
    sum += density
    if (kept.size === mostWeighed || sum > most) break
    kept.add(key)
  }
  return kept
}

/** The query with the kept words only. Within an AND a choice goes as a whole: half of one would leave rows out. */
function prune(node: QueryNode, kept: ReadonlySet<string>, inAnd: boolean): QueryNode | null {
  if (node.op === 'not') return null
  if (node.op === 'term') return kept.has(keyOf(node)) ? node : null
  const children = node.nodes.map((child) => prune(child, kept, inAnd || node.op === 'and'))
  const nodes = children.filter((child) => child !== null)
  if (node.op === 'or' && inAnd && nodes.length < children.length) return null
  return nodes.length > 1 ? { op: node.op, nodes } : (nodes[0] ?? null)
}
