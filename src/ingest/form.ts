import type { WeightMap } from './rank.ts'

type Value = string | number | boolean | null | undefined
type Values = Readonly<Record<string, Value>>
/**
 * A feature's name with values left open, "word={mark},{word}": its texts, and the values between them, which never touch.
 * "{spoke?}spoke" is told only where `spoke` is neither false nor null.
 */
type Template = { texts: string[]; slots: string[]; conditions: string[] }
/** Templates of features, all of which are told of each candidate unless a condition stands before them. */
export type Form = readonly Template[]
/** What is told of one candidate: a form and the values that fill it in. */
export type Filled = { form: Form; values: Values }

/** The names that stand in braces in a template. */
type SlotOf<T extends string> = T extends `${string}{${infer Slot}}${infer Rest}`
  ? (Slot extends `${infer Condition}?` ? Condition : Slot) | SlotOf<Rest>
  : never

/** A form to fill in, always with the values in the same order. */
export function makeForm<const T extends string>(
  ...templates: T[]
): (values: Readonly<Record<SlotOf<T>, Value>>) => Filled {
  const form = templates.map((template): Template => {
    const conditions = [...template.matchAll(/\{(\w+)\?\}/g)].map(([, name]) => name as string)
    const parts = template.replace(/\{\w+\?\}/g, '').split(/\{(\w+)\}/)
    return { texts: parts.filter((_, at) => at % 2 === 0), slots: parts.filter((_, at) => at % 2 === 1), conditions }
  })
  return (values) => ({ form, values })
}

/** The names of the features of a candidate, from which a model is trained; to score it they are never made. */
export const namesOf = ({ form, values }: Filled): string[] =>
  form
    .filter(({ conditions }) => conditions.every((name) => isMet(values[name])))
    .map(({ texts, slots }) => {
      let name = texts[0] as string
      for (let i = 0; i < slots.length; i++) name += `${values[slots[i] as string]}${texts[i + 1]}`
      return name
    })

const isMet = (value: Value) => value !== false && value !== null && value !== undefined

/** All values that make up a text with these texts after each: several, where a value may hold what parts it from the next. */
function readValues(text: string, [next, ...more]: readonly string[]): string[][] {
  if (next === undefined) return text === '' ? [[]] : []
  if (more.length === 0) return text.endsWith(next) ? [[text.slice(0, text.length - next.length)]] : []
  const read: string[][] = []
  for (let end = text.indexOf(next); end >= 0; end = text.indexOf(next, end + 1))
    for (const values of readValues(text.slice(end + next.length), more)) read.push([text.slice(0, end), ...values])
  return read
}

/** The values that a template has a weight for. */
function readTemplate({ texts: [opening = '', ...texts] }: Template, weights: WeightMap) {
  const known: { values: string[]; weight: number }[] = []
  for (const [name, weight] of weights) {
    if (!name.startsWith(opening)) continue
    for (const values of readValues(name.slice(opening.length), texts)) known.push({ values, weight })
  }
  return known
}

/** A row of numbers is quicker to look in than a map; larger ones would be mostly empty. */
const longestRow = 16_384

/** Where its values and conditions stand in the list, how many each value can be (with the unknown), the weights by `keyOf`, and what was looked up last. */
type Feature = {
  conditions: number[]
  places: number[]
  sizes: number[]
  row: Int16Array | null
  map: Map<number, number>
  key: number
  weight: number
}

/** Scores what is told in one form: each value is looked up once, as a number, and each feature by the numbers of its values. */
class Table {
  /** The number of each value that a weight depends on, from 1, for each place in the list of values. */
  private readonly numbers: Map<string, number>[]
  private readonly features: Feature[] = []
  /** The values of the candidate scored last, and their numbers: those that the next one shares are not looked up again. */
  private last: readonly Value[] = []
  private readonly found: Int32Array

  constructor(form: Form, order: readonly string[], weights: WeightMap) {
    this.numbers = order.map(() => new Map())
    this.found = new Int32Array(order.length)
    const known = form.map((template) => ({
      conditions: template.conditions.map((name) => order.indexOf(name)),
      places: template.slots.map((slot) => order.indexOf(slot)),
      named: readTemplate(template, weights),
    }))
    for (const { places, named } of known) for (const { values } of named) this.find(places, values)
    for (const { conditions, places, named } of known) {
      const sizes = places.map((place) => (this.numbers[place]?.size ?? 0) + 1)
      const size = sizes.reduce((product, one) => product * one, 1)
      const row = size <= longestRow ? new Int16Array(size) : null
      const feature: Feature = { conditions, places, sizes, row, map: new Map(), key: -1, weight: 0 }
      for (const { values, weight } of named) {
        this.find(places, values)
        const hundredths = Math.round(weight * 100)
        if (row) row[this.keyOf(feature)] = hundredths
        else feature.map.set(this.keyOf(feature), hundredths)
      }
      this.features.push(feature)
    }
  }

  /** Numbers the values at some places. */
  private find(places: readonly number[], values: readonly string[]): void {
    places.forEach((place, at) => {
      const numbers = this.numbers[place] as Map<string, number>
      const value = values[at] as string
      if (!numbers.has(value)) numbers.set(value, numbers.size + 1)
      this.found[place] = numbers.get(value) as number
    })
  }

  /** One number for the values of a feature, of which those that are unknown count as 0: no weight stands there. */
  private keyOf({ places, sizes }: Feature): number {
    let key = 0
    for (let i = 0; i < places.length; i++)
      key = key * (sizes[i] as number) + (this.found[places[i] as number] as number)
    return key
  }

  sum(values: readonly Value[]): number {
    const { numbers, last, found, features } = this
    for (let place = 0; place < values.length; place++) {
      const value = values[place]
      const known = numbers[place] as Map<string, number>
      if ((value !== last[place] || last.length === 0) && known.size > 0) found[place] = known.get(String(value)) ?? 0
    }
    this.last = values
    let sum = 0
    for (let i = 0; i < features.length; i++) {
      const feature = features[i] as Feature
      if (feature.conditions.length > 0 && !feature.conditions.every((place) => isMet(values[place]))) continue
      const key = this.keyOf(feature)
      if (key !== feature.key) {
        feature.key = key
        feature.weight = ((feature.row ? feature.row[key] : feature.map.get(key)) ?? 0) / 100
      }
      sum += feature.weight
    }
    return sum
  }
}

/** The score of a candidate: the sum of the weights of its features. */
export type Scorer = (filled: Filled) => number

/** What scores candidates by a model's weights, as the sum of those of their names would. */
export function scorerOf(weights: WeightMap): Scorer {
  const tables = new Map<Form, Table>()
  return ({ form, values }) => {
    const table = tables.get(form) ?? new Table(form, Object.keys(values), weights)
    tables.set(form, table)
    return table.sum(Object.values(values))
  }
}
