import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { countConnections, isLocal } from '../../src/http/checks/connections.ts'
import { startApp } from './harness.ts'

test('an address has its share of connections, and gets a place back when it closes one', () => {
  const connections = countConnections(2)
  const open = (address: string) => connections.open(address)
  expect([open('192.0.2.1'), open('192.0.2.1'), open('192.0.2.1'), open('192.0.2.2')]).toEqual([
    true,
    true,
    false,
    true,
  ])
  connections.close('192.0.2.1')
  expect([open('192.0.2.1'), open('192.0.2.1')]).toEqual([true, false])
})

test('all addresses of an IPv6 network share its connections, as one customer has them all', () => {
  const connections = countConnections(2)
  const opened = ['2001:db8::1', '2001:db8::a:2', '2001:db8::3', '2001:db8:0:1::1', '::ffff:192.0.2.1', '192.0.2.1']
  expect(opened.map((address) => connections.open(address))).toEqual([true, true, false, true, true, true])
  connections.close('2001:db8::a:2')
  expect([connections.open('2001:db8::4'), connections.open('192.0.2.1')]).toEqual([true, false])
})

test.each([
  ['127.0.0.1', true],
  ['127.8.9.1', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['192.0.2.1', false],
  ['::ffff:192.0.2.1', false],
  ['2001:db8::1', false],
  ['', false],
])('%s is this computer: %s', (address, local) => {
  expect(isLocal(address)).toBe(local)
})

test('this computer may open as many connections as there are', async () => {
  const app = await startApp({ MAX_CONNECTIONS_PER_ADDRESS: 1 })
  const sockets: Socket[] = []
  try {
    for (let n = 0; n < 5; n++) {
      const socket = connect(app.port, '127.0.0.1')
      sockets.push(socket)
      socket.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
      const [reply] = await once(socket, 'data')
      expect(String(reply)).toMatch(/^HTTP\/1\.1 200 /)
    }
  } finally {
    for (const socket of sockets) socket.destroy()
    await app.close()
  }
})
