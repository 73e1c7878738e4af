import { Writable } from 'node:stream'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { Store } from '../../src/domain/store.ts'
import type { Transfer } from '../../src/domain/transfer.ts'
import { expectValid, startApp } from './harness.ts'

const inside = /SELECT|secret|sqlite|node_modules|\.ts\b|\/srv|stack|at \w+ \(/i

test('a fault of ours is 500 and says nothing of the inside', async () => {
  const door = await startApp()
  const faulty: Partial<Store> = {
    status: () => Promise.reject(new Error('SELECT secret FROM /srv/whosaid/src/store.ts')),
  }
  try {
    Object.assign(door.store, faulty)
    const response = expectValid(await door.request.get('/version'))
    expect(response.body).toMatchObject({ status: 500, type: '/problems/internal-error' })
    expect(response.text).not.toMatch(inside)
    const ready = expectValid(await door.request.get('/readyz'))
    expect(ready.body).toMatchObject({ status: 503, detail: 'The database does not answer.' })
    expect((await door.request.get('/healthz')).status).toBe(200)
  } finally {
    await door.close()
  }
})

test('a fault of ours in the middle of an import ends the reply, is logged as an error, and ends no server', async () => {
  const lines: string[] = []
  const sink = new Writable({ write: (chunk, _, done) => done(void lines.push(String(chunk))) })
  const door = await startApp({}, { logger: pino({ level: 'warn' }, sink) })
  const { keep } = door.store.transfer
  let steps = 0
  const faulty: Transfer['keep'] = async (...step) => {
    steps += 1
    if (steps > 1) throw new Error('one step broke')
    const kept = await keep(...step)
    // the next ones fail meanwhile
    await sleep(500)
    return kept
  }
  try {
    Object.assign(door.store.transfer, { keep: faulty })
    const text = Array.from({ length: 2_000 }, (_, i) => `{"title":"T${i}","body":"B"}\n`).join('')
    const headers = { authorization: `Bearer ${door.key}`, 'content-type': 'application/x-ndjson' }
    const reply = await fetch(`${door.origin}/v1/import`, { method: 'POST', headers, body: text })
    await expect(reply.text()).rejects.toThrow()
    expect(steps).toBeGreaterThan(2)
    await expect.poll(() => lines.filter((line) => line.includes('an import broke off'))).toHaveLength(1)
    expect(lines.join('')).toMatch(/"level":50.*one step broke/)
    expect((await door.request.get('/healthz')).status).toBe(200)
  } finally {
    await door.close()
  }
})

test('a handler that does not come back ends in 503', async () => {
  const door = await startApp({ HANDLER_TIMEOUT_MS: 100 })
  try {
    Object.assign(door.store, { status: () => new Promise(() => {}) })
    const response = expectValid(await door.request.get('/version'))
    expect(response.body).toMatchObject({ status: 503, type: '/problems/overloaded' })
    expect(response.headers['retry-after']).toBe('1')
  } finally {
    await door.close()
  }
})

test('while the event loop lags by 200 ms all but health checks are shed with 503', async () => {
  const door = await startApp({ MAX_LOOP_DELAY_MS: 200 })
  try {
    const lag = async (end: number) => {
      while (performance.now() < end) {
        const until = performance.now() + 300
        while (performance.now() < until);
        await setImmediate()
      }
    }
    await lag(performance.now() + 6_500)
    const shed = expectValid(await door.request.get('/v1/articles'))
    expect(shed.body).toMatchObject({ status: 503, type: '/problems/overloaded' })
    expect(shed.headers['retry-after']).toBe('1')
    expect((await door.request.get('/healthz')).status).toBe(200)
    await expect
      .poll(async () => (await door.request.get('/v1/articles')).status, { timeout: 10_000, interval: 200 })
      .toBe(200)
  } finally {
    await door.close()
  }
})
