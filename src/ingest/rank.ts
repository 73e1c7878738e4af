/** Weights of a linear model, by the name of the feature. A feature that was never seen in training weighs nothing. */
export type Weights = Readonly<Record<string, number>>

/** What is true of a candidate, as names; how often a name stands there is how much it counts. */
export type Features = readonly string[]

/** The score of a candidate: the sum of the weights of what is true of it. */
export function scoreOf(weights: Weights, features: Features): number {
  let sum = 0
  for (const name of features) sum += weights[name] ?? 0
  return sum
}

/** Probabilities of candidates that exclude each other (softmax of their scores). Empty for none. */
export const probabilities = (weights: Weights, candidates: readonly Features[]): number[] =>
  probabilitiesOf(candidates.map((features) => scoreOf(weights, features)))

/** Probabilities of what exclude each other, from their scores (softmax). Empty for none. */
export function probabilitiesOf(scores: readonly number[]): number[] {
  const highest = Math.max(...scores)
  const odds = scores.map((score) => Math.exp(score - highest))
  const sum = odds.reduce((total, one) => total + one, 0)
  return odds.map((one) => one / sum)
}

/** Probability that something is so: the softmax of its score against 0. */
export const probability = (weights: Weights, features: Features): number =>
  1 / (1 + Math.exp(-scoreOf(weights, features)))
