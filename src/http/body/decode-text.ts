import { malformed } from '../invalid-request.ts'

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Bytes as text, without a byte order mark. AppError `malformed-request` names the first byte that is not UTF-8. */
export function decodeUtf8(bytes: Buffer): string {
  try {
    return decoder.decode(bytes)
  } catch {
    const detail = `The body is not UTF-8: see the byte at offset ${firstBadByte(bytes)}.`
    throw malformed({ in: 'body', code: 'not_utf8', detail })
  }
}

/** The text, unless it has a NUL character. */
export function refuseNul(text: string): string {
  const at = text.indexOf('\0')
  if (at < 0) return text
  const detail = `The body has a NUL character at offset ${Buffer.byteLength(text.slice(0, at))}.`
  throw malformed({ in: 'body', code: 'nul', detail })
}

/** Where the lenient decoder puts U+FFFD though the bytes do not say so. */
function firstBadByte(bytes: Buffer): number {
  const text = bytes.toString('utf8')
  let [at, offset] = [0, 0]
  for (;;) {
    const next = text.indexOf('\ufffd', at)
    if (next < 0) return offset
    offset += Buffer.byteLength(text.slice(at, next))
    if (bytes[offset] !== 0xef || bytes[offset + 1] !== 0xbf || bytes[offset + 2] !== 0xbd) return offset
    offset += 3
    at = next + 1
  }
}
