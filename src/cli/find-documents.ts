import { readdirSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'

const extensions = ['.txt', '.html', '.htm', '.ndjson']

/** Whether a file of this name is read as a document. */
const isDocument = (name: string): boolean => extensions.includes(extname(name).toLowerCase())

/** The documents that the paths name: a file itself, a folder with all in it, in the order of their names; hidden ones are left out. */
export function findDocuments(paths: readonly string[]): {
  files: string[]
  failures: { path: string; reason: string }[]
} {
  const files: string[] = []
  const failures: { path: string; reason: string }[] = []
  for (const path of paths) {
    const found = documentsAt(path)
    if (Array.isArray(found)) files.push(...found)
    else failures.push({ path, reason: found.reason })
  }
  return { files: [...new Set(files)], failures }
}

function documentsAt(path: string): string[] | { reason: string } {
  const kind = statSync(path, { throwIfNoEntry: false })
  if (!kind) return { reason: 'There is no such file or folder.' }
  if (!kind.isDirectory())
    return isDocument(path) ? [path] : { reason: `Only ${extensions.join(', ')} files can be loaded.` }
  const found = within(path)
  return found.length > 0 ? found : { reason: `The folder has no ${extensions.join(', ')} file.` }
}

function within(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return within(path)
      return entry.isFile() && isDocument(entry.name) ? [path] : []
    })
}
