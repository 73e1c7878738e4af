import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { qualityOf } from './checks/negotiate.ts'

export type Coding = 'br' | 'gzip'

/** Bytes below which a coding saves no packet. */
export const smallestCoded = 1_400

const compress = { br: promisify(brotliCompress), gzip: promisify(gzip) }
// Brotli at 4 takes the time of gzip at 6 and is smaller; its default, 11, takes a hundred times as long.
const options = { br: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }, gzip: {} }

/** The coding that an Accept-Encoding header prefers, br where it has no preference; null: none of ours. */
export function preferredCoding(accepted: string | undefined): Coding | null {
  if (accepted === undefined || accepted === '' || accepted === 'identity') return null
  const ranges = accepted.replace('*', '*/*')
  const [br, gzipped] = [qualityOf('br', ranges), qualityOf('gzip', ranges)]
  if (br === 0 && gzipped === 0) return null
  return br >= gzipped ? 'br' : 'gzip'
}

/** The body in a coding; made on a thread of Node's pool. */
export const encode = (body: Uint8Array, coding: Coding): Promise<Buffer> => compress[coding](body, options[coding])
