import manifest from '../../package.json' with { type: 'json' }
import { makeKey } from '../../src/domain/key.ts'
import { type Server, startServer } from '../measure/server.ts'

/** A key for the servers of one run. */
export const adminKey: string = makeKey('bench', ['admin'], new Date()).token

/** Starts the real server on a data folder, with the arguments of `npm start`: without rate limits, and without the log of requests, which no baseline writes. */
export const startWhosaid = (folder: string): Promise<Server> =>
  startServer(
    manifest.scripts.start.split(' ').slice(1),
    {
      NODE_ENV: 'production',
      DATA_DIR: folder,
      ADMIN_KEY: adminKey,
      SEED: 'off',
      LOG_LEVEL: 'error',
      RATE_LIMIT_KEY: '0',
      RATE_LIMIT_ADDRESS: '0',
    },
    '/v1/articles?limit=20&total=none',
  )
