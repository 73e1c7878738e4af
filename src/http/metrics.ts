import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { z } from 'zod'
import type { LaneLoad, StoreLoad } from '../domain/store.ts'
import type { App, AppContext } from './app-context.ts'
import type { LoopDelay } from './loop-delay.ts'
import { replies } from './replies.ts'

const registers = (registry: Registry) => ({ registers: [registry] })
const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Counts and times every request, and answers GET /metrics in the text format of Prometheus. No query runs for it. */
export function addMetrics(app: App, { store }: AppContext, delay: LoopDelay): void {
  const registry = new Registry()
  countRequests(app, registry)
  const showDelay = delayMetrics(registry, delay)
  const showCache = cacheMetrics(registry, app)
  const showStore = storeMetrics(registry)
  const showProcess = processMetrics(registry)
  addRoute(app, registry, async () => {
    showDelay()
    showCache()
    showStore(await store.load())
    showProcess()
  })
}

/** The route is its pattern, so that there are as many labels as routes; all paths that name nothing are one. */
function countRequests(app: App, registry: Registry): void {
  const durations = new Histogram({
    name: 'whosaid_http_request_duration_seconds',
    help: 'Requests by route and status, and the time to answer them; status 0: the client went away',
    labelNames: ['method', 'route', 'status'],
    buckets: seconds,
    ...registers(registry),
  })
  app.addHook('onResponse', (request, reply, done) => {
    const { url: route = 'unknown' } = request.routeOptions
    const status = reply.raw.writableFinished ? reply.statusCode : 0
    durations.observe({ method: request.method, route, status }, reply.elapsedTime / 1000)
    done()
  })
}

function delayMetrics(registry: Registry, delay: LoopDelay): () => void {
  const gauge = new Gauge({
    name: 'whosaid_event_loop_delay_seconds',
    help: 'How late the event loop was since the last scrape',
    labelNames: ['quantile'],
    ...registers(registry),
  })
  return () => {
    const { p50, p99, max } = delay.sinceAsked()
    gauge.set({ quantile: '0.5' }, p50 / 1000)
    gauge.set({ quantile: '0.99' }, p99 / 1000)
    gauge.set({ quantile: '1' }, max / 1000)
  }
}

type Amount = { set(value: number, lane?: string): void }

function gaugeOf(registry: Registry, name: string, help: string, ...labels: string[]): Amount {
  const gauge = new Gauge({ name, help, labelNames: labels, ...registers(registry) })
  return { set: (value, lane) => (lane ? gauge.set({ lane }, value) : gauge.set(value)) }
}

/** A counter whose value is kept elsewhere: `set` takes the sum so far. */
function counterOf(registry: Registry, name: string, help: string, ...labels: string[]): Amount {
  const counter = new Counter({ name, help, labelNames: labels, ...registers(registry) })
  const before = new Map<string | undefined, number>()
  return {
    set(value, lane) {
      counter.inc(lane ? { lane } : {}, value - (before.get(lane) ?? 0))
      before.set(lane, value)
    },
  }
}

function storeMetrics(registry: Registry): (load: StoreLoad) => void {
  const lanes: Record<keyof LaneLoad, Amount> = {
    threads: gaugeOf(registry, 'whosaid_store_threads', 'Threads of the store', 'lane'),
    running: gaugeOf(registry, 'whosaid_store_running', 'Calls that a thread of the store has', 'lane'),
    waiting: gaugeOf(registry, 'whosaid_store_waiting', 'Calls that wait for a thread of the store', 'lane'),
    answered: counterOf(registry, 'whosaid_store_answered_total', 'Calls that were answered', 'lane'),
    batches: counterOf(
      registry,
      'whosaid_store_batches_total',
      'Answers that came together; of the writer each is one transaction',
      'lane',
    ),
    refused: counterOf(
      registry,
      'whosaid_store_refused_total',
      'Calls refused because too many waited, or for too long',
      'lane',
    ),
    abandoned: counterOf(
      registry,
      'whosaid_store_abandoned_total',
      'Calls dropped because their client had gone',
      'lane',
    ),
    restarts: counterOf(registry, 'whosaid_store_restarts_total', 'Threads of the store that died', 'lane'),
  }
  const database = gaugeOf(registry, 'whosaid_database_bytes', 'Size of the database file')
  const wal = gaugeOf(registry, 'whosaid_wal_bytes', 'Size of the write-ahead log')
  return ({ reader, writer, databaseBytes, walBytes }) => {
    for (const name of Object.keys(lanes) as (keyof LaneLoad)[]) {
      lanes[name].set(reader[name], 'reader')
      lanes[name].set(writer[name], 'writer')
    }
    database.set(databaseBytes)
    wal.set(walBytes)
  }
}

function cacheMetrics(registry: Registry, app: App): () => void {
  const hits = counterOf(registry, 'whosaid_cache_hits_total', 'Replies sent from the cache')
  const misses = counterOf(registry, 'whosaid_cache_misses_total', 'Replies that could have been in the cache')
  const bytes = gaugeOf(registry, 'whosaid_cache_bytes', 'Size of the replies in the cache')
  return () => {
    const load = app.replyCache.load()
    hits.set(load.hits)
    misses.set(load.misses)
    bytes.set(load.bytes)
  }
}

/** Named as the client libraries of Prometheus name them. */
function processMetrics(registry: Registry): () => void {
  const cpu = counterOf(registry, 'process_cpu_seconds_total', 'Processor time of all threads')
  const memory = gaugeOf(registry, 'process_resident_memory_bytes', 'Memory of the process')
  const heap = gaugeOf(registry, 'nodejs_heap_size_used_bytes', 'JavaScript heap of the main thread')
  const start = gaugeOf(registry, 'process_start_time_seconds', 'When the process started, in seconds of the epoch')
  return () => {
    const { user, system } = process.cpuUsage()
    cpu.set((user + system) / 1e6)
    memory.set(process.memoryUsage.rss())
    heap.set(process.memoryUsage().heapUsed)
    start.set(Math.round(performance.timeOrigin / 1000))
  }
}

/** Open as reads are: it tells how much is asked, never what. */
function addRoute(app: App, registry: Registry, show: () => Promise<void>): void {
  const { 200: _, ...failures } = replies({ 200: { description: '' } })
  const example = 'whosaid_database_bytes 4096\n'
  const schema = {
    operationId: 'getMetrics',
    tags: ['system'],
    summary: 'How is the server doing, in numbers for Prometheus?',
    response: {
      200: {
        description: 'Metrics in the text format of Prometheus; docs/deployment.md explains them',
        content: { 'text/plain': { schema: z.string(), examples: { metrics: { value: example } } } },
      },
      ...failures,
    },
  }
  app.get('/metrics', { config: { anyLoad: true, produces: ['text/plain'] }, schema }, async (_, reply) => {
    await show()
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
