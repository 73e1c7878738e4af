import { totalmem } from 'node:os'
import type { Config } from '../../config.ts'
import { AppError } from '../../domain/app-error.ts'
import type { App } from '../app-context.ts'
import type { LoopDelay } from '../loop-delay.ts'
import { addCheck } from './add-check.ts'

/** Memory that this process may have: the limit of its container, or what the machine has. */
function memoryLimit(): number {
  const constrained = process.constrainedMemory()
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem()
}

/** Sheds load before it piles up: 503 to all but health checks and metrics while the event loop lags or memory is 80 % full. */
export function addOverload(app: App, { MAX_LOOP_DELAY_MS }: Config, delay: LoopDelay): void {
  const mostDelay = MAX_LOOP_DELAY_MS || Number.POSITIVE_INFINITY
  const mostMemory = memoryLimit() * 0.8
  let full = false
  const timer = setInterval(() => {
    full = process.memoryUsage.rss() > mostMemory
  }, 1_000).unref()
  app.addHook('onClose', async () => clearInterval(timer))
  addCheck(app, (request) => {
    if (!full && delay.recent() <= mostDelay) return
    const { health, anyLoad } = request.routeOptions.config
    if (!health && !anyLoad) throw new AppError('overloaded', 'The server is busy. Try again in a second.')
  })
}
