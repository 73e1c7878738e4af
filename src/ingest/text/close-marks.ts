import type { Mark } from './scan-marks.ts'

const speechAfter = /[,?!.]\s+(?:[\p{L}.'’-]+\s+){0,3}(?:said|says|told|added|asked|explained|wrote)\b/u
const longestGuess = 2_000

/** Where a quote without a closing mark ends: before its attribution, else at `limit`. */
export function guessEnd(text: string, from: number, limit: number): number {
  const found = speechAfter.exec(text.slice(from, Math.min(limit, from + longestGuess)))
  return found ? from + found.index + 1 : limit
}

/** Possessives (the players’ dressing room) look like closing marks but for what follows them. */
export function isPossessive(text: string, mark: Mark): boolean {
  return /s/i.test(text[mark.start - 1] ?? '') && /^\s+[\p{Ll}\p{N}]/u.test(text.slice(mark.end, mark.end + 3))
}

/** Index of the mark that closes a single quote opened at `at`, or -1. Looks no further than the next opening one. */
export function closerOfSingle(text: string, marks: Mark[], at: number): number {
  let possible = -1
  for (let next = at + 1; next < marks.length; next++) {
    const mark = marks[next]
    if (mark?.family !== 'single') continue
    if (mark.opens && !mark.closes) return possible
    if (!mark.closes) continue
    if (!isPossessive(text, mark)) return next
    if (possible < 0) possible = next
  }
  return possible
}

/**
 * Index of the mark that closes a double quote opened at `at`, -1 where it is missing. An opening mark inside is a
 * nested quote when two closing ones follow it, and otherwise the start of the next quote.
 */
export function closerOfDouble(marks: Mark[], at: number): number {
  let depth = 0
  for (let next = at + 1; next < marks.length; next++) {
    const mark = marks[next]
    if (mark?.family !== 'double') continue
    if (mark.closes) {
      if (depth === 0) return next
      depth--
      continue
    }
    const following = marks.slice(next + 1, next + 12).filter((each) => each.family === 'double')
    if (!following[0]?.closes || !following[1]?.closes) return -1
    depth++
  }
  return -1
}

/** Whether the text uses ‘single’ marks for its quotes: more of them open in pairs than double ones. */
export function usesSingles(text: string, marks: Mark[][]): boolean {
  let [doubles, singles] = [0, 0]
  for (const row of marks) {
    row.forEach((mark, at) => {
      if (!mark.opens) return
      if (mark.family === 'double') doubles++
      else if (closerOfSingle(text, row, at) > 0) singles++
    })
  }
  return singles > doubles
}

/** Index of the next mark of a family that opens, or -1. */
export function nextOpening(marks: Mark[], at: number, family: Mark['family']): number {
  for (let next = at + 1; next < marks.length; next++) {
    if (marks[next]?.opens && marks[next]?.family === family) return next
  }
  return -1
}
