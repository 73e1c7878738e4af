import { closeSync, openSync, readSync } from 'node:fs'

const chunk = 1_048_576

/** The lines of a file, one after the other, for a thread that may block. */
export function* readFileLines(path: string): Generator<string> {
  const file = openSync(path, 'r')
  const buffer = Buffer.alloc(chunk)
  let rest: Buffer[] = []
  try {
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) {
      let from = 0
      for (let at = buffer.indexOf(10); at !== -1 && at < read; at = buffer.indexOf(10, from)) {
        yield Buffer.concat([...rest, buffer.subarray(from, at)]).toString()
        rest = []
        from = at + 1
      }
      rest.push(Buffer.from(buffer.subarray(from, read)))
    }
  } finally {
    closeSync(file)
  }
}
