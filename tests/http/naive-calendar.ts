/** An article by when it was published: a date, a time, or null. */
export type Dated = { at: string | null; tag?: string | undefined }

const clocks = new Map<string, Intl.DateTimeFormat>()
const begun = new Map<string, string>()

/** The date on the wall of a zone, as YYYY-MM-DD. */
export function localDate(ms: number, timeZone: string): string {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  const clock = clocks.get(timeZone) ?? new Intl.DateTimeFormat('sv', { timeZone, ...parts })
  clocks.set(timeZone, clock)
  return clock.format(ms)
}

/** The last date that had begun by then: clocks were set back over midnight in places, and a day does not begin twice. */
function begunDate(ms: number, timeZone: string): string {
  const known = begun.get(`${ms} ${timeZone}`)
  if (known) return known
  const minutes = Array.from({ length: 90 }, (_, i) => localDate(ms - i * 60_000, timeZone))
  const latest = minutes.reduce((last, date) => (date > last ? date : last))
  begun.set(`${ms} ${timeZone}`, latest)
  return latest
}

function bucketOf(date: string, interval: 'day' | 'week' | 'month' | 'year'): string {
  if (interval === 'month') return `${date.slice(0, 7)}-01`
  if (interval === 'year') return `${date.slice(0, 4)}-01-01`
  const day = new Date(`${date}T00:00:00Z`)
  if (interval === 'week') day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
  return day.toISOString().slice(0, 10)
}

/** How many articles stand in each bucket, by its first date; only dates within the range, both inclusive. */
export function naiveCounts(
  articles: readonly Dated[],
  timeZone: string,
  interval: 'day' | 'week' | 'month' | 'year',
  [from, to]: readonly [string, string],
): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { at } of articles) {
    if (at === null) continue
    const date = at.length === 10 ? at : begunDate(Date.parse(at), timeZone)
    if (date < from || date > to) continue
    const bucket = bucketOf(date, interval)
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
  }
  return counts
}
