import { type ELDHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import type { App } from './app-context.ts'

/** How late the event loop is, in ms. */
export type LoopDelay = {
  /** What the 99th percentile has been for two windows of two seconds: a start or one large task is no overload. */
  recent(): number
  /** Since the last call. */
  sinceAsked(): { p50: number; p99: number; max: number }
}

/** ms between two looks at the clock */
const resolution = 10
const window = 2_000

/** Measures the delay of the event loop for as long as the app is open. */
export function watchLoopDelay(app: App): LoopDelay {
  const histogram = () => monitorEventLoopDelay({ resolution })
  const [recent, asked] = [histogram(), histogram()]
  let [before, last] = [0, 0]
  recent.enable()
  asked.enable()
  const timer = setInterval(() => {
    ;[before, last] = [last, delayAt(recent, 99)]
    recent.reset()
  }, window).unref()
  app.addHook('onClose', async () => {
    clearInterval(timer)
    recent.disable()
    asked.disable()
  })
  return {
    recent: () => Math.min(before, last),
    sinceAsked: () => {
      const delays = { p50: delayAt(asked, 50), p99: delayAt(asked, 99), max: delayAt(asked, 100) }
      asked.reset()
      return delays
    },
  }
}

/** A sample is the time between two looks, so it holds the pause that was asked for. */
const delayAt = (histogram: ELDHistogram, percentile: number): number =>
  histogram.count === 0 ? 0 : Math.max(0, histogram.percentile(percentile) / 1e6 - resolution)
