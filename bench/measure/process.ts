import { readdirSync, readFileSync } from 'node:fs'

/** CPU time that a process and all its threads have used, in µs (proc_pid_schedstat: nanoseconds on the CPU, the first number). */
export function cpuOf(pid: number): number {
  const tasks = readdirSync(`/proc/${pid}/task`)
  const times = tasks.map((task) => Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]))
  return times.reduce((sum, time) => sum + time, 0) / 1000
}

const statusOf = (pid: number, field: string): number =>
  Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

/** Memory that a process has now, MB. */
export const memoryOf = (pid: number): number => statusOf(pid, 'VmRSS')

/** The most memory that a process has had, MB. */
export const peakMemoryOf = (pid: number): number => statusOf(pid, 'VmHWM')
