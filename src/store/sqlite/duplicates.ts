import { areCompatible } from '../../domain/compatible-names.ts'
import type { SourcePair } from '../../schema/merge.ts'
import type { Db } from './connect.ts'
import { resolve } from './resolve.ts'
import { loadSources } from './source-rows.ts'
import { all, limitTo, raw, type Sql, sql } from './sql.ts'

type Pair = {
  one: number
  two: number
  name: string
  quotes: number
  roleA: Role
  roleB: Role
  nameA: string
  nameB: string
}
type Role = 'name' | 'alias' | 'last-name'

/** Pairs looked at closer: a common last name has the square of its bearers. */
const mostPairs = 20_000

/** Why two sources with a name in common may be one, or null. */
function evidenceOf({ roleA, roleB, nameA, nameB }: Pair): SourcePair['evidence'] | null {
  const roles = [roleA, roleB].toSorted().join(' ')
  if (roles === 'name name') return 'same-name'
  if (roles === 'alias name') return 'alias'
  // a last name is often kept as an alias as well
  return areCompatible(nameA, nameB) ? 'last-name' : null
}

/** Pairs of sources with a name in common, the most quoted first. Two of one last name that begin with other letters are two people. */
function pairsOf(db: Db, source: number | null): Pair[] {
  const order: Sql = source === null ? raw('a.source < b.source') : sql`a.source = ${source} AND a.source <> b.source`
  return all<Pair>(
    db,
    sql`SELECT a.source AS one, b.source AS two, a.folded AS name, sa.quote_count + sb.quote_count AS quotes,
        a.role AS roleA, b.role AS roleB, sa.name AS nameA, sb.name AS nameB
      FROM source_names a JOIN source_names b ON b.folded = a.folded
        JOIN sources sa ON sa.pk = a.source JOIN sources sb ON sb.pk = b.source
      WHERE deadline() AND ${order} AND a.folded <> ''
        AND (sa.type = sb.type OR sa.type = 'unknown' OR sb.type = 'unknown')
        AND (substr(sa.folded, 1, 1) = substr(sb.folded, 1, 1) OR a.role = 'name' OR b.role = 'name')
      ORDER BY quotes DESC, a.source, b.source ${limitTo(mostPairs)}`,
  )
}

/** Pairs of sources that may be the same person or body, with why; only those of one source if it is given. */
export function listDuplicates(db: Db, limit: number, ref: string | null): SourcePair[] {
  const source = ref === null ? null : resolve(db, 'source', ref, 'query').key
  const seen = new Set<string>()
  const found: { pair: Pair; evidence: SourcePair['evidence'] }[] = []
  for (const pair of pairsOf(db, source)) {
    const evidence = evidenceOf(pair)
    const key = `${pair.one} ${pair.two}`
    if (!evidence || seen.has(key)) continue
    seen.add(key)
    if (found.push({ pair, evidence }) === limit) break
  }
  return found.map(({ pair, evidence }) => {
    const sources = loadSources(db, [pair.one, pair.two]).sort((a, b) => b.quoteCount - a.quoteCount)
    return { sources, evidence, name: pair.name }
  })
}
