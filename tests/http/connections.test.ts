import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { startApp, type TestApp } from './harness.ts'

let app: TestApp
const sockets: Socket[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await app.close()
})

/** Opens a connection and says whether the server has kept it once it could have answered a request. */
async function isKept(): Promise<boolean> {
  const socket = connect(app.port, '127.0.0.1')
  sockets.push(socket)
  socket.on('error', () => {})
  socket.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
  return Promise.race([once(socket, 'data').then(() => true), once(socket, 'close').then(() => false)])
}

test('an address has its share of connections, and gets a place back when it closes one', async () => {
  app = await startApp({ MAX_CONNECTIONS_PER_ADDRESS: 2 })
  expect([await isKept(), await isKept(), await isKept()]).toEqual([true, true, false])
  sockets[0]?.destroy()
  await expect.poll(isKept).toBe(true)
})

test('behind a trusted proxy all connections come from it, so that they are not counted', async () => {
  app = await startApp({ MAX_CONNECTIONS_PER_ADDRESS: 1, TRUST_PROXY: ['127.0.0.1'] })
  expect([await isKept(), await isKept(), await isKept()]).toEqual([true, true, true])
})
