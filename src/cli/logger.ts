import { type DestinationStream, type Logger, pino } from 'pino'
import pretty from 'pino-pretty'
import type { Config } from '../config.ts'
import { redactedPaths } from '../http/logging.ts'

/** The log of the server on stdout: readable on a terminal, JSON lines otherwise, keys taken out. */
export function openLogger(config: Pick<Config, 'LOG_LEVEL' | 'LOG_FORMAT'>): Logger {
  const options = { level: config.LOG_LEVEL, redact: { paths: redactedPaths, censor: '[key]' } }
  const readable = config.LOG_FORMAT === 'pretty' || (config.LOG_FORMAT === 'auto' && process.stdout.isTTY)
  if (!readable) return pino(options, openLines())
  return pino(options, pretty({ sync: true, singleLine: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' }))
}

/**
 * Lines are written together: a system call for each took a third of the time of a request. What cannot be written, as to a full disk, is
 * tried again with the next lines, up to so many bytes of them; later ones are dropped. At the end of the process SonicBoom would try for ever.
 */
function openLines(): DestinationStream {
  const lines = pino.destination({ sync: false, minLength: 8_192, maxLength: 4_194_304, periodicFlush: 50 })
  const flushSync = lines.flushSync.bind(lines)
  let failing = false
  lines.on('error', () => {
    failing = true
  })
  lines.on('write', () => {
    failing = false
  })
  lines.flushSync = () => {
    if (!failing) flushSync()
  }
  return lines
}
