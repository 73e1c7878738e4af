/** A time zone. Dates are epoch milliseconds of their midnight in UTC. */
export type Zone = {
  /** Whether it is UTC itself, where every day begins at its midnight. */
  utc: boolean
  /**
   * The first instant of a date. Clocks may jump over midnight (the day begins at 01:00), pass it twice (the earlier counts),
   * or skip the date. Then it has the millisecond before the next one, in which no second begins: only what is dated to the day is on it.
   */
  startOf(date: number): number
  /** The date at an instant. */
  dateAt(ms: number): number
  /** The first date that begins at or after an instant. */
  dateFrom(ms: number): number
}

const day = 86_400_000
const utc: Zone = {
  utc: true,
  startOf: (date) => date,
  dateAt: (ms) => Math.floor(ms / day) * day,
  dateFrom: (ms) => Math.ceil(ms / day) * day,
}

/** Whether a name is a time zone of the IANA database, as far as this Node knows it; offsets such as +02:00 are not. */
export function isTimeZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && clockOf(name) !== null
  } catch {
    return false
  }
}

/** The time zone of an IANA name; the name must be one. */
export function zoneOf(name: string): Zone {
  if (name === 'UTC') return utc
  const clock = clockOf(name)
  const known = new Map<number, number>()
  const startOf = (date: number): number => {
    const start = known.get(date) ?? startOfDay(date, clock)
    known.set(date, start)
    return start
  }
  // the clock may be set back over midnight: a date that has begun goes on
  const dateAt = (ms: number): number => {
    const date = utc.dateAt(localTime(clock, ms))
    return startOf(date + day) <= ms ? date + day : date
  }
  const dateFrom = (ms: number): number => {
    let date = dateAt(ms) + day
    while (startOf(date - day) >= ms) date -= day
    return date
  }
  return { utc: false, startOf, dateAt, dateFrom }
}

function startOfDay(midnight: number, clock: Intl.DateTimeFormat): number {
  const guesses = [midnight - day, midnight + day].map((ms) => midnight - (localTime(clock, ms) - ms))
  const hits = guesses.filter((ms) => localTime(clock, ms) === midnight)
  if (hits.length > 0) return Math.min(...hits)
  let [low, high] = [midnight - day, midnight + day]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (localTime(clock, middle) >= midnight) high = middle
    else low = middle
  }
  return localTime(clock, high) < midnight + day ? high : high - 1
}

/** To make one takes 200 µs, to use it one; the names are those of the IANA database, in any case of letters. */
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  if (clocks.size > 1_000) clocks.clear()
  const clock = newClock(timeZone)
  clocks.set(timeZone, clock)
  return clock
}

function newClock(timeZone: string): Intl.DateTimeFormat {
  const two = '2-digit'
  const parts = { year: 'numeric', month: two, day: two, hour: two, minute: two, second: two } as const
  return new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', { timeZone, hourCycle: 'h23', ...parts })
}

/** What the clock of a zone shows at an instant, written as if it were UTC. */
function localTime(clock: Intl.DateTimeFormat, ms: number): number {
  const part = Object.fromEntries(clock.formatToParts(ms).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day: date = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, date, hour, minute, second) + (((ms % 1000) + 1000) % 1000)
}
