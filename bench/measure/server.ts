import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openConnection } from './connection.ts'
import { getOf } from './requests.ts'

/** A server in a process of its own. `startMs`: from its start to its first answer. */
export type Server = { pid: number; port: number; startMs: number; stop(): Promise<void> }

const root = fileURLToPath(new URL('../..', import.meta.url))
const longestStart = 60_000

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function answers(port: number, path: string): Promise<boolean> {
  try {
    const connection = await openConnection(port)
    const { status } = await connection.send(getOf(path)).finally(connection.close)
    return status === 200
  } catch {
    return false
  }
}

async function untilAnswer(child: ChildProcess, port: number, path: string, said: () => string): Promise<void> {
  const began = performance.now()
  while (!(await answers(port, path))) {
    if (child.exitCode !== null || performance.now() - began > longestStart)
      throw new Error(`the server did not start: ${said()}`)
    await sleep(5)
  }
}

/** Starts a program as a server and waits until it answers a path with 200. It gets its port from PORT, or what it calls it. */
export async function startServer(
  args: readonly string[],
  environment: Record<string, string>,
  path: string,
  portVariable = 'PORT',
): Promise<Server> {
  const port = await freePort()
  const began = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...environment, [portVariable]: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr?.on('data', (part) => {
    said = `${said}${part}`.slice(-2_000)
  })
  const exited = once(child, 'exit')
  const kill = () => {
    child.kill()
  }
  process.once('exit', kill)
  const stop = async () => {
    kill()
    await exited
    process.off('exit', kill)
  }
  try {
    await untilAnswer(child, port, path, () => said)
  } catch (error) {
    await stop()
    throw error
  }
  return { pid: child.pid as number, port, startMs: performance.now() - began, stop }
}
