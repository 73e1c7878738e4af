import { Config } from '../config.ts'
import { readSettings, type Setting, secrets } from './settings.ts'

/** Prints every setting, its value and where it came from. Exit code 1 if one of them is wrong. */
export function showConfig(json: boolean): void {
  const { settings, warnings } = readSettings(process.env, process.cwd())
  for (const warning of warnings) process.stderr.write(`whosaid: ${warning}\n`)
  const rows = settings.map(describe)
  process.stdout.write(json ? `${JSON.stringify(rows, null, 2)}\n` : rows.map(line).join(''))
  for (const { problem } of settings) {
    if (!problem) continue
    process.stderr.write(`whosaid: ${problem}\n`)
    process.exitCode = 1
  }
}

type Row = ReturnType<typeof describe>

function describe({ name, value, origin, problem }: Setting) {
  const hidden = secrets.includes(name) && value !== undefined
  return {
    name,
    value: hidden ? '(secret)' : (value ?? null),
    origin,
    default: Config.shape[name].parse(undefined) ?? null,
    description: Config.shape[name].description ?? '',
    problem,
  }
}

function line({ name, value, origin, description, problem }: Row): string {
  return `${name.padEnd(20)} ${(problem ? 'WRONG' : shown(value)).padEnd(16)} ${origin.padEnd(12)} ${description}\n`
}

/** A value as it is written in the environment; – where there is none. */
export function shown(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (Array.isArray(value)) return value.join(',') || '–'
  return value === null || value === undefined ? '–' : String(value)
}
