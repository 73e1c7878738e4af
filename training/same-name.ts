const titles = new Set(
  'mr mrs ms dr sen rep gov president sir the prof professor judge minister secretary senator governor mayor attorney general lord lady'.split(
    ' ',
  ),
)
const wordsOf = (name: string) =>
  name
    .replace(/['’]s\b/g, '')
    .split(/[^\p{L}\p{N}'’-]+/u)
    .filter((word) => /^[\p{Lu}\p{N}]/u.test(word))
    .map((word) => word.toLowerCase())
    .filter((word) => !titles.has(word))

/** Whether two spellings can be one name: the same last name and first names that agree, or one stands in the other. */
export function sameName(a: string, b: string): boolean {
  if (a.toLowerCase() === b.toLowerCase()) return true
  const [one, two] = [wordsOf(a), wordsOf(b)]
  if (one.length === 0 || two.length === 0) return false
  if (one.at(-1) === two.at(-1)) return one.length === 1 || two.length === 1 || one[0]?.[0] === two[0]?.[0]
  return one.every((word) => two.includes(word)) || two.every((word) => one.includes(word))
}
