import { type Zone, zoneOf } from './zone.ts'

/** No clock was ever further from UTC (Manila before 1845: 15:56). */
const furthest = 16 * 3_600_000

/** Tells in which month an instant falls on the clocks of a zone, as 2017-03. Made for many instants in a row. */
export function monthsIn(tz: string): (ms: number) => string {
  let zone: Zone | undefined
  const margin = tz === 'UTC' ? 0 : furthest
  let [from, to, month] = [0, 0, '']
  return (ms) => {
    if (ms >= from && ms < to) return month
    const date = new Date(ms)
    const [year, index] = [date.getUTCFullYear(), date.getUTCMonth()]
    // here it is the same month on every clock, so that only the days about the first of a month need one
    ;[from, to, month] = [Date.UTC(year, index) + margin, Date.UTC(year, index + 1) - margin, monthOf(ms)]
    if (ms >= from && ms < to) return month
    zone ??= zoneOf(tz)
    return monthOf(zone.dateAt(ms))
  }
}

const monthOf = (ms: number): string => new Date(ms).toISOString().slice(0, 7)

/** The months (2017-03) or years (2017) from one to another, or none where they are more than `most`. */
export function periodsBetween(first: string, last: string, most: number): string[] {
  const ordinal = (period: string) => Number(period.slice(0, 4)) * 12 + Number(period.slice(5) || 1) - 1
  const step = first.length === 4 ? 12 : 1
  const count = (ordinal(last) - ordinal(first)) / step + 1
  if (count > most) return []
  return Array.from({ length: count }, (_, i) => {
    const [year, month] = [Math.floor(ordinal(first) / 12), ordinal(first) % 12]
    return monthOf(Date.UTC(year, month + i * step)).slice(0, first.length)
  })
}
