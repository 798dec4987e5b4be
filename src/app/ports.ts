import type { MediaInfo } from '../domain/media-info.ts'
import type { OutputSpec } from '../domain/output-spec.ts'
import type { Capabilities, Plan } from '../domain/plan.ts'
import type { PlanInput } from '../domain/plan-input.ts'
import type {
  AssetStore,
  EventStore,
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
  readonly storage: Storage
  readonly bus: Bus
  readonly now: () => Instant
  /** 32 random lower-case hex digits. */
  readonly newId: () => string
  /** Fetches the source if it must, and probes it. @throws DomainError with a source-* problem */
  readonly inspect: (
    source: Source,
    options: { keyframes: boolean },
    signal: AbortSignal,
  ) => Promise<MediaInfo>
  /** The same for the other files that outputs need; one that cannot be used says so in its place. */
  readonly inspectInputs: (specs: readonly OutputSpec[], signal: AbortSignal) => Promise<readonly PlanInput[]>
  readonly plan: (known: {
    readonly media: MediaInfo
    readonly inputs: readonly PlanInput[]
    readonly outputs: readonly PlanOutput[]
    readonly capabilities: Capabilities
  }) => Plan
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
