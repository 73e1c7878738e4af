// Opens the store of a folder and holds it, collecting garbage all the while.
import { openStore } from '../../../src/store/open.ts'

await openStore({ dataDir: process.argv[2] ?? '', readers: 1, lock: true })
setInterval(() => {
  globalThis.gc?.()
  console.log('held')
}, 20)
