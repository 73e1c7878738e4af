import { readdirSync, readFileSync } from 'node:fs'

/** CPU time that one thread of a process has used, in µs (proc_pid_schedstat: nanoseconds on the CPU, the first number). */
const cpuOfThread = (pid: number, thread: string): number =>
  Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1000

/** CPU time that the main thread of a process has used, in µs. */
export const cpuOfMain = (pid: number): number => cpuOfThread(pid, String(pid))

/** CPU time that a process and all its threads have used, in µs: those that collect garbage and compile, too. */
export const cpuOf = (pid: number): number =>
  readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => sum + cpuOfThread(pid, thread), 0)

const statusOf = (pid: number, field: string): number =>
  Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

/** Memory that a process has now, MB. */
export const memoryOf = (pid: number): number => statusOf(pid, 'VmRSS')

/** The most memory that a process has had, MB. */
export const peakMemoryOf = (pid: number): number => statusOf(pid, 'VmHWM')
