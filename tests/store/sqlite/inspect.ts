import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect } from 'vitest'
import { examineContents } from '../../../src/store/sqlite/examine.ts'
import { secondOf } from '../../../src/store/sqlite/position.ts'

/** Fails unless the file of a closed store is sound: pages, references, search indexes, counters and the order of positions. */
export function expectSound(dataDir: string): void {
  const db = new Database(join(dataDir, 'whosaid.db'), { fileMustExist: true })
  try {
    const findings = examineContents(db, { server: false, progress: () => {} })
    expect(findings.filter(({ problem }) => problem !== null)).toEqual([])
    for (const table of ['articles', 'quotes'] as const) expectOrdered(db, table)
  } finally {
    db.close()
  }
}

/** Fails unless rows by position stand in the order of their publish second and id. */
export function expectOrdered(db: Database.Database, table: 'articles' | 'quotes'): void {
  const rows = db
    .prepare<[], { position: number; id: string }>(`SELECT position, id FROM ${table} ORDER BY position`)
    .all()
  const keys = rows.map(({ position, id }) => ({ second: secondOf(position) ?? Number.NEGATIVE_INFINITY, id }))
  for (const [i, { second, id }] of keys.entries()) {
    const before = keys[i - 1]
    const fits = !before || before.second < second || (before.second === second && before.id < id)
    if (!fits) throw new Error(`${table}: ${before.id} stands before ${id}`)
  }
}
