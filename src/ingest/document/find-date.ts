import { strict } from 'chrono-node'

export type FoundDate = { publishedAt: string; precision: 'second' | 'day' }

const isoDate =
  /\b(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?(?![\d-])/
const numericDate = /\b(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})\b/
const longestDateText = 200

const pad = (value: number, width = 2) => String(value).padStart(width, '0')

/** A calendar day as `YYYY-MM-DDT00:00:00Z`, or null where it does not exist or lies outside 1700–2199. */
function dayOf(year: number, month: number, day: number): FoundDate | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  if (!exists || year < 1700 || year > 2199) return null
  return { publishedAt: `${pad(year, 4)}-${pad(month)}-${pad(day)}T00:00:00Z`, precision: 'day' }
}

/** A moment, in UTC to the second, or null outside 1700–2199. */
function momentOf(date: Date): FoundDate | null {
  const year = date.getUTCFullYear()
  if (Number.isNaN(year) || year < 1700 || year > 2199) return null
  return { publishedAt: `${date.toISOString().slice(0, 19)}Z`, precision: 'second' }
}

function readIso(match: RegExpExecArray): FoundDate | null {
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number)
  const whole = dayOf(year ?? 0, month ?? 0, day ?? 0)
  const zone = match[7]?.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2')
  if (!whole || !zone || Number.isNaN(hour)) return whole
  const seconds = Number.isNaN(second) ? 0 : (second ?? 0)
  return momentOf(
    new Date(`${whole.publishedAt.slice(0, 11)}${pad(hour ?? 0)}:${pad(minute ?? 0)}:${pad(seconds)}${zone}`),
  )
}

/** 25/03/2024 can be read in one way only, 12/03/2024 in two: that one is no date. */
function readNumeric(match: RegExpExecArray): FoundDate | null {
  const [first, last, year] = [Number(match[1]), Number(match[3]), Number(match[4])]
  if (match[4]?.length !== 4) return null
  if (first > 12 || first === last) return dayOf(year, last, first)
  return last > 12 ? dayOf(year, first, last) : null
}

/**
 * The first full date in a short text, by chrono-node's strict parser and by ISO 8601: year, month and day must all be
 * written. With hour and zone it is a moment ("second"), otherwise a day at midnight UTC. Null where there is none.
 */
export function findDate(text: string): FoundDate | null {
  const short = text.slice(0, longestDateText)
  const iso = isoDate.exec(short)
  if (iso) return readIso(iso)
  const numeric = numericDate.exec(short)
  if (numeric) return readNumeric(numeric)
  if (!/\d{4}/.test(short)) return null
  for (const result of strict.parse(short)) {
    const { start } = result
    if (!(['year', 'month', 'day'] as const).every((part) => start.isCertain(part))) continue
    if (start.isCertain('hour') && start.isCertain('timezoneOffset')) return momentOf(start.date())
    return dayOf(start.get('year') ?? 0, start.get('month') ?? 0, start.get('day') ?? 0)
  }
  return null
}

const dateLabel = /^(?:first |last )?(?:published|posted|updated|modified|created|date|on|at|by)\b:?/i
const dateWords =
  /\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\b|\b(?:published|posted|updated|modified|last|first|on|at|am|pm|a\.m|p\.m|noon|gmt|utc|bst|cet|cest|[ecmp][sd]?t|hrs?|of|the|min(?:ute)?s? read)\b/gi

/** Whether a paragraph is nothing but a date, with its label, weekday, time and zone. */
export function isDateLine(paragraph: string): boolean {
  if (paragraph.length > 120 || !/\d{4}|\d{1,2}[./]\d{1,2}/.test(paragraph)) return false
  const rest = paragraph
    .replace(dateLabel, '')
    .replace(/(\d)([ap]m)\b/gi, '$1 $2')
    .replace(dateWords, '')
    .replace(/\d+(?:st|nd|rd|th|Z)?|[TZ]\b|T(?=\d)/g, '')
    .replace(/[\s\p{P}|+]/gu, '')
  return rest === ''
}
