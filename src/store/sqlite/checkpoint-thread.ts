import { parentPort, workerData } from 'node:worker_threads'
import { copyWal } from './checkpoint.ts'
import { openWriter } from './connect.ts'

/** `state`: 1 while the WAL is to be copied, 0 when it has been. */
export type CopierData = { path: string; state: Int32Array }

function serve({ path, state }: CopierData): void {
  const port = parentPort
  if (!port) return
  const db = openWriter(path)
  db.pragma('wal_autocheckpoint = 0')
  port.on('message', (message: 'copy' | 'close') => {
    if (message === 'copy') {
      copyWal(db, 'PASSIVE')
      Atomics.store(state, 0, 0)
      return
    }
    db.close()
    port.close()
  })
}

serve(workerData as CopierData)
