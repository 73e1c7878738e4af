import { AppError } from '../../domain/app-error.ts'
import { line } from '../../domain/describe-article.ts'
import type { StatsQuery } from '../../domain/stats-query.ts'
import { formatSecond } from '../../domain/time.ts'
import { type Bucket, bucketOfSecond, bucketsOf } from '../../domain/timeline.ts'
import { type Zone, zoneOf } from '../../domain/zone.ts'
import type { SourceDiversity } from '../../schema/stats.ts'
import { label } from './article-where.ts'
import type { Db } from './connect.ts'
import { countSources } from './count-sources.ts'
import { deadlineAt } from './deadline.ts'
import { rangeOf } from './edges.ts'
import { doubles, integers, type Numbers, push } from './growing.ts'
import { dated, secondOf } from './position.ts'
import { all, first, raw, type Sql, sql, where } from './sql.ts'
import { visitRows } from './visit.ts'

const mostRows = 2000

/** Who an outlet quotes in a period, as it is counted. */
export type Group = {
  publisher: number | null
  period: number
  quotes: number
  attributed: number
  sources: number
  /** How often the most quoted are quoted, the most often first */
  top: number[]
  byType: SourceDiversity['byType']
}
/** Articles with quotes, in the order of their positions, and which of the groups each is in. */
export type Grouped = { positions: Numbers<Float64Array>; places: Numbers<Int32Array>; groups: Group[] }
/** The number of the period of an article, or null where it is in none. */
type PeriodOf = (position: number, isDay: boolean) => number | null

/** The diversity of sources of the outlets with most quotes. AppError invalid-parameter for more than 2,000 rows. */
export function diversity(db: Db, query: StatsQuery): SourceDiversity[] {
  const zone = zoneOf(query.tz)
  const conditions = conditionsOf(zone, query)
  const periods = query.period === 'all' ? null : periodsOf(db, zone, query.period, conditions)
  const articles = groupArticles(db, conditions, periodIn(zone, periods))
  const groups = largest(articles.groups, query.limit)
  countSources(db, articles, new Set(groups))
  const names = namesOf(db, groups)
  return groups.map((group) => describe(group, names, periods?.[group.period] ?? null))
}

/** By position rather than by an index on the publisher, so that articles come in the order of their positions. */
function conditionsOf(zone: Zone, query: StatsQuery): Sql[] {
  const inRange = rangeOf(zone, query, () => raw("precision = 'day'"))(raw('position'))
  const names = query.publishers.map(line)
  const ofPublishers = names.length > 0 ? [sql`+publisher IN (${label('publisher', names)})`] : []
  return [deadlineAt(raw('position')), raw('+quote_count > 0'), ...inRange, ...ofPublishers]
}

function periodsOf(db: Db, zone: Zone, period: 'month' | 'year', conditions: Sql[]): Bucket[] {
  const end = (direction: 'ASC' | 'DESC') => {
    const rows = where([...conditions, sql`position >= ${dated}`])
    const query = sql`SELECT position FROM articles ${rows} ORDER BY position ${raw(direction)} LIMIT 1`
    const second = secondOf(first<{ position: number }>(db, query)?.position ?? dated - 1)
    return second === null ? [] : [second * 1000, zone.startOf(zone.dateFrom(second * 1000))]
  }
  // what is dated to the day may begin earlier or later in the zone
  const ends = [...end('ASC'), ...end('DESC')]
  return ends.length === 0 ? [] : bucketsOf(zone, period, { from: Math.min(...ends), to: Math.max(...ends) }, 'period')
}

function periodIn(zone: Zone, periods: Bucket[] | null): PeriodOf {
  if (periods === null) return () => 0
  const find = bucketOfSecond(periods)
  return (position, isDay) => {
    const second = secondOf(position)
    if (second === null) return null
    return find(isDay ? zone.startOf(second * 1000) / 1000 : second)
  }
}

function groupArticles(db: Db, conditions: Sql[], periodOf: PeriodOf): Grouped {
  const found: Grouped = { positions: doubles(), places: integers(), groups: [] }
  const known = new Map<number | null, number[]>()
  const columns = raw("position, precision = 'day', publisher, quote_count")
  visitRows(
    db,
    columns,
    sql`FROM articles ${where(conditions)} ORDER BY position`,
    (position, isDay, publisher, quotes) => {
      const period = periodOf(position as number, isDay === 1)
      if (period === null) return
      const places = known.get(publisher as number | null) ?? []
      if (places.length === 0) known.set(publisher as number | null, places)
      const place = places[period] ?? found.groups.push(emptyGroup(publisher as number | null, period)) - 1
      places[period] = place
      const group = found.groups[place] as Group
      group.quotes += quotes as number
      push(found.positions, position as number)
      push(found.places, place)
    },
  )
  return found
}

const emptyGroup = (publisher: number | null, period: number): Group => ({
  publisher,
  period,
  quotes: 0,
  attributed: 0,
  sources: 0,
  top: [],
  byType: {
    person: { sources: 0, quotes: 0 },
    organization: { sources: 0, quotes: 0 },
    unknown: { sources: 0, quotes: 0 },
  },
})

/** The groups of the `limit` outlets with most quotes, by outlet and time. AppError invalid-parameter for too many. */
function largest(all: Group[], limit: number): Group[] {
  const outlets = Map.groupBy(all, ({ publisher }) => publisher)
  const sized = [...outlets.values()].map((groups) => ({
    groups: groups.sort((a, b) => a.period - b.period),
    quotes: groups.reduce((sum, group) => sum + group.quotes, 0),
  }))
  const shown = sized.sort((a, b) => b.quotes - a.quotes).slice(0, limit)
  const rows = shown.flatMap(({ groups }) => groups)
  if (rows.length <= mostRows) return rows
  const [asked, most] = [rows.length, mostRows].map((n) => n.toLocaleString('en'))
  const detail = `That is ${asked} outlets and periods; at most ${most} are answered. Ask for period=year, a lower limit, a publisher, or narrow publishedFrom and publishedTo.`
  throw new AppError('invalid-parameter', detail, [{ in: 'query', parameter: 'period', code: 'too_many_rows', detail }])
}

function namesOf(db: Db, groups: Group[]): Map<number, string> {
  const ids = JSON.stringify([...new Set(groups.map(({ publisher }) => publisher))])
  const labels = all<{ id: number; value: string }>(
    db,
    sql`SELECT id, value FROM labels WHERE id IN (SELECT value FROM json_each(${ids}))`,
  )
  return new Map(labels.map(({ id, value }) => [id, value]))
}

const describe = (
  { publisher, quotes, attributed, sources, top, byType }: Group,
  names: Map<number, string>,
  period: Bucket | null,
): SourceDiversity => ({
  publisher: publisher === null ? null : (names.get(publisher) ?? null),
  start: period && formatSecond(period.from / 1000),
  end: period && formatSecond(period.to / 1000),
  quotes,
  attributedQuotes: attributed,
  distinctSources: sources,
  topTenShare: attributed === 0 ? null : top.reduce((sum, n) => sum + n, 0) / attributed,
  byType,
})
