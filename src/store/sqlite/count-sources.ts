import type { Db } from './connect.ts'
import { deadlineAt } from './deadline.ts'
import type { Group, Grouped } from './diversity.ts'
import { first, raw, sql } from './sql.ts'
import { visitRows } from './visit.ts'

const types = ['person', 'organization', 'unknown'] as const

/** The place among `types` of each source, by its number. */
function typesOfSources(db: Db): Uint8Array {
  const highest = first<{ pk: number }>(db, sql`SELECT pk FROM sources ORDER BY pk DESC LIMIT 1`)?.pk ?? 0
  const found = new Uint8Array(highest + 1)
  const place = types.map((type, at) => `WHEN '${type}' THEN ${at}`).join(' ')
  visitRows(db, raw(`pk, CASE type ${place} END, NULL, NULL`), raw('FROM sources'), (pk, at) => {
    found[pk as number] = at as number
  })
  return found
}

/** Adds to the wanted groups who is quoted, source by source: no more is kept than how often one of them is in each group. */
export function countSources(db: Db, { positions, places, groups }: Grouped, wanted: ReadonlySet<Group>): void {
  const { array, length } = positions
  const typeOf = typesOfSources(db)
  const isWanted = groups.map((group) => wanted.has(group))
  const quoted = new Int32Array(groups.length)
  const met: number[] = []
  let [current, at] = [-1, 0]
  const finish = () => {
    for (const place of met) {
      addSource(groups[place] as Group, types[typeOf[current] as number] ?? 'unknown', quoted[place] as number)
      quoted[place] = 0
    }
    met.length = 0
  }
  // no index has the number of quotes, so rows come in the order of the primary key: by source, and by article
  const rows = sql`FROM article_sources n
    WHERE +n.article >= ${array[0] ?? 0} AND +n.article <= ${array[length - 1] ?? -1} AND (${deadlineAt(raw('n.article'))})`
  visitRows(db, raw('n.source, n.article, n.quotes, NULL'), rows, (source, article, quotes) => {
    if (source !== current) {
      finish()
      current = source as number
      at = 0
    }
    at = seek(array, length, at, article as number)
    const place = places.array[at] as number
    if (at === length || array[at] !== article || !isWanted[place]) return
    if (quoted[place] === 0) met.push(place)
    quoted[place] = (quoted[place] as number) + (quotes as number)
  })
  finish()
}

/** The first place from `from` on of a number that is not below the one wanted, in steps that double, then by halves. */
function seek(ascending: Float64Array, end: number, from: number, wanted: number): number {
  let [low, stride] = [from, 1]
  while (low + stride < end && (ascending[low + stride] as number) < wanted) {
    low += stride
    stride *= 2
  }
  let high = Math.min(end, low + stride)
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] as number) < wanted) low = middle + 1
    else high = middle
  }
  return low
}

function addSource(group: Group, type: (typeof types)[number], quotes: number): void {
  group.attributed += quotes
  group.sources += 1
  group.byType[type].sources += 1
  group.byType[type].quotes += quotes
  const at = group.top.findIndex((other) => other < quotes)
  group.top.splice(at === -1 ? group.top.length : at, 0, quotes)
  group.top.splice(10)
}
