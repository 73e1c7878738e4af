import { type FoundDate, findDate } from './find-date.ts'

export type Dateline = { publisher: string | null; date: FoundDate | null }

const dateline =
  /^(?<place>\p{Lu}[\p{Lu}\s.'’-]{1,40}(?:,\s*\p{Lu}[\p{L}.\s]{1,30}(?![\p{L}]))?)(?<date>,?\s+[\p{L}.]{3,10} \d{1,2}(?:, \d{4})?)?\s*(?:\((?<outlet>[^()]{2,40})\))?\s*(?:[–—]|-{1,2}\s)/u

/** Reads "SEOUL, March 5, 2024 (Reuters) –" at the start of a paragraph; null where there is no dateline. */
export function findDateline(paragraph: string): Dateline | null {
  const match = dateline.exec(paragraph.slice(0, 160))
  if (!match) return null
  const { outlet, date } = match.groups ?? {}
  if (!outlet && !date && !/^\p{Lu}{3}/u.test(paragraph)) return null
  return { publisher: outlet ?? null, date: date ? findDate(date) : null }
}
