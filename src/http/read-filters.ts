import type { DateRange } from '../domain/stats-query.ts'
import { parseTimeBound } from '../domain/time.ts'
import { isTimeZone } from '../domain/zone.ts'
import { invalidParameter } from './invalid-request.ts'

/** Parameters of a list as its schema leaves them, by name. */
export type Checked = Readonly<Record<string, unknown>>

/** The filters among the parameters as they were sent; relative times stay relative, so that a cursor outlives the moment. */
export function pickFilters(names: readonly string[], asked: Checked): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => asked[name] !== undefined).map((name) => [name, asked[name]]))
}

/** The filters as the store takes them, times as epoch milliseconds. AppError `invalid-parameter` for a range that is upside down. */
export function readFilters(names: readonly string[], asked: Checked, tz = 'UTC'): Record<string, unknown> {
  if (!isTimeZone(tz))
    throw invalidParameter(
      'tz',
      'invalid_time_zone',
      `"${tz}" is not a time zone; an IANA name such as Europe/Berlin is.`,
    )
  const now = Date.now()
  const filters = pickFilters(names, asked)
  for (const [name, value] of Object.entries(filters)) {
    if (/(From|To)$/.test(name)) filters[name] = readTime(name, String(value), { tz, now })
  }
  for (const name of Object.keys(filters)) checkRange(name, filters)
  return filters
}

/** The range of dates among the parameters, and the time zone in which they are read. */
export const readDateRange = (asked: Checked & { tz?: string | undefined }): DateRange => ({
  ...readFilters(['publishedFrom', 'publishedTo'], asked, asked.tz),
  tz: asked.tz ?? 'UTC',
})

function readTime(name: string, text: string, options: { tz: string; now: number }): number {
  const time = parseTimeBound(text, name.endsWith('From') ? 'from' : 'to', options)
  if (typeof time !== 'number') throw invalidParameter(name, 'invalid_time', `${name}: ${time.error}`)
  return time
}

function checkRange(low: string, filters: Checked): void {
  const high = low.replace(/From$/, 'To').replace(/Min$/, 'Max')
  if (high === low || filters[high] === undefined) return
  if (Number(filters[low]) <= Number(filters[high])) return
  throw invalidParameter(low, 'empty_range', `${low} lies above ${high}, so nothing can be found between them.`)
}
