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

/** Where its values and conditions stand in the list, how many each value can be (with the unknown), and by `keyOf` where its weights stand, 0 for nowhere. */
type Feature = {
  conditions: number[]
  places: number[]
  sizes: number[]
  row: Int16Array | null
  map: Map<number, number>
}

/** Scores what is told in one form by several models: each value is looked up once, as a number, and each feature by the numbers of its values. */
class Table {
  /** The number of each value that a weight depends on, from 1, for each place in the list of values. */
  private readonly numbers: Map<string, number>[]
  private readonly features: Feature[] = []
  /** Those of one feature and its values stand together, one for each model; the first are of no feature. */
  private readonly weights: Float64Array
  private readonly scores: Float64Array
  /** The values of the candidate scored last, and their numbers: those that the next one shares are not looked up again. */
  private last: readonly Value[] = []
  private readonly found: Int32Array

  constructor(form: Form, order: readonly string[], models: readonly WeightMap[]) {
    this.numbers = order.map(() => new Map())
    this.found = new Int32Array(order.length)
    this.scores = new Float64Array(models.length)
    const weightsOf: number[] = models.map(() => 0)
    const known = form.map((template) => ({
      conditions: template.conditions.map((name) => order.indexOf(name)),
      places: template.slots.map((slot) => order.indexOf(slot)),
      named: models.flatMap((weights, model) => readTemplate(template, weights).map((one) => ({ ...one, model }))),
    }))
    for (const { places, named } of known) for (const { values } of named) this.find(places, values)
    for (const { conditions, places, named } of known) {
      if (named.length === 0) continue
      const sizes = places.map((place) => (this.numbers[place]?.size ?? 0) + 1)
      const size = sizes.reduce((product, one) => product * one, 1)
      const row = size <= longestRow ? new Int16Array(size) : null
      const feature: Feature = { conditions, places, sizes, row, map: new Map() }
      for (const { values, weight, model } of named) {
        this.find(places, values)
        weightsOf[this.placeOf(feature, weightsOf) + model] = weight
      }
      this.features.push(feature)
    }
    this.weights = Float64Array.from(weightsOf)
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

  /** Where the weights of a feature for the values found stand; where there are none yet, room is made. */
  private placeOf(feature: Feature, weights: number[]): number {
    const key = this.keyOf(feature)
    const known = feature.row ? feature.row[key] : feature.map.get(key)
    if (known) return known
    const place = weights.length
    for (let i = 0; i < this.scores.length; i++) weights.push(0)
    if (feature.row) feature.row[key] = place
    else feature.map.set(key, place)
    return place
  }

  private lookUp(values: readonly Value[]): void {
    const { numbers, last, found } = this
    for (let place = 0; place < values.length; place++) {
      const value = values[place]
      const known = numbers[place] as Map<string, number>
      if ((value !== last[place] || last.length === 0) && known.size > 0) found[place] = known.get(String(value)) ?? 0
    }
    this.last = values
  }

  /** The scores by each model; they stand until the next are asked for. */
  sums(values: readonly Value[]): Float64Array {
    this.lookUp(values)
    const { features, scores, weights } = this
    for (let model = 0; model < scores.length; model++) scores[model] = 0
    for (let i = 0; i < features.length; i++) {
      const feature = features[i] as Feature
      const { conditions, row } = feature
      if (conditions.length > 0 && !conditions.every((place) => isMet(values[place]))) continue
      const key = this.keyOf(feature)
      const place = (row ? row[key] : feature.map.get(key)) ?? 0
      if (place === 0) continue
      for (let model = 0; model < scores.length; model++)
        scores[model] = (scores[model] as number) + (weights[place + model] as number)
    }
    return scores
  }
}

/** The scores of a candidate by several models: the sums of the weights of its features. They stand until the next candidate's are asked for. */
export type Scorers = (filled: Filled) => Float64Array
/** The score of a candidate by one model. */
export type Scorer = (filled: Filled) => number

/** What scores candidates by the weights of several models at once, as the sums of those of their names would. */
export function scorersOf(models: readonly WeightMap[]): Scorers {
  const tables = new Map<Form, Table>()
  return ({ form, values }) => {
    const table = tables.get(form) ?? new Table(form, Object.keys(values), models)
    tables.set(form, table)
    return table.sums(Object.values(values))
  }
}

/** What scores candidates by the weights of one model. */
export function scorerOf(weights: WeightMap): Scorer {
  const scores = scorersOf([weights])
  return (filled) => scores(filled)[0] ?? 0
}
