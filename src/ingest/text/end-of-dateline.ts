import type { Token } from './tokenize.ts'

const longest = 16
const isDash = /^[-–—―]$/

/**
 * "HARROW BAY, N.S. (Meridian Wire) — ", "DALLAS -- ": the last token of the place and agency that a paragraph opens with, dash and all;
 * -1 where it opens otherwise. `at` is the first token of the paragraph.
 */
export function endOfDateline(tokens: readonly Token[], at: number): number {
  const first = tokens[at]
  if (
    !first?.isWord ||
    first.text.length < 3 ||
    first.text !== first.text.toUpperCase() ||
    !/\p{Lu}{3}/u.test(first.text)
  )
    return -1
  for (let next = at + 1; next < at + longest; next++) {
    const token = tokens[next]
    if (!token || token.paragraph !== first.paragraph || token.quote >= 0) return -1
    if (isDash.test(token.text)) {
      const end = isDash.test(tokens[next + 1]?.text ?? '') ? next + 1 : next
      const after = tokens[end + 1]
      // NATO - which has said so -
      return /^\p{Ll}/u.test(after?.text ?? '') ? -1 : end
    }
    if (token.isWord ? !token.capital && !/^\d/.test(token.text) : !/^[,.()/]$/.test(token.text)) return -1
  }
  return -1
}
