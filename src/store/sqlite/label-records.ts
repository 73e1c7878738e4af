import { type Numbers, push } from './growing.ts'

export type LabelColumn = 'publisher' | 'section' | 'language'
export type LabelList = 'tag' | 'author'

/**
 * The labels of articles one article after the other: publisher, section and language, 0 where there is none, how many authors and
 * tags, then these; the `highest` of these numbers. Columns would be three ways to memory for each article, which take longer than all else where the matches
 * are strewn over a million.
 */
export type Records = Numbers<Int32Array> & { highest: number }
const at = { publisher: 0, section: 1, language: 2, author: 3, tag: 4 } as const
const head = 5

/** Articles newest first: where they stand, where their records begin, and the position of every 64th once more. */
export type Ordered = { positions: Numbers<Float64Array>; records: Numbers<Int32Array>; posts: Numbers<Float64Array> }
const between = 64

/** Adds an article that is older than all others. */
export function append({ positions, records, posts }: Ordered, position: number, record: number): void {
  if (positions.length % between === 0) push(posts, position)
  push(positions, position)
  push(records, record)
}

/** Where the records of some articles begin, asked for newest first, and those that have none. What is `written` counts first. */
export function recordsOf(
  { positions, records, posts }: Ordered,
  written: ReadonlyMap<number, number>,
  asked: Float64Array,
): { found: Int32Array; missing: number[] } {
  const [sorted, end] = [positions.array, positions.length]
  const found = new Int32Array(asked.length)
  const missing: number[] = []
  let [count, from] = [0, 0]
  for (let i = 0; i < asked.length; i++) {
    const position = asked[i] as number
    const late = written.size === 0 ? undefined : written.get(position)
    if (late === undefined) {
      if (from < end && (sorted[from] as number) > position) from += 1
      if (from < end && (sorted[from] as number) > position) from = seek(sorted, end, posts, from + 1, position)
      if (from < end && sorted[from] === position) found[count++] = from
      else missing.push(position)
    } else found[count++] = -1 - late
  }
  // a loop of its own: the processor reads ahead in it
  for (let i = 0; i < count; i++) {
    const index = found[i] as number
    found[i] = index < 0 ? -1 - index : (records.array[index] as number)
  }
  return { found: found.subarray(0, count), missing }
}

/** The first index from `from` on whose position is not above this one. */
function seek(sorted: Float64Array, end: number, posts: Numbers<Float64Array>, from: number, position: number): number {
  const block = lastAbove(posts.array, posts.length, Math.floor(from / between), position)
  const [begin, next] = [Math.max(from, block * between), Math.min(end, (block + 1) * between)]
  // articles come evenly: about where it should be, then step by step
  const [above, below] = [posts.array[block] as number, sorted[next - 1] as number]
  const share = above > below ? (above - position) / (above - below) : 0
  let index = Math.max(begin, Math.min(next - 1, block * between + Math.floor(share * (next - 1 - block * between))))
  while (index > begin && (sorted[index - 1] as number) <= position) index -= 1
  while (index < next && (sorted[index] as number) > position) index += 1
  return index
}

/** The last index from `from` on whose number is above this one, or `from`; in steps that double, then by halves. */
function lastAbove(sorted: Float64Array, end: number, from: number, position: number): number {
  let [low, stride] = [from, 1]
  while (low + stride < end && (sorted[low + stride] as number) > position) {
    low += stride
    stride *= 2
  }
  for (let high = Math.min(end, low + stride); high - low > 1; ) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as number) > position) low = middle
    else high = middle
  }
  return low
}

/** Adds the record of an article; returns where it begins. */
export function addRecord(
  records: Records,
  values: Record<LabelColumn, number>,
  authors: readonly number[],
  tags: readonly number[],
): number {
  const begin = records.length
  for (const value of [values.publisher, values.section, values.language, authors.length, tags.length])
    push(records, value)
  for (const label of authors) push(records, label)
  for (const label of tags) push(records, label)
  for (let i = begin; i < records.length; i++) records.highest = Math.max(records.highest, records.array[i] as number)
  return begin
}

/** Counts by label, all of them 0 between two calls. */
let counts = new Uint32Array(4096)

/** How often each label stands in these records; 0: in how many there is none. */
export function countLabels(
  { array, highest }: Records,
  name: LabelColumn | LabelList,
  begins: Int32Array,
): Map<number, number> {
  if (counts.length <= highest) counts = new Uint32Array(2 ** Math.ceil(Math.log2(highest + 1)))
  const met = name === 'tag' || name === 'author' ? addLists(array, name, begins) : addColumn(array, at[name], begins)
  const found = new Map(met.map((label) => [label, counts[label] as number]))
  for (const label of met) counts[label] = 0
  return found
}

/** Returns the labels that it met. */
function addColumn(array: Int32Array, offset: number, begins: Int32Array): number[] {
  const met: number[] = []
  for (let i = 0; i < begins.length; i++) {
    const label = array[(begins[i] as number) + offset] as number
    const count = counts[label] as number
    if (count === 0) met.push(label)
    counts[label] = count + 1
  }
  return met
}

function addLists(array: Int32Array, name: LabelList, begins: Int32Array): number[] {
  const met: number[] = []
  let without = 0
  for (let i = 0; i < begins.length; i++) {
    const begin = begins[i] as number
    const from = begin + head + (name === 'tag' ? (array[begin + at.author] as number) : 0)
    const to = from + (array[begin + at[name]] as number)
    if (from === to) without += 1
    for (let j = from; j < to; j++) {
      const label = array[j] as number
      const count = counts[label] as number
      if (count === 0) met.push(label)
      counts[label] = count + 1
    }
  }
  if (without > 0) met.push(0)
  counts[0] = without
  return met
}
