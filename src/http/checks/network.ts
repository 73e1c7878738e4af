const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

/** Whom an address belongs to: itself, or of IPv6 the network of 64 bits, all of which one customer has. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const inner = mapped.exec(address)?.[1]
  if (inner !== undefined) return inner
  const [before = '', after] = (address.split('%', 1)[0] ?? '').split('::', 2)
  const head = groupsOf(before)
  const tail = after === undefined ? [] : groupsOf(after)
  const zeros = Array<number>(Math.max(0, 8 - head.length - tail.length)).fill(0)
  const groups = [...head, ...zeros, ...tail].slice(0, 4)
  return `${groups.map((group) => group.toString(16)).join(':')}::/64`
}

const groupsOf = (part: string): number[] =>
  part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
