/** How many of some names or breaks, which are in order, stand before a token. Binary search. */
export function countBefore(items: readonly { from: number }[], token: number): number {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((items[middle]?.from ?? 0) < token) low = middle + 1
    else high = middle
  }
  return low
}
