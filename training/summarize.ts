import type { Pair, Score } from './score.ts'

export type Figures = Record<
  'gold' | 'found' | 'precision' | 'recall' | 'f1' | 'exactF1' | 'speaker' | 'foundAndRight' | 'name',
  number
>

const percent = (part: number, whole: number) => (whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10)

/** The figures of a score in percent: `speaker` and `name` of those found, `foundAndRight` of all that have a speaker. */
export function summarize({ gold, found, pairs, missed }: Score): Figures {
  const spoken = pairs.filter(({ unit }) => unit.quote.speaker)
  const named = pairs.filter(({ unit }) => unit.quote.reference !== undefined)
  const count = (some: Pair[], what: 'exact' | 'speaker' | 'name') => some.filter((pair) => pair[what]).length
  return {
    gold,
    found,
    precision: percent(pairs.length, found),
    recall: percent(pairs.length, gold),
    f1: percent(2 * pairs.length, gold + found),
    exactF1: percent(2 * count(pairs, 'exact'), gold + found),
    speaker: percent(count(spoken, 'speaker'), spoken.length),
    foundAndRight: percent(
      count(spoken, 'speaker'),
      spoken.length + missed.filter(({ unit }) => unit.quote.speaker).length,
    ),
    name: percent(count(named, 'name'), named.length),
  }
}

const around = (text: string, start: number, end: number) =>
  `${text.slice(Math.max(0, start - 60), start)}⟦${text.slice(start, Math.min(end, start + 120))}⟧${text.slice(end, end + 40)}`.replace(
    /\s+/g,
    ' ',
  )

/** The errors of a score, surest first, as lines to read. */
export function worstErrors({ pairs, missed, invented }: Score): string[] {
  const surest = (a: { found: { confidence: number } }, b: { found: { confidence: number } }) =>
    b.found.confidence - a.found.confidence
  const wrong = pairs.filter(({ unit, speaker, name }) => (unit.quote.speaker && !speaker) || !name).sort(surest)
  return [
    ...invented
      .toSorted(surest)
      .map(
        ({ document, found }) =>
          `invented ${found.confidence} ${document.id}: ${around(document.text, found.start, found.end)}`,
      ),
    ...wrong.map(
      ({ document, unit, found }) =>
        `speaker ${found.confidence} ${document.id}: "${unit.quote.speaker?.text ?? ''}" (${unit.quote.reference ?? '-'}) taken for "${found.speaker?.text ?? ''}" (${found.name ?? '-'}): ${around(document.text, unit.start, unit.end)}`,
    ),
    ...missed.map(({ document, unit }) => `missed ${document.id}: ${around(document.text, unit.start, unit.end)}`),
  ]
}
