import { isIP } from 'node:net'
import { z } from 'zod'

const whole = (min: number, max: number, fallback: number) => {
  const range = `must be a whole number from ${min} to ${max}`
  return z
    .string()
    .regex(/^\d+$/, range)
    .transform(Number)
    .refine((n) => n >= min && n <= max, range)
    .default(fallback)
}
/** Parts between commas, of which each must be what `like` is an example of. */
const list = (isRight: (part: string) => boolean, like: string) =>
  z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .superRefine((parts, { addIssue }) => {
      const wrong = parts.find((part) => !isRight(part))
      if (wrong !== undefined) addIssue(`must have ${like}, parted by commas, and not ${wrong}`)
    })
    .default([])

// as a Host header has it once the port is taken away
const isHostName = (part: string): boolean => /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]*[a-z0-9_-])$/i.test(part)
/** As a browser writes it in the header Origin: without a path or the port that the scheme has anyway. */
function isOrigin(part: string): boolean {
  if (!URL.canParse(part)) return false
  const { origin, protocol } = new URL(part)
  // of another scheme, like that of a browser extension, URL knows no origin
  return /^https?:$/.test(protocol) ? origin === part : /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+$/.test(part)
}
function isNetwork(part: string): boolean {
  const [address = '', prefix, more] = part.split('/')
  const bits = address.includes('%') ? 0 : ({ 4: 32, 6: 128 }[isIP(address)] ?? 0)
  if (prefix === undefined) return bits > 0
  return more === undefined && /^[1-9]\d*$/.test(prefix) && Number(prefix) <= bits
}
const onOff = (fallback: boolean) =>
  z
    .enum(['on', 'off', '1', '0', 'true', 'false'], 'must be on or off')
    .transform((text) => ['on', '1', 'true'].includes(text))
    .default(fallback)

/** Every setting: its name in the environment, its default, what it is checked against and what it does. Read once, at the edge. */
export const Config = z.object({
  HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address to listen on. Anything but a loopback address lets others in.'),
  PORT: whole(0, 65_535, 3000).describe('Port to listen on; 0 takes a free one'),
  PUBLIC_URL: z
    .string()
    .refine(
      (text) => URL.canParse(text) && /^https?:\/\/[^/?#@\s]+(\/[^?#\s]*[^/?#\s])?$/.test(text),
      'must be an http or https URL without a slash, a query or a fragment at its end',
    )
    .optional()
    .describe(
      'Where clients reach the server: the OpenAPI file names it. Default /, the server that the file came from',
    ),
  DATA_DIR: z.string().min(1).default('data').describe('Folder of the database and the first admin key. A local disk.'),
  SEED: onOff(true).describe('Load the samples of seed/ into an empty database at the first start'),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be fatal, error, warn, info, debug, trace or silent',
    )
    .default('info')
    .describe('How much to log: fatal, error, warn, info, debug, trace or silent'),
  LOG_FORMAT: z
    .enum(['auto', 'json', 'pretty'], 'must be auto, json or pretty')
    .default('auto')
    .describe('json, pretty or auto: pretty on a terminal, JSON lines otherwise'),
  READ_ACCESS: z
    .enum(['open', 'key'], 'must be open or key')
    .default('open')
    .describe('key: reading needs a key as well'),
  ADMIN_KEY: z
    .string()
    .regex(/^who_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/, 'must be a key as the command "key create" prints it')
    .optional()
    .describe('Admin key to use instead of making one at the first start. ADMIN_KEY_FILE names a file that has it.'),
  ALLOWED_HOSTS: list(isHostName, 'names like news.example, without scheme and port').describe(
    'Host names to answer to, comma-separated. Default: on loopback localhost, 127.0.0.1 and [::1]; otherwise any',
  ),
  CORS_ORIGINS: list(isOrigin, 'origins like https://news.example, without a path').describe(
    'Web origins that may read and write from a browser, comma-separated; default none',
  ),
  TRUST_PROXY: list(isNetwork, 'addresses like 10.0.0.1 or 10.0.0.0/8').describe(
    'Addresses (CIDR) of proxies whose X-Forwarded-* headers are believed, comma-separated; default none',
  ),
  REQUIRE_IF_MATCH: onOff(false).describe('PUT, PATCH and DELETE of what exists need If-Match'),
  BODY_LIMIT_JSON: whole(1_024, 67_108_864, 1_048_576).describe('Largest JSON body, bytes'),
  BODY_LIMIT_TEXT: whole(1_024, 67_108_864, 2_097_152).describe('Largest text or HTML document, bytes'),
  IMPORT_MAX_BYTES: whole(1_024, 2 ** 50, 2 ** 34).describe('Largest import, bytes'),
  IMPORT_STAGED_BYTES: whole(1_024, 2 ** 30, 2 ** 26).describe(
    'Largest import that is atomic or a dry run, bytes: other writes wait until it is done',
  ),
  BODY_TIMEOUT_MS: whole(100, 3_600_000, 30_000).describe('Time for a body to arrive, ms'),
  HANDLER_TIMEOUT_MS: whole(100, 3_600_000, 10_000).describe('Time for a request to be answered, ms'),
  INGEST_TIMEOUT_MS: whole(100, 600_000, 5_000).describe('Time for a raw document to be read, ms'),
  RATE_LIMIT_KEY: whole(0, 1_000_000, 30_000).describe('Requests a minute for each key; 0 for no limit'),
  RATE_LIMIT_ADDRESS: whole(0, 1_000_000, 6_000).describe(
    'Requests a minute for each address without a key; 0 for no limit',
  ),
  MAX_CONNECTIONS: whole(1, 100_000, 4_096).describe('Open connections at most'),
  MAX_CONNECTIONS_PER_ADDRESS: whole(1, 100_000, 256).describe(
    'Open connections of one remote address at most, of IPv6 of one network of 64 bits; not counted with TRUST_PROXY, where all come from the proxy',
  ),
  READERS: whole(1, 16, 2).describe('Threads that answer searches and lists'),
  MAX_LOOP_DELAY_MS: whole(0, 60_000, 200).describe(
    'How late the event loop may be, at the 99th percentile, before requests are answered with 503, ms; 0 for any',
  ),
  CACHE_BYTES: whole(0, 4_294_967_296, 33_554_432).describe(
    'Memory for replies that are kept until anything is written, bytes; 0 for none',
  ),
  DRAIN_MS: whole(0, 600_000, 500).describe(
    'After SIGTERM: how long /readyz says 503 before no more connections are taken, ms; 5000 behind a balancer',
  ),
  SHUTDOWN_MS: whole(100, 600_000, 30_000).describe('After SIGTERM: how long running requests may take to end, ms'),
})
export type Config = z.infer<typeof Config>
export type SettingName = keyof Config
