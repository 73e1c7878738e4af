import type { AnyQuery, Explanation } from '../domain/list-query.ts'
import { writeQuery } from '../domain/query.ts'
import { formatMillisecond } from '../domain/time.ts'
import type { Explain } from '../schema/explain.ts'

/** What a list was asked, defaults and all, and how the store went about it. */
export function explainList(query: AnyQuery, { prefixes, plan, without }: Explanation): Explain {
  const { q, filters, sort, limit, total, tz = 'UTC' } = query
  const applied = Object.entries(filters).filter(([, value]) => value !== undefined)
  return {
    query: q?.root ? writeQuery(q.root) : null,
    prefixes,
    filters: Object.fromEntries(applied.map(([name, value]) => [name, readable(name, value)])),
    sort: sort.map(({ key, descending }) => `${descending ? '-' : ''}${key}`),
    limit,
    total,
    tz,
    plan,
    without,
  }
}

const readable = (name: string, value: Explain['filters'][string]): Explain['filters'][string] =>
  /(From|To)$/.test(name) && typeof value === 'number' ? formatMillisecond(value) : value
