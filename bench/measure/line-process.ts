import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { cpuOf, peakMemoryOf } from './process.ts'

/** A program that answers each line with one. */
export type LineProcess = {
  /** CPU time in µs that it takes to answer these lines. */
  cpuFor(lines: readonly string[]): Promise<number>
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
    async cpuFor(lines) {
      const before = cpuOf(pid)
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
      return cpuOf(pid) - before
    },
    peakMemory: () => peakMemoryOf(pid),
    async stop() {
      child.stdin.end()
      await exited
    },
  }
}
