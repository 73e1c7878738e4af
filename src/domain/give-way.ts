import { readlinkSync } from 'node:fs'
import { getPriority, setPriority } from 'node:os'
import { basename } from 'node:path'

/** Niceness more than the process has: a quarter of a core where others want all of it, all of it where nobody does. */
const nicer = 5

/**
 * Lets other threads of the process go first where there are fewer cores than threads that have work: for threads whose work
 * can be long, so that what is short is not late. Linux gives each thread a niceness of its own (sched(7)) and names the
 * one that asks in /proc; elsewhere nothing happens.
 */
export function giveWay(): void {
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), Math.min(19, getPriority() + nicer))
  } catch {
    // no /proc, or no such right: as fast as the others then
  }
}
