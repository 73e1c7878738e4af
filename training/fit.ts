import { type Features, probabilitiesOf, type Weights } from '../src/ingest/rank.ts'

/** One choice among candidates and the index of the right one. A yes-no question is the choice between [] and its features. */
export type Choice = { candidates: readonly Features[]; right: number }

export type FitOptions = {
  /** Strength of the L2 penalty, per choice */
  l2: number
  epochs: number
  /** Step of AdaGrad */
  rate: number
  /** Weights smaller than this are dropped, the others rounded to hundredths */
  smallest: number
}

const usual: FitOptions = { l2: 1e-4, epochs: 60, rate: 0.3, smallest: 0.005 }

/**
 * Softmax logistic regression over candidates (McFadden's conditional logit), by full-batch AdaGrad: no chance is
 * involved, so the same choices give the same weights, bit for bit.
 */
export function fit(choices: readonly Choice[], options: Partial<FitOptions> = {}): Weights {
  const { l2, epochs, rate, smallest } = { ...usual, ...options }
  const { names, numbered } = numberFeatures(choices)
  const weights = new Float64Array(names.length)
  const squares = new Float64Array(names.length)
  for (let epoch = 0; epoch < epochs; epoch++) {
    const gradients = gradientOf(numbered, weights)
    for (let at = 0; at < names.length; at++) {
      const weight = weights[at] ?? 0
      const step = (gradients[at] ?? 0) / choices.length + l2 * weight
      const square = (squares[at] ?? 0) + step * step
      squares[at] = square
      weights[at] = weight - (rate * step) / (Math.sqrt(square) + 1e-8)
    }
  }
  const fitted = names.map((name, at) => [name, weights[at] ?? 0] as const)
  const kept = fitted.filter(([, weight]) => Math.abs(weight) >= smallest)
  return Object.fromEntries(
    kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, weight]) => [name, Number(weight.toFixed(2))]),
  )
}

type Numbered = { candidates: Int32Array[]; right: number }

/** Features by number: looking names up in every epoch would take ten times as long. */
function numberFeatures(choices: readonly Choice[]): { names: string[]; numbered: Numbered[] } {
  const numbers = new Map<string, number>()
  const numberOf = (name: string): number => {
    const known = numbers.get(name) ?? numbers.size
    numbers.set(name, known)
    return known
  }
  const numbered = choices.map(({ candidates, right }) => ({
    candidates: candidates.map((features) => Int32Array.from(features, numberOf)),
    right,
  }))
  return { names: [...numbers.keys()], numbered }
}

function sumOf(weights: Float64Array, features: Int32Array): number {
  let sum = 0
  for (let i = 0; i < features.length; i++) sum += weights[features[i] as number] as number
  return sum
}

/** Gradient of the negative log likelihood, summed over the choices. */
function gradientOf(choices: readonly Numbered[], weights: Float64Array): Float64Array {
  const gradient = new Float64Array(weights.length)
  for (const { candidates, right } of choices) {
    const chances = probabilitiesOf(candidates.map((features) => sumOf(weights, features)))
    candidates.forEach((features, at) => {
      const error = (chances[at] ?? 0) - (at === right ? 1 : 0)
      for (let i = 0; i < features.length; i++) (gradient[features[i] as number] as number) += error
    })
  }
  return gradient
}
