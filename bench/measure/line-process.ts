import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { cpuOf, peakMemoryOf } from './process.ts'

/** A program that answers each line with one. */
export type LineProcess = {
  /** CPU time in µs, by this clock of processes, that it takes to answer these lines. */
  cpuFor(lines: readonly string[], clock?: (pid: number) => number): Promise<number>
  /** The most memory that it has had, MB. */
  peakMemory(): number
  stop(): Promise<void>
}

/** Starts a program of this repository. */
export function startLineProcess(args: readonly string[]): LineProcess {
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const pid = child.pid as number
  const exited = once(child, 'exit')
  let answered: (() => void) | null = null
  createInterface({ input: child.stdout }).on('line', () => answered?.())
  return {
    async cpuFor(lines, clock = cpuOf) {
      const before = clock(pid)
      let left = lines.length
      const all = new Promise<void>((resolve) => {
        answered = () => {
          left -= 1
          if (left === 0) resolve()
        }
      })
      child.stdin.write(`${lines.join('\n')}\n`)
      const early = exited.then(() => Promise.reject(new Error(`${args.join(' ')} ended early`)))
      await Promise.race([all, early])
      early.catch(() => {})
      return clock(pid) - before
    },
    peakMemory: () => peakMemoryOf(pid),
    async stop() {
      child.stdin.end()
      await exited
    },
  }
}
