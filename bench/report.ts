import { isMet, type Row, ratioOf } from './bench.ts'
import type { Machine } from './machine.ts'

/** What was measured at one size, and which lines could not be and why. */
export type Measured = { articles: number; rows: Row[]; failed: string[] }
export type Report = { machine: Machine; at: string; seed: number; quick: boolean; scales: Measured[] }

/** Three digits are as many as a noisy machine can tell. */
const number = (value: number): string => Number(value.toPrecision(3)).toLocaleString('en')

const shownRatio = (ratio: number): string => (ratio > 0 && ratio < 0.2 ? `1/${number(1 / ratio)}` : number(ratio))

function cellOf(row: Row | undefined): string {
  if (!row) return '–'
  const ratio = ratioOf(row)
  const value = row.unit === 'ratio' ? number(row.value) : `${number(row.value)} ${row.unit}`
  const against = row.baseline && ratio !== null ? ` = ${shownRatio(ratio)} × ${number(row.baseline.value)}` : ''
  return `${value}${against}${mark(row)}`
}

const mark = (row: Row): string =>
  ({ true: ' ✓', false: ' ✗', null: '' })[String(isMet(row)) as 'true' | 'false' | 'null']

function goalOf({ goal, unit }: Row): string {
  if (!goal) return ''
  const [sign, limit] = 'atMost' in goal ? ['≤', goal.atMost] : ['≥', goal.atLeast]
  return goal.of === 'ratio' || unit === 'ratio'
    ? `${sign} ${shownRatio(limit)} ×`
    : `${sign} ${limit.toLocaleString('en')} ${unit}`
}

const keyOf = ({ what, baseline }: Row): string => `${what} | ${baseline?.name ?? ''}`

/** How much longer a search takes at the last size than at the one before. */
function growthRows(scales: readonly Measured[]): string[] {
  const [before, last] = scales.slice(-2)
  if (!before || !last) return []
  return last.rows.flatMap((row) => {
    const earlier = before.rows.find((each) => keyOf(each) === keyOf(row))
    if (!earlier || !row.what.startsWith('search')) return []
    return [`| ${row.what} | ${number(row.value / earlier.value)} × |`]
  })
}

/** The report as Markdown, ready for docs/performance.md. */
export function markdownOf({ machine, at, seed, quick, scales }: Report): string {
  const all = new Map(scales.flatMap(({ rows }) => rows).map((row) => [keyOf(row), row]))
  const head = `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}; Node ${machine.node}, SQLite ${machine.sqlite}; ${machine.commit ?? 'no commit'}; ${at.slice(0, 10)}, seed ${seed}${quick ? ', --quick' : ''}; load at the start ${machine.load}`
  const columns = scales.map(({ articles }) => `${articles.toLocaleString('en')} articles`)
  const lines = [...all].map(
    ([key, row]) =>
      `| ${row.what} | ${row.baseline?.name ?? ''} | ${goalOf(row)} | ${scales.map(({ rows }) => cellOf(rows.find((each) => keyOf(each) === key))).join(' | ')} |`,
  )
  const notes = scales.flatMap(({ articles, rows }) =>
    rows.filter(({ note }) => note).map(({ what, note }) => `- ${articles.toLocaleString('en')}, ${what}: ${note}`),
  )
  const growth = growthRows(scales)
  const table = [
    `| what | beside | goal | ${columns.join(' | ')} |`,
    `| --- | --- | --- | ${columns.map(() => '---').join(' | ')} |`,
    ...lines,
  ]
  const grown =
    growth.length === 0
      ? []
      : ['', `| from ${columns.at(-2)} to ${columns.at(-1)} | grows |`, '| --- | --- |', ...growth]
  return [head, '', ...table, ...grown, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n')
}
