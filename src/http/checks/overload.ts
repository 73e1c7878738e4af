import { totalmem } from 'node:os'
import underPressure from '@fastify/under-pressure'
import { AppError } from '../../domain/app-error.ts'
import type { App } from '../app-context.ts'

const maxEventLoopDelay = 200

/** Memory that this process may have: the limit of its container, or what the machine has. */
function memoryLimit(): number {
  const constrained = process.constrainedMemory()
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem()
}

/** Sheds load before it piles up: 503 to all but health checks while the event loop lags by 200 ms or memory is 80 % full. */
export async function addOverload(app: App): Promise<void> {
  await app.register(underPressure, {
    maxEventLoopDelay,
    maxRssBytes: Math.floor(memoryLimit() * 0.8),
    pressureHandler: (request) =>
      request.routeOptions.config.health
        ? undefined
        : Promise.reject(new AppError('overloaded', 'The server is busy. Try again in a second.')),
  })
}
