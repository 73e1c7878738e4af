import { foldName } from './text.ts'

/** "J" is John, and so are "John" and the beginning of "Johnny"; two letters and more are needed to be more than an initial. */
const sameGiven = (a: string, b: string): boolean => {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  return short === long || (short.length !== 2 && long.startsWith(short))
}

/**
 * Whether two names of one last name can be of one person: their first names agree, and no middle name or initial
 * contradicts another. "J. Smith", "John Smith" and "John A. Smith" can, "John A. Smith" and "John B. Smith" cannot.
 */
export function areCompatible(one: string, two: string): boolean {
  const [a, b] = [foldName(one).split(' '), foldName(two).split(' ')]
  if (a.at(-1) !== b.at(-1)) return false
  const [givenA = [], givenB = []] = [a.slice(0, -1), b.slice(0, -1)]
  const shared = Math.min(givenA.length, givenB.length)
  return givenA.slice(0, shared).every((name, i) => sameGiven(name, givenB[i] ?? ''))
}
