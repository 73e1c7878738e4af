import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const launcher = fileURLToPath(new URL('../../bin/whosaid.js', import.meta.url))

export type StartOptions = {
  port?: number
  /** Arguments of Node before the program */
  node?: readonly string[]
  /** A command that runs Node */
  under?: readonly string[]
}

/** The real server in a process of its own. */
export type Server = {
  /** Resolves when it listens; rejects if it ends before. */
  ready: Promise<{ url: string; key: string }>
  /** SIGKILL, or another signal, to the server itself; resolves when it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>
}

const alive = new Set<number>()
process.once('exit', () => {
  for (const pid of alive) process.kill(pid, 'SIGKILL')
})

/** Starts `whosaid serve` on a folder, without limits of rate or load. */
export function startServer(dataDir: string, { port = 0, node = [], under = [] }: StartOptions = {}): Server {
  const limits = { RATE_LIMIT_KEY: '0', RATE_LIMIT_ADDRESS: '0', MAX_LOOP_DELAY_MS: '0' }
  const [command = process.execPath, ...args] = [...under, process.execPath, ...node, '--disable-proto=delete']
  const child = spawn(command, [...args, launcher, 'serve'], {
    cwd: dataDir,
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: String(port), SEED: 'off', LOG_LEVEL: 'info', ...limits },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  // under another command, the process to be killed is not the child
  let pid = under.length === 0 ? child.pid : undefined
  if (pid) alive.add(pid)
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      if (pid) alive.delete(pid)
      resolve()
    })
  })
  child.stderr.on('data', (text) => {
    printed += text
  })
  const ready = new Promise<{ url: string; key: string }>((resolve, reject) => {
    child.stdout.on('data', (text) => {
      printed += text
      const line = printed.split('\n').find((line) => line.endsWith('}') && line.includes('"msg":"listening"'))
      if (!line) return
      const listening = JSON.parse(line) as { url: string; pid: number }
      pid = listening.pid
      alive.add(pid)
      const file = join(dataDir, 'admin.key')
      resolve({ url: listening.url, key: existsSync(file) ? readFileSync(file, 'utf8').trim() : '' })
    })
    void ended.then(() => reject(new Error(`the server ended: ${printed.slice(-2000)}`)))
  })
  ready.catch(() => {})
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    if (pid && alive.has(pid)) process.kill(pid, signal)
    await ended
  }
  return { ready, kill }
}
