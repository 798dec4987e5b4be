import type { Asset } from '../domain/asset.ts'
import type { Callback } from '../domain/callback.ts'
import type { Destination } from '../domain/destination.ts'
import { extraSources } from '../domain/extra-source.ts'
import { type AssetId, type ProjectId, type TaskId, taskId } from '../domain/ids.ts'
import type { Json } from '../domain/json.ts'
import { parseObjectKey } from '../domain/object-key.ts'
import type { OutputSpec } from '../domain/output-spec.ts'
import type { NewAsset } from '../domain/ports.ts'
import { DomainError, fail } from '../domain/problem.ts'
import type { Source } from '../domain/source.ts'
import type { Task } from '../domain/task.ts'
import { type Instant, instant } from '../domain/units.ts'
import type { Ports } from './ports.ts'

/** A task to be, as a dialect says it after translating its own words. */
export interface Submission {
  readonly dialect: string
  /** The caller's request, whole. */
  readonly request: Json
  readonly source: Source
  /** The asset of the library that it works on. */
  readonly asset?: AssetId
  readonly outputs: readonly {
    readonly name: string
    readonly template?: string
    readonly spec: OutputSpec
    /** Absent: `<id>/<name>.<ext>` in the bucket `outputs`. */
    readonly destination: Destination | ((task: string) => Destination)
  }[]
  readonly priority?: number
  readonly clientToken?: string
  /** How long a client token is remembered, in milliseconds. */
  readonly dedupeWindow?: number
  readonly userData?: string
  /** Id of a pipeline of the dialect; the caller has seen that it is there. */
  readonly pipeline?: string
  /** Who is told what becomes of it. Absent: the callback of the project, if it has one. */
  readonly callback?: Callback
}

export const MAX_OUTPUTS = 64
const DAY = 86_400_000

/**
 * Checks a submission against the state of the world and writes it, with the asset it brings in when it does. See
 * `TaskUseCases.submit`.
 */
export const submitTask = async (
  ports: Ports,
  project: ProjectId,
  submission: Submission,
  importing?: (task: TaskId, at: Instant) => NewAsset,
): Promise<{ readonly task: Task; readonly asset?: Asset }> => {
  const { outputs, source } = submission
  if (outputs.length === 0)
    throw fail('missing-parameter', 'The task asks for no output.', { path: 'outputs' })
  if (outputs.length > MAX_OUTPUTS)
    throw fail('value-out-of-range', `A task has at most ${MAX_OUTPUTS} outputs.`, { path: 'outputs' })
  const names = outputs.map((o) => o.name)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined)
    throw fail('invalid-parameter', `Two outputs are named ${JSON.stringify(twice)}.`, { path: 'outputs' })

  const id = taskId(ports.newId())
  const destinations = outputs.map(({ destination }) =>
    typeof destination === 'function' ? destination(id) : destination,
  )
  await checkDestinations(ports, destinations)
  const extras = outputs.flatMap(({ spec }) => extraSources(spec).map((extra) => extra.source))
  await checkSources(ports, [source, ...extras])
  await checkSpace(ports)
  await checkWishes(ports, outputs)

  const now = ports.now()
  const written = await ports.tasks.insert(
    {
      id,
      project,
      dialect: submission.dialect,
      request: submission.request,
      source,
      ...(submission.asset === undefined ? {} : { asset: submission.asset }),
      priority: submission.priority ?? 0,
      ...(submission.clientToken ? { clientToken: submission.clientToken } : {}),
      ...(submission.userData === undefined ? {} : { userData: submission.userData }),
      ...(submission.pipeline === undefined ? {} : { pipeline: submission.pipeline }),
      ...(submission.callback === undefined ? {} : { callback: submission.callback }),
      createdAt: now,
      outputs: outputs.map(({ name, template, spec }, index) => ({
        index,
        name,
        ...(template === undefined ? {} : { template }),
        spec,
        destination: destinations[index] as Destination,
        state: { status: 'queued' as const },
      })),
    },
    instant(now - (submission.dedupeWindow ?? 3 * DAY)),
    importing?.(id, now),
  )
  if ('duplicateOf' in written)
    throw fail(
      'duplicate-request',
      `A task with the same client token or session id was already submitted: ${written.duplicateOf}.`,
      {
        detail: { task: written.duplicateOf },
      },
    )
  return { task: written.inserted, ...(written.asset ? { asset: written.asset } : {}) }
}

const noBucket = (bucket: string) =>
  fail(
    'bucket-not-found',
    `There is no bucket ${JSON.stringify(bucket)}. Create it, or name one of those that are there.`,
    {
      detail: { bucket },
    },
  )

/** Whether the objects are there is seen when the work begins: they may still be on their way. */
const checkSources = async (ports: Ports, sources: readonly Source[]): Promise<void> => {
  const objects = sources.filter((source) => source.from === 'object')
  for (const { key } of objects) parseObjectKey(key)
  for (const bucket of new Set(objects.map((source) => source.bucket)))
    if (!(await ports.storage.hasBucket(bucket))) throw noBucket(bucket)
}

const checkDestinations = async (ports: Ports, destinations: readonly Destination[]): Promise<void> => {
  const seen = new Set<string>()
  for (const { bucket, key } of destinations) {
    parseObjectKey(key)
    const whole = `${bucket}/${key}`
    if (seen.has(whole))
      throw fail('invalid-parameter', `Two outputs go to the same object ${JSON.stringify(key)}.`)
    seen.add(whole)
  }
  for (const bucket of new Set(destinations.map((d) => d.bucket)))
    if (!(await ports.storage.hasBucket(bucket))) throw noBucket(bucket)
}

/** What no source could be made into fails now, by name. Where FFmpeg itself is missing, it may have come when the task's turn has. */
const checkWishes = async (ports: Ports, outputs: Submission['outputs']): Promise<void> => {
  const capabilities = await ports.capabilities().catch((error: unknown) => {
    if (error instanceof DomainError) return undefined
    throw error
  })
  if (capabilities === undefined) return
  for (const [index, { spec }] of outputs.entries()) {
    const fault = ports.wishFault(spec, capabilities)
    if (fault) throw new DomainError({ ...fault, path: fault.path ?? `outputs.${index}` })
  }
}

/** Refusing early beats failing late: a task that is taken in must have room to be done. */
const checkSpace = async (ports: Ports): Promise<void> => {
  const free = await ports.freeBytes()
  if (free < ports.minFreeBytes)
    throw fail(
      'storage-full',
      `The disk is nearly full: ${free} bytes free, ${ports.minFreeBytes} needed. Free some space and submit again.`,
      {
        detail: { free, needed: ports.minFreeBytes },
      },
    )
}
