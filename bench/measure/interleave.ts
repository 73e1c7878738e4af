import { readThrough } from './read-through.ts'
import { median } from './statistics.ts'

/**
 * Each measured in turn, round after round, so that whatever else the machine does hits all alike: the median of each. `warmUps` rounds before do not
 * count. `files` are read before each round: a machine that is shared may take them out of memory while others are measured.
 */
export async function interleave<Name extends string>(
  rounds: number,
  subjects: Record<Name, () => Promise<number>>,
  warmUps = 1,
  files: readonly string[] = [],
): Promise<Record<Name, number>> {
  const names = Object.keys(subjects) as Name[]
  const measured = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (let round = -warmUps; round < rounds; round++) {
    readThrough(files)
    for (const name of names) {
      const value = await subjects[name]()
      if (round >= 0) measured[name].push(value)
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(measured[name])])) as Record<Name, number>
}
