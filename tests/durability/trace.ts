import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'

/** One thing that a process did to a file, as strace saw it begin. `at`: ms since 1970. */
export type Deed = { at: number; file: string } & (
  | { kind: 'write'; offset: number; bytes: Buffer }
  | { kind: 'truncate'; size: number }
  | { kind: 'sync' }
  | { kind: 'remove' }
)

/** The command under which the database files of a folder are watched; the log goes to `log`. */
export const strace = (paths: readonly string[], log: string): string[] => [
  ...['strace', '-f', '--seccomp-bpf', '-ttt', '-y', '-xx', '-s', '1000000', '-o', log],
  ...paths.flatMap((path) => ['-P', path]),
  ...['-e', 'trace=write,writev,pwrite64,pwritev,ftruncate,fallocate,fsync,fdatasync,unlink,rename'],
]

const fromHex = (text: string): Buffer => Buffer.from(text.replaceAll('\\x', ''), 'hex')
const nameOf = (hex: string): string => basename(fromHex(hex).toString())

function deedOf(call: string, args: string): Omit<Deed, 'at'> {
  const [, path = '', rest = ''] = /^\d+<([^>]*)>(.*)$/.exec(args) ?? []
  const file = nameOf(path)
  if (call === 'fsync' || call === 'fdatasync') return { kind: 'sync', file }
  if (call === 'unlink') return { kind: 'remove', file: nameOf(/"([^"]*)"/.exec(args)?.[1] ?? '') }
  if (call === 'ftruncate') return { kind: 'truncate', file, size: Number(/^, (\d+)/.exec(rest)?.[1]) } as Deed
  const [, hex = '', length, offset] = /^, "([^"]*)", (\d+), (\d+)/.exec(rest) ?? []
  const bytes = fromHex(hex)
  if (call !== 'pwrite64' || bytes.length !== Number(length))
    throw new Error(`strace saw a call that is not understood: ${call}(${args.slice(0, 200)}`)
  return { kind: 'write', file, offset: Number(offset), bytes } as Deed
}

/** What was done to the watched files, in order. Only one thread writes to them, so that each deed ends before the next begins. */
export async function readTrace(log: string): Promise<Deed[]> {
  const deeds: Deed[] = []
  for await (const line of createInterface({ input: createReadStream(log) })) {
    const [, seconds, call, args] = /^\d+ +(\d+\.\d+) (\w+)\((.*)$/.exec(line) ?? []
    if (!call || !args || / = -1 \w+/.test(args)) continue
    deeds.push({ at: Number(seconds) * 1000, ...deedOf(call, args) } as Deed)
  }
  return deeds
}
