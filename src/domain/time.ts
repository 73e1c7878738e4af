import { timeFault } from '../schema/list.ts'
import { isTimeZone, zoneOf } from './zone.ts'

type Failure = { error: string }

const day = 86_400_000
const units = { h: 3_600_000, d: day, w: 7 * day }
const firstMs = Date.UTC(1700, 0, 1)
const endMs = Date.UTC(2200, 0, 1)

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/
const timePattern = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?([Zz]|[+-]\d{2}:\d{2})$/
const clockPattern = /^([01]\d|2[0-3])(:[0-5]\d){2}(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/
const nowPattern = /^now(?:-(\d{1,5})([hdwMy]))?$/

const forms = 'a date such as 2017-10-03, a date-time with offset such as 2017-10-03T14:30:00Z, or now-30d (h d w M y)'

/**
 * Reads one bound of a time range as epoch milliseconds, both bounds inclusive. A date alone is the whole day in the IANA zone `tz`:
 * its first millisecond as `from`, its last as `to`. `now-1M` and `now-1y` go by the calendar of UTC. Years 1700 to 2199.
 */
export function parseTimeBound(
  text: string,
  bound: 'from' | 'to',
  options: { tz: string; now: number },
): number | Failure {
  const relative = nowPattern.exec(text)
  if (relative) return inRange(text, before(options.now, Number(relative[1] ?? 0), relative[2]))
  if (!datePattern.test(text)) return dateTime(text)
  const midnight = dateOf(text)
  if (typeof midnight !== 'number') return midnight
  if (!isTimeZone(options.tz))
    return { error: `"${options.tz}" is not a time zone; an IANA name such as Europe/Berlin is.` }
  const zone = zoneOf(options.tz)
  return bound === 'from' ? zone.startOf(midnight) : zone.startOf(midnight + day) - 1
}

/** Reads when an article was published, as RFC 3339 UTC to the second (fractions dropped); a date alone is midnight UTC, to the day. */
export function parsePublishedAt(text: string): { at: string; precision: 'second' | 'day' } | Failure {
  const precision = datePattern.test(text) ? 'day' : 'second'
  const ms = precision === 'day' ? dateOf(text) : dateTime(text)
  return typeof ms === 'number' ? { at: formatSecond(Math.floor(ms / 1000)), precision } : ms
}

/** Epoch seconds as RFC 3339 UTC, rounded up: 2017-10-03T00:00:00Z. */
export function formatSecond(seconds: number): string {
  return new Date(Math.ceil(seconds) * 1000).toISOString().replace('.000Z', 'Z')
}

/** Epoch milliseconds as RFC 3339 UTC, always with milliseconds: 2017-10-03T00:00:00.000Z. */
export function formatMillisecond(ms: number): string {
  return new Date(ms).toISOString()
}

/** As Date.UTC, which takes the years 0 to 99 for those of the last century. */
const midnightOf = (year: number, month: number, date: number): number => new Date(0).setUTCFullYear(year, month, date)

/** Midnight UTC of a date that exists. */
function dateOf(text: string): number | Failure {
  const [, year = 0, month = 0, date = 0] = (datePattern.exec(text) ?? []).map(Number)
  const ms = midnightOf(year, month - 1, date)
  if (new Date(ms).toISOString().slice(0, 10) !== text) return { error: `"${text}" is not a date of the calendar.` }
  return inRange(text, ms)
}

function dateTime(text: string): number | Failure {
  const match = timePattern.exec(text)
  if (!match) return { error: shapeError(text) }
  const [, date = '', time, fraction = '', offset = ''] = match
  const midnight = dateOf(date)
  if (typeof midnight !== 'number') return midnight
  if (!clockPattern.test(`${time}${offset.toUpperCase()}`))
    return { error: `"${text}" is not a time of the clock (00:00:00 to 23:59:59).` }
  return inRange(text, Date.parse(`${date}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}${offset.toUpperCase()}`))
}

const shapeError = (text: string): string => `"${text}" ${timeFault(text) ?? `is not a time; it must be ${forms}`}.`

function inRange(text: string, ms: number): number | Failure {
  return ms >= firstMs && ms < endMs ? ms : { error: `"${text}" is outside the years 1700 to 2199.` }
}

function before(now: number, amount: number, unit: string | undefined): number {
  if (unit === undefined) return now
  if (unit === 'h' || unit === 'd' || unit === 'w') return now - amount * units[unit]
  const date = new Date(now)
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth() - amount * (unit === 'y' ? 12 : 1)
  const year = Math.floor(months / 12)
  const lastDay = new Date(midnightOf(year, (months % 12) + 1, 0)).getUTCDate()
  return midnightOf(year, months % 12, Math.min(date.getUTCDate(), lastDay)) + (now - Math.floor(now / day) * day)
}
