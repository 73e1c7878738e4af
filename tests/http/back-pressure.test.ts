import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { openClient } from './client.ts'

test('an upload whose reply nobody reads is stopped, and goes on when it is read', { timeout: 120_000 }, async () => {
  const client = await openClient()
  const { port } = client.app.server.address() as { port: number }
  const line = `${JSON.stringify({ titel: 'x'.repeat(500) })}\n`
  const lines = 60_000
  const socket = connect(port, '127.0.0.1').pause()
  await once(socket, 'connect')
  const head = ['POST /v1/import HTTP/1.1', 'Host: localhost', `Authorization: Bearer ${client.key}`]
  socket.write(
    [...head, 'Content-Type: application/x-ndjson', `Content-Length: ${lines * line.length}`, '', ''].join('\r\n'),
  )
  for (let sent = 0; sent < lines; sent += 1000) socket.write(line.repeat(1000))
  const unsent = () => socket.writableLength
  let before = -1
  while (before !== unsent()) {
    before = unsent()
    await new Promise((resolve) => setTimeout(resolve, 3000))
  }
  expect(unsent()).toBeGreaterThan(1_000_000)
  let tail = ''
  for await (const chunk of socket) tail = (tail + chunk.toString()).slice(-1000)
  expect(tail).toContain(
    `"summary":{"lines":${lines},"created":0,"updated":0,"skipped":0,"failed":${lines},"dryRun":false}`,
  )
  await client.close()
})
