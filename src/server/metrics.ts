import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Prometheus metrics of one server. Names follow the Prometheus conventions: base units, `_total` for counters. */
export interface Metrics {
  readonly request: (labels: { dialect: string; operation: string; status: number }, seconds: number) => void
  readonly attempt: (labels: { outcome: string }, seconds: number) => void
  readonly output: (labels: { kind: string; status: string }) => void
  /** The exposition text and its content type. */
  readonly expose: () => Promise<{ readonly text: string; readonly contentType: string }>
}

/** `tasks` is asked at each scrape; it must not cost more with more finished tasks. */
export const createMetrics = (
  tasks: () => Promise<Readonly<Record<'queued' | 'running', number>>>,
): Metrics => {
  const registry = new Registry()
  let watching = false
  const requests = new Histogram({
    name: 'pentode_http_request_duration_seconds',
    help: 'Time to answer an API request.',
    labelNames: ['dialect', 'operation', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
    registers: [registry],
  })
  const attempts = new Histogram({
    name: 'pentode_attempt_duration_seconds',
    help: 'Time from claiming a task to letting go of it.',
    labelNames: ['outcome'],
    buckets: [0.5, 2, 10, 60, 300, 1800, 7200],
    registers: [registry],
  })
  const outputs = new Counter({
    name: 'pentode_outputs_total',
    help: 'Outputs that succeeded or failed.',
    labelNames: ['kind', 'status'],
    registers: [registry],
  })
  new Gauge({
    name: 'pentode_tasks',
    help: 'Tasks that are waiting or being worked on.',
    labelNames: ['status'],
    registers: [registry],
    async collect() {
      for (const [status, count] of Object.entries(await tasks())) this.set({ status }, count)
    },
  })
  return {
    request: (labels, seconds) => requests.observe({ ...labels, status: String(labels.status) }, seconds),
    attempt: (labels, seconds) => attempts.observe(labels, seconds),
    output: (labels) => outputs.inc(labels),
    expose: async () => {
      // They watch the event loop and every garbage collection: from the first scrape on, for who wants to know.
      if (!watching) collectDefaultMetrics({ register: registry })
      watching = true
      return { text: await registry.metrics(), contentType: registry.contentType }
    },
  }
}
