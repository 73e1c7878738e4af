import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new empty folder, and how to remove it with all that is in it. */
export function tempFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'whosaid-store-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
