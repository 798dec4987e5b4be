import { randomBytes, randomUUID } from 'node:crypto'
import { access, constants, mkdir, statfs } from 'node:fs/promises'
import type { Logger } from 'pino'
import type { App } from '../app/app.ts'
import { createBus } from '../app/bus.ts'
import { createApp } from '../app/create-app.ts'
import { type Config, ConfigError, layoutOf } from '../config/config.ts'
import { dialects } from '../dialects/index.ts'
import { OUTPUT_BUCKET } from '../dialects/pentode/mapping/destination.ts'
import { DEFAULT_INPUT_POLICY } from '../domain/input-policy.ts'
import type { Storage } from '../domain/ports.ts'
import { fail } from '../domain/problem.ts'
import { instant } from '../domain/units.ts'
import { createEgress } from '../egress/create-egress.ts'
import { DEFAULT_EGRESS } from '../egress/policy.ts'
import { createSpares } from '../engine/spares.ts'
import { rememberingProber } from '../media/remembering-prober.ts'
import { createNotifier } from '../notify/create-notifier.ts'
import { wishFault } from '../planner/wish-fault.ts'
import { createEmbeddedQueue } from '../queue/embedded.ts'
import { createMetrics, type Metrics } from '../server/metrics.ts'
import { openDiskStorage } from '../storage/disk.ts'
import { openStore, type Store } from '../store/open-store.ts'
import type { WorkContext } from '../worker/context.ts'
import { inspectSource, planSource } from '../worker/inspect.ts'
import { createPaces } from '../worker/paces.ts'
import { recover } from '../worker/recover.ts'
import { createSlots } from '../worker/slots.ts'
import { createWorker } from '../worker/worker.ts'
import { composeNotice } from './compose-notice.ts'
import { findTools, type Tools } from './tools.ts'

const LEASE_MS = 30_000

/** Everything of a server but its HTTP front, in one process: store, files, worker, use cases. */
export interface Embedded extends AsyncDisposable {
  readonly app: App
  readonly store: Store
  readonly storage: Storage
  readonly tools: Tools
  readonly metrics: Metrics
  /** Takes up work, and tells those who want to be called back. @param url how the server is reached */
  readonly start: (url: string) => void
}

/**
 * Opens a data folder and puts right what an earlier run left in it, before anybody can ask or work.
 * @throws DomainError unavailable when another process uses the data folder, or a required sandbox cannot run
 */
export const openEmbedded = async (
  config: Config,
  log: Logger,
  options: { anywhere?: boolean } = {},
): Promise<Embedded> => {
  const dirs = layoutOf(config.dataDir)
  await mkdir(dirs.attempts, { recursive: true }).catch((cause) => {
    throw new ConfigError(`The data folder ${config.dataDir} cannot be made (${cause.code}).`, { cause })
  })
  const policy = DEFAULT_INPUT_POLICY
  const spares = createSpares()
  // The sandbox is tried out by a process of its own; the store opens meanwhile.
  const [tools, store, storage] = await Promise.all([
    findTools({
      ...(config.ffmpeg === undefined ? {} : { ffmpeg: config.ffmpeg }),
      ...(config.vmafProbe === undefined ? {} : { vmafProbe: config.vmafProbe }),
      sandbox: config.sandbox,
      policy,
      workers: config.workers,
      spares,
    }),
    openStore({ directory: dirs.store }),
    openDiskStorage({ root: dirs.buckets }),
  ])
  const egress = openEgress(config, options.anywhere ?? false)
  const bus = createBus()
  const now = () => instant(Date.now())
  const metrics = createMetrics(() => store.work.countByStatus())
  const { prober, sandbox } = tools
  const work: WorkContext = {
    work: store.work,
    storage,
    egress,
    prober,
    sourceProber: rememberingProber(prober),
    sandbox,
    policy,
    ffmpeg: tools.ffmpeg,
    quality: config.quality,
    attemptsDir: dirs.attempts,
    leaseMs: LEASE_MS,
    stallMs: config.stallMs,
    now,
    log,
    paces: createPaces(),
    onProgress: bus.progressed,
    onReleased: bus.released,
    onCommit: bus.committed,
    onCancelled: bus.onCancelled,
    observe: {
      attempt: (outcome, seconds) => metrics.attempt({ outcome }, seconds),
      output: (kind, status) => metrics.output({ kind, status }),
    },
  }
  // The store is held by this process alone: whatever is unfinished has lost its worker.
  await storage.sweepTemp()
  await recover(work)
  // Where outputs go that name no place.
  await storage.createBucket(OUTPUT_BUCKET)
  const queue = createEmbeddedQueue({
    work: store.work,
    worker: `embedded-${randomUUID()}`,
    leaseMs: LEASE_MS,
    now,
    onCommitted: bus.onCommitted,
  })
  // Probes on demand run beside the tasks; a flood of them must not take the machine.
  const probeSlot = createSlots(tools.cores)
  const worker = createWorker(work, queue, config.workers)
  const app = createApp({
    tasks: store.tasks,
    templates: store.templates,
    assets: store.assets,
    pipelines: store.pipelines,
    events: store.events,
    callbacks: store.callbacks,
    keys: store.keys,
    storage,
    bus,
    now,
    publicUrl: config.publicUrl?.replace(/\/+$/, ''),
    newId: () => randomBytes(16).toString('hex'),
    inspect: (source, signal) => probeSlot(() => inspectSource(work, source, signal), signal),
    plan: (source, outputs, signal) => probeSlot(() => planSource(work, source, outputs, signal), signal),
    wishFault,
    capabilities: async () => (await tools.ffmpeg()).capabilities,
    freeBytes: async () => {
      await access(config.dataDir, constants.W_OK).catch((cause) => {
        throw fail('unavailable', 'The data folder cannot be written to.', { cause })
      })
      const { bavail, bsize } = await statfs(config.dataDir)
      return bavail * bsize
    },
    minFreeBytes: config.minFreeBytes,
  })
  let origin = ''
  const notifier = createNotifier({
    notices: store.notices,
    compose: composeNotice({ tasks: store.tasks, dialects, app, now, origin: () => origin }),
    post: egress.post,
    onNoted: store.onNoted,
    now,
    log,
  })
  return {
    app,
    store,
    storage,
    tools,
    metrics,
    start: (url) => {
      origin = url
      worker.start()
      notifier.start()
      spares.keep()
    },
    [Symbol.asyncDispose]: async () => {
      await worker.stop()
      await notifier.stop()
      spares[Symbol.dispose]()
      await egress[Symbol.asyncDispose]()
      await store[Symbol.asyncDispose]()
    },
  }
}

const openEgress = (config: Config, anywhere: boolean) => {
  try {
    return createEgress({ ...DEFAULT_EGRESS, allow: config.egressAllow, anywhere })
  } catch (cause) {
    throw new ConfigError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}
