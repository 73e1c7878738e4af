import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import Fastify from 'fastify'
import { preferredCoding } from './content-coding.ts'

type Script = { body: Buffer; etag: string; encoding: 'br' | null }

const compress = promisify(brotliCompress)
const loaded = keepLoaded(load)

/** Scalar's bundle, compressed if the client takes Brotli. Read at the first visit to /docs: 4.4 MB, 1 MB compressed. */
export async function readDocsScript(accepted: string | undefined): Promise<Script> {
  const { plain, brotli } = await loaded()
  return preferredCoding(accepted) === 'br' ? brotli : plain
}

/** Loads at the first call, once; what failed to load is tried again at the next one. */
export function keepLoaded<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loading: Promise<Value> | null = null
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = null
      throw error
    })
    return loading
  }
}

/** The package keeps its bundle as a string inside its plugin, which serves it; so a plugin of no server is asked for it. */
async function load(): Promise<{ plain: Script; brotli: Script }> {
  const { default: reference } = await import('@scalar/fastify-api-reference')
  const app = Fastify()
  await app.register(reference, { routePrefix: '/reference', configuration: { url: '/openapi.json' } })
  const { rawPayload } = await app.inject('/reference/js/scalar.js')
  await app.close()
  const hash = createHash('sha256').update(rawPayload).digest('hex').slice(0, 16)
  const body = await compress(rawPayload, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
  return {
    plain: { body: rawPayload, etag: `"${hash}"`, encoding: null },
    brotli: { body, etag: `"${hash}-br"`, encoding: 'br' },
  }
}
