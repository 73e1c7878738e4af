import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export const root: string = fileURLToPath(new URL('../../', import.meta.url))
const launcher = join(root, 'bin/whosaid.js')

export type Ended = { code: number | null; stdout: string; stderr: string }
type Options = { env?: Record<string, string>; input?: string; cwd?: string; node?: string }

/** A new folder that goes when the test has finished. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'whosaid-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Runs a command to its end in a process of its own, with no environment but PATH and what is given. */
export async function whosaid(args: string[], options: Options = {}): Promise<Ended> {
  const child = start(args, options)
  const ended = output(child)
  child.stdin?.end(options.input ?? '')
  return ended
}

export type LogLine = { level: number; msg: string; url?: string; [name: string]: unknown }

/** A server that runs in a process of its own; the test ends it, or it is killed when the test has finished. */
export type Server = {
  url: string
  key: string
  child: ChildProcess
  log(): LogLine[]
  /** All that it printed outside the log. */
  stderr(): string
  /** Sends the signal, waits for the end, resolves to the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** Starts `serve` on a free port and resolves when it listens; rejects with what it printed if it ends before. */
export async function startServer(dataDir: string, env: Record<string, string> = {}, cwd = dataDir): Promise<Server> {
  const child = start(['serve'], { env: { DATA_DIR: dataDir, PORT: '0', ...env }, cwd })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let [stdout, stderr] = ['', '']
  child.stderr?.on('data', (text) => {
    stderr += text
  })
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  const log = () =>
    stdout
      .split('\n')
      .slice(0, -1)
      .map((line): LogLine => JSON.parse(line))
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (text) => {
      stdout += text
      const line = log().find(({ msg }) => msg === 'listening')
      if (line?.url) resolve(line.url)
    })
    void ended.then((code) => reject(new Error(`ended with ${code}: ${stdout}${stderr}`)))
  })
  const stop = (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal)
    return ended
  }
  const keyFile = join(dataDir, 'admin.key')
  const key = env.ADMIN_KEY ?? (existsSync(keyFile) ? readFileSync(keyFile, 'utf8').trim() : '')
  return { url, key, child, log, stderr: () => stderr, stop }
}

function start(args: string[], { env = {}, cwd = tmpdir(), node = process.execPath }: Options): ChildProcess {
  return spawn(node, ['--disable-proto=delete', launcher, ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: 'pipe',
  })
}

function output(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ['', '']
  child.stdout?.on('data', (text) => {
    stdout += text
  })
  child.stderr?.on('data', (text) => {
    stderr += text
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })))
}
