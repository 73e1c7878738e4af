import { constants } from 'node:os'
import { removeAllUnfinished } from '../store/unfinished-files.ts'

/** The first SIGTERM or SIGINT: a promise of it, and whether it has come. */
export type FirstSignal = { came: Promise<NodeJS.Signals>; hasCome(): boolean }

/** npm passes on the Ctrl-C that a terminal has sent to the whole group already: within this time it is one signal, not two. */
const sameSignal = 1_000

/**
 * Takes signals from now on, so that one that comes while the server starts is not lost: to process 1 of a container Linux gives only those
 * that it has asked for. A second one ends the process at once, with exit code 1.
 */
export function watchSignals(): FirstSignal {
  let since: number | null = null
  const came = new Promise<NodeJS.Signals>((resolve) => {
    const onSignal = (signal: NodeJS.Signals) => {
      if (since === null) {
        since = Date.now()
        resolve(signal)
      } else if (Date.now() - since > sameSignal) {
        process.stderr.write(`whosaid: stopped at once by a second signal (${signal}).\n`)
        process.exit(1)
      }
    }
    process.on('SIGTERM', onSignal)
    process.on('SIGINT', onSignal)
  })
  return { came, hasCome: () => since !== null }
}

/** Removes what this process has not finished when it ends, also by a signal, which ends it as it would without this. */
export function tidyWhenEnded(): void {
  process.on('exit', removeAllUnfinished)
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      removeAllUnfinished()
      process.kill(process.pid, signal)
      // process 1 of a container is not ended by a signal that it does not take
      process.exit(128 + constants.signals[signal])
    })
}
