import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { Config, type SettingName } from '../config.ts'
import { StartError } from '../domain/start-error.ts'
import { misspelt } from './misspelt-setting.ts'

/** Where the value of a setting came from; `file`: from the file that its `_FILE` twin names. */
type Origin = 'default' | '.env' | 'environment' | 'file'

/** One setting as found; `problem` says what is wrong with it, and its value is then its default. */
export type Setting = { name: SettingName; value: unknown; origin: Origin; problem: string | null }

type Variables = Record<string, string | undefined>
/** `shown`: how it is called where it is wrong. */
type Found = { text: string; origin: Origin; shown: string }

export const settingNames = Object.keys(Config.shape) as SettingName[]
/** Settings that are never shown, and that NAME_FILE may give as a file. */
export const secrets: readonly SettingName[] = ['ADMIN_KEY']

/** Every setting from the environment, else `.env` in `folder`, else its default; empty counts as not set. */
export function readSettings(environment: Variables, folder: string): { settings: Setting[]; warnings: string[] } {
  const path = join(folder, '.env')
  const dotenv: Variables = existsSync(path) ? parseEnv(readText('.env', path)) : {}
  const warnings = [...misspelt(Object.keys(environment), 'environment'), ...misspelt(Object.keys(dotenv), '.env')]
  return { settings: settingNames.map((name) => read(name, environment, dotenv)), warnings }
}

/** The configuration that the settings make. Throws StartError, one line for all that is wrong. */
export function configOf(settings: readonly Setting[]): Config {
  const problems = settings.flatMap(({ problem }) => problem ?? [])
  if (problems.length > 0) {
    throw new StartError(`${problems.join('; ')}. The command "config" shows every setting.`)
  }
  return Object.fromEntries(settings.map(({ name, value }) => [name, value])) as Config
}

/** The configuration of this process; warnings go to stderr. Throws StartError. */
export function loadConfig(): Config {
  const { settings, warnings } = readSettings(process.env, process.cwd())
  for (const warning of warnings) process.stderr.write(`whosaid: ${warning}\n`)
  return configOf(settings)
}

/** The variable from which this process has a secret: that of its name, or the one that names its file. */
export function givenBy(name: SettingName): string {
  const { settings } = readSettings(process.env, process.cwd())
  return settings.find((one) => one.name === name)?.origin === 'file' ? `${name}_FILE` : name
}

function read(name: SettingName, environment: Variables, dotenv: Variables): Setting {
  const fallback = Config.shape[name].parse(undefined)
  try {
    const found = find(name, environment, 'environment') ?? find(name, dotenv, '.env')
    if (!found) return { name, value: fallback, origin: 'default', problem: null }
    const checked = Config.shape[name].safeParse(found.text)
    if (checked.success) return { name, value: checked.data, origin: found.origin, problem: null }
    const problem = `${found.shown} ${checked.error.issues[0]?.message}`
    return { name, value: fallback, origin: found.origin, problem }
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    return { name, value: fallback, origin: 'file', problem: error.message }
  }
}

function find(name: SettingName, variables: Variables, origin: Origin): Found | null {
  const text = variables[name]
  const path = secrets.includes(name) ? variables[`${name}_FILE`] : undefined
  if (text && path) throw new StartError(`${name} and ${name}_FILE are both set: keep one`)
  if (path) {
    const named = `${name}_FILE=${path}`
    return { text: readText(named, path).trim(), origin: 'file', shown: `the content of ${named}` }
  }
  return text ? { text, origin, shown: secrets.includes(name) ? name : `${name}=${text}` } : null
}

function readText(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : 'unknown reason'
    throw new StartError(`${name} cannot be read (${code})`)
  }
}
