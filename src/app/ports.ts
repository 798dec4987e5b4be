import type { MediaInfo } from '../domain/media-info.ts'
import type { OutputSpec } from '../domain/output-spec.ts'
import type { Capabilities, Plan } from '../domain/plan.ts'
import type {
  AssetStore,
  CallbackStore,
  EventStore,
  KeyStore,
  PipelineStore,
  Storage,
  TaskStore,
  TemplateStore,
} from '../domain/ports.ts'
import type { Problem } from '../domain/problem.ts'
import type { Source } from '../domain/source.ts'
import type { Instant } from '../domain/units.ts'
import type { Bus } from './bus.ts'

/** What the use cases need of the world; `bin/` hands it in. */
export interface Ports {
  readonly tasks: TaskStore
  readonly templates: TemplateStore
  readonly assets: AssetStore
  readonly pipelines: PipelineStore
  readonly events: EventStore
  readonly callbacks: CallbackStore
  readonly keys: Pick<KeyStore, 'get'>
  readonly storage: Storage
  readonly bus: Bus
  readonly now: () => Instant
  /** How clients reach the server, without a slash at the end, when the operator says it. */
  readonly publicUrl?: string | undefined
  /** 32 random lower-case hex digits. */
  readonly newId: () => string
  /** Fetches the source if it must, and probes it. @throws DomainError with a source-* problem */
  readonly inspect: (source: Source, signal: AbortSignal) => Promise<MediaInfo>
  /** The same, and plans; measures what the plan must know. @throws DomainError with a source-* problem, ffmpeg-missing */
  readonly plan: (
    source: Source,
    outputs: readonly PlanOutput[],
    signal: AbortSignal,
  ) => Promise<{ media: MediaInfo; plan: Plan }>
  /** Why an output could be made from no source: its wishes exclude each other, or FFmpeg lacks something. */
  readonly wishFault: (spec: OutputSpec, capabilities: Capabilities) => Problem | undefined
  /** @throws DomainError ffmpeg-missing */
  readonly capabilities: () => Promise<Capabilities>
  /** Free bytes where outputs are made. */
  readonly freeBytes: () => Promise<number>
  /** Below this many free bytes no task is taken in. */
  readonly minFreeBytes: number
}

export interface PlanOutput {
  readonly index: number
  readonly name: string
  readonly spec: OutputSpec
}
