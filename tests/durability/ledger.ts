import type { Snapshot } from './snapshot.ts'

/** What a write makes of a thing: its state as `Snapshot.states` has it, or `deleted`. */
type Step = { state: string; acknowledged: number }

/** All that was asked of the server, and when which of it was answered (ms since 1970). */
export type Ledger = {
  /** A write to the thing with this id; call the result when it is answered. Those of one thing come one after the other. */
  asked(id: string, state: string): () => void
  /** A thing was made, and that was answered now: before, nobody knew its id. */
  made(id: string, state: string): void
  acknowledged(): number
  /** All that was ever acknowledged, by id. */
  ids(): string[]
  /** What a snapshot should have if everything stopped at `at`, and has not: an entry each. */
  losses(snapshot: Snapshot, at: number): string[]
}

/** Milliseconds, never too few: an answer is not earlier than this says. */
const now = (): number => Date.now() + 1

/** Opens an empty ledger. */
export function openLedger(): Ledger {
  const histories = new Map<string, Step[]>()
  let acknowledged = 0
  const stepsOf = (id: string): Step[] => {
    const steps = histories.get(id) ?? []
    histories.set(id, steps)
    return steps
  }
  return {
    asked(id, state) {
      const step = { state, acknowledged: Number.POSITIVE_INFINITY }
      stepsOf(id).push(step)
      return () => {
        step.acknowledged = now()
        acknowledged += 1
      }
    },
    made(id, state) {
      stepsOf(id).push({ state, acknowledged: now() })
      acknowledged += 1
    },
    acknowledged: () => acknowledged,
    ids: () => [...histories.keys()],
    losses: ({ states }, at) =>
      [...histories].flatMap(([id, steps]) => {
        const last = steps.findLastIndex((step) => step.acknowledged < at)
        if (last === -1) return []
        // what was asked for and not yet answered may be there or not
        const allowed = steps.slice(last).map(({ state }) => state)
        const found = states.get(id) ?? 'deleted'
        return allowed.includes(found) ? [] : [`${id} should be ${allowed.join(' or ')} and is ${found}`]
      }),
  }
}
