/** Weights of a linear model as its file has them, by the name of the feature. A feature that was never seen in training weighs nothing. */
export type Weights = Readonly<Record<string, number>>

/** The same as a map, whose look-up of a made-up name is twice as fast as an object's. */
export type WeightMap = ReadonlyMap<string, number>
export const mapOf = (weights: Weights): WeightMap => new Map(Object.entries(weights))

/** Weights by the part of a model that their names start with, up to the first `mark`, then by the rest of the name. */
export function partsOf(weights: Weights, mark: string): ReadonlyMap<string, WeightMap> {
  const parts = new Map<string, Map<string, number>>()
  for (const [name, weight] of Object.entries(weights)) {
    const end = name.indexOf(mark)
    const part = parts.get(name.slice(0, end)) ?? new Map()
    parts.set(name.slice(0, end), part.set(name.slice(end + mark.length), weight))
  }
  return parts
}

/** What is true of a candidate, as names; how often a name stands there is how much it counts. */
export type Features = readonly string[]

/** The score of a candidate: the sum of the weights of what is true of it. */
function scoreOf(weights: WeightMap, features: Features): number {
  let sum = 0
  for (const name of features) sum += weights.get(name) ?? 0
  return sum
}

/** Probabilities of what exclude each other, from their scores (softmax). Empty for none. */
export function probabilitiesOf(scores: readonly number[]): number[] {
  const highest = Math.max(...scores)
  const odds = scores.map((score) => Math.exp(score - highest))
  const sum = odds.reduce((total, one) => total + one, 0)
  return odds.map((one) => one / sum)
}

/** Probability that something is so: the softmax of its score against 0. */
export const probability = (weights: WeightMap, features: Features): number =>
  1 / (1 + Math.exp(-scoreOf(weights, features)))
