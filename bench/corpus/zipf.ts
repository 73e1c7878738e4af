import type { Chance } from './chance.ts'

/** Draws ranks, 0 the most common. */
export type Ranks = (chance: Chance) => number

/**
 * Ranks by the law of Zipf and Mandelbrot: the share of rank r is proportional to 1 / (r + 1 + shift) ^ exponent. Drawn in
 * constant time from an alias table (Walker 1977), since a million articles are 300 million words.
 */
export function zipf(size: number, exponent = 1, shift = 0): Ranks {
  const weights = Float64Array.from({ length: size }, (_, rank) => 1 / (rank + 1 + shift) ** exponent)
  const { keep, alias } = aliasTable(weights)
  return (chance) => {
    const at = chance.next() * size
    const rank = Math.floor(at)
    return at - rank < (keep[rank] as number) ? rank : (alias[rank] as number)
  }
}

function aliasTable(weights: Float64Array): { keep: Float64Array; alias: Uint32Array } {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const keep = weights.map((weight) => (weight / sum) * weights.length)
  const alias = new Uint32Array(weights.length)
  const small: number[] = []
  const large: number[] = []
  keep.forEach((share, rank) => {
    if (share < 1) small.push(rank)
    else large.push(rank)
  })
  while (small.length > 0 && large.length > 0) {
    const low = small.pop() as number
    const high = large.at(-1) as number
    alias[low] = high
    keep[high] = (keep[high] as number) - (1 - (keep[low] as number))
    if ((keep[high] as number) < 1) small.push(large.pop() as number)
  }
  for (const rank of [...small, ...large]) keep[rank] = 1
  return { keep, alias }
}
