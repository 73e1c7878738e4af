import type { OpenCorpus } from './corpus/open.ts'

/** What a line measures with: the corpus, how much time there is, a folder that is deleted afterwards, and whom to tell how far it is. */
export type Bench = { corpus: OpenCorpus; quick: boolean; scratch: string; tell(text: string): void }

export type Unit = 'µs' | 'ms' | 's' | '/s' | 'MB' | 'ratio'

/** What is to be reached, by the value itself or by its ratio to the baseline. */
export type Goal = { of: 'value' | 'ratio' } & ({ atMost: number } | { atLeast: number })

/** One measured number beside that of its baseline, which ran interleaved with it. */
export type Row = {
  what: string
  value: number
  unit: Unit
  baseline: { name: string; value: number } | null
  goal: Goal | null
  /** What else is to be known of it */
  note?: string
}

/** A line of the goals: it measures and returns its rows. */
export type Line = (bench: Bench) => Promise<Row[]>

/** How many times its baseline a row is, or null. */
export const ratioOf = ({ value, baseline }: Row): number | null => (baseline ? value / baseline.value : null)

/** Whether a row meets its goal; null where there is none. */
export function isMet(row: Row): boolean | null {
  const { goal } = row
  if (!goal) return null
  const reached = goal.of === 'value' ? row.value : (ratioOf(row) ?? Number.NaN)
  return 'atMost' in goal ? reached <= goal.atMost : reached >= goal.atLeast
}
