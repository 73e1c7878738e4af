import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'

/** Bytes that programs and their files may still take of this machine's memory (proc_meminfo: MemAvailable). */
const available = (): number =>
  Number(/^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]) * 1024

/**
 * Reads files to their ends, so that the system has them in memory as that of a server that has run for a while: what is measured then is
 * not the disk. Files that would not fit into the memory that is free, in order, are left as they are.
 */
export function readThrough(paths: readonly string[]): void {
  let room = available() * 0.8
  const buffer = Buffer.alloc(4 << 20)
  for (const path of paths) {
    const { size } = statSync(path)
    if (size > room) continue
    room -= size
    const file = openSync(path, 'r')
    while (readSync(file, buffer) > 0);
    closeSync(file)
  }
}
