/**
 * The known name that somebody who typed `word` most likely meant, or null. In this order: the same but for case and
 * separators, a synonym, a few slips of the keyboard (Damerau-Levenshtein, one per three letters, at most three), a common beginning.
 */
export function nearest(
  word: string,
  known: readonly string[],
  synonyms: Readonly<Record<string, string>> = {},
): string | null {
  if (word.length > 64) return null
  const typed = plain(word)
  const same = known.find((name) => plain(name) === typed)
  if (same !== undefined) return same
  const synonym = Object.entries(synonyms).find(([name]) => plain(name) === typed)?.[1]
  if (synonym !== undefined && known.includes(synonym)) return synonym
  const close = best(known, (name) => {
    const length = Math.max(typed.length, name.length)
    const slips = editDistance(typed, plain(name))
    return slips <= Math.min(3, Math.floor(length / 3)) ? -slips : null
  })
  return close ?? best(known, (name) => sharedBeginning(typed, plain(name)))
}

/** Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours, in UTF-16 code units. */
export function editDistance(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1)
      row.push(least)
    }
    before = above
    above = row
  }
  return above[b.length] ?? 0
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_\s.]/g, '')
}

/** Of names that begin with all that was typed the shortest, otherwise the one that agrees longest, over half of it. */
function sharedBeginning(typed: string, name: string): number | null {
  let length = 0
  while (length < typed.length && typed[length] === name[length]) length++
  if (length < 3 || length * 2 < typed.length) return null
  return length === typed.length ? 1000 - name.length : length
}

/** The first name with the highest score; null scores are out. */
function best(known: readonly string[], score: (name: string) => number | null): string | null {
  let winner: string | null = null
  let top = Number.NEGATIVE_INFINITY
  for (const name of known) {
    const value = score(name)
    if (value !== null && value > top) [winner, top] = [name, value]
  }
  return winner
}
