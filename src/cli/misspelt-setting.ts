import { Config } from '../config.ts'
import { editDistance, nearest } from '../domain/suggest.ts'

const known = [...Object.keys(Config.shape), 'ADMIN_KEY_FILE']
/** RATE_, BODY_, …: the environment is full of other programs' variables, so only these beginnings are looked at there. */
const beginnings = new Set(
  known.filter((name) => name.includes('_')).map((name) => name.slice(0, name.indexOf('_') + 1)),
)
const ours = 'WHOSAID_'

/** A sentence for every variable that looks like a slip in the name of a setting, with the nearest one. */
export function misspelt(names: readonly string[], origin: '.env' | 'environment'): string[] {
  return names.flatMap((name) => {
    if (known.includes(name)) return []
    const guess = name.startsWith(ours) ? nearest(name.slice(ours.length), known) : slip(name, origin)
    if (guess) return `${name} (${origin}) is not a setting; did you mean ${guess}?`
    return name.startsWith(ours)
      ? `${name} (${origin}) is not a setting. The command "config" shows every setting.`
      : []
  })
}

function slip(name: string, origin: '.env' | 'environment'): string | null {
  const familiar = origin === '.env' || [...beginnings].some((beginning) => name.startsWith(beginning))
  const guess = familiar ? nearest(name, known) : null
  return guess && editDistance(name, guess) <= 2 ? guess : null
}
