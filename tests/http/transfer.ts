import { expect } from 'vitest'
import type { Client } from './client.ts'
import { linesOf } from './expect-valid.ts'

export type Told = {
  line: number
  resource: string | null
  id: string | null
  status: string
  problem: { type: string; detail: string } | null
}
export type Sum = {
  summary: { lines: number; created: number; updated: number; skipped: number; failed: number; dryRun: boolean }
  problem: { type: string; detail: string } | null
}

/** All that there is, as NDJSON. */
export async function exportOf(client: Client, query = ''): Promise<string> {
  const { status, text } = await client.get(`/v1/export${query}`)
  expect(status, text).toBe(200)
  return text
}

export const ndjson = (records: readonly unknown[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('')
export const recordsOf = (text: string) =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))

/** Imports NDJSON; `told` are the lines of the reply but the last. */
export async function importInto(
  client: Client,
  text: string | Buffer,
  query = '',
): Promise<{ told: Told[]; sum: Sum }> {
  const reply = await client.send('POST', `/v1/import${query}`, text, {
    'content-type': 'application/x-ndjson',
  })
  expect(reply.status, reply.text).toBe(200)
  const lines = linesOf(reply)
  return { told: lines.slice(0, -1) as Told[], sum: lines.at(-1) as Sum }
}
