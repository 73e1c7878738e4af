import { type Features, probabilities, type Weights } from '../src/ingest/rank.ts'

/** One choice among candidates and the index of the right one. A yes-no question is the choice between [] and its features. */
export type Choice = { candidates: readonly Features[]; right: number }

export type FitOptions = {
  /** Strength of the L2 penalty, per choice */
  l2: number
  epochs: number
  /** Step of AdaGrad */
  rate: number
  /** Weights smaller than this are dropped, the others rounded to four digits */
  smallest: number
}

const usual: FitOptions = { l2: 1e-4, epochs: 60, rate: 0.3, smallest: 0.005 }

/**
 * Softmax logistic regression over candidates (McFadden's conditional logit), by full-batch AdaGrad: no chance is
 * involved, so the same choices give the same weights, bit for bit.
 */
export function fit(choices: readonly Choice[], options: Partial<FitOptions> = {}): Weights {
  const { l2, epochs, rate, smallest } = { ...usual, ...options }
  const weights: Record<string, number> = Object.create(null)
  const squares: Record<string, number> = Object.create(null)
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const [name, gradient] of gradientOf(choices, weights)) {
      const step = gradient / choices.length + l2 * (weights[name] ?? 0)
      squares[name] = (squares[name] ?? 0) + step * step
      weights[name] = (weights[name] ?? 0) - (rate * step) / (Math.sqrt(squares[name]) + 1e-8)
    }
  }
  const kept = Object.entries(weights).filter(([, weight]) => Math.abs(weight) >= smallest)
  return Object.fromEntries(
    kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, weight]) => [name, Number(weight.toFixed(4))]),
  )
}

/** Gradient of the negative log likelihood, summed over the choices. */
function gradientOf(choices: readonly Choice[], weights: Weights): Map<string, number> {
  const gradient = new Map<string, number>()
  for (const { candidates, right } of choices) {
    probabilities(weights, candidates).forEach((chance, i) => {
      const error = chance - (i === right ? 1 : 0)
      for (const name of candidates[i] ?? []) gradient.set(name, (gradient.get(name) ?? 0) + error)
    })
  }
  return gradient
}
