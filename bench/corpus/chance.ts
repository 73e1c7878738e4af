/** Numbers that look random and follow from a seed alone. */
export type Chance = {
  /** 0 ≤ x < 1 */
  next(): number
  /** A whole number, both ends included */
  between(low: number, high: number): number
  pick<Item>(items: readonly Item[]): Item
}

/** xmur3: spreads a text over 32 bits. */
function hash(text: string): number {
  let h = 1779033703 ^ text.length
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 3432918353)
    h = (h << 13) | (h >>> 19)
  }
  h = Math.imul(h ^ (h >>> 16), 2246822507)
  return (h ^ (h >>> 13)) >>> 0
}

/** The stream of chance that belongs to these words, e.g. a seed and the number of an article (mulberry32). */
export function chanceOf(...words: (string | number)[]): Chance {
  let state = hash(words.join(' '))
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return { next, between, pick: (items) => items[between(0, items.length - 1)] as (typeof items)[number] }
}
