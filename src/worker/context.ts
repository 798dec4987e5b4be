import type { Logger } from 'pino'
import type { ProgressNews } from '../domain/event.ts'
import type { TaskId } from '../domain/ids.ts'
import type { InputPolicy } from '../domain/input-policy.ts'
import type { Capabilities } from '../domain/plan.ts'
import type { Storage, WorkStore } from '../domain/ports.ts'
import type { Instant } from '../domain/units.ts'
import type { Egress } from '../egress/create-egress.ts'
import type { Sandbox } from '../engine/sandbox.ts'
import type { Prober } from '../media/probe.ts'
import type { Paces } from './paces.ts'

/** What doing a task needs of the world. */
export interface WorkContext {
  readonly work: WorkStore
  readonly storage: Storage
  readonly egress: Pick<Egress, 'download'>
  readonly prober: Prober
  /** For sources: it may know a file already. */
  readonly sourceProber: Prober
  readonly sandbox: Sandbox
  readonly policy: InputPolicy
  /** @throws DomainError ffmpeg-missing */
  readonly ffmpeg: () => Promise<{
    readonly path: string
    /** An ffprobe that measures VMAF. */
    readonly vmafProbe?: string
    readonly capabilities: Capabilities
  }>
  /** Of which pictures the quality is measured. */
  readonly quality: 'asked' | 'all'
  /** Every attempt works in a folder of its own below this one, on the same file system as the buckets. */
  readonly attemptsDir: string
  readonly leaseMs: number
  readonly stallMs: number
  readonly now: () => Instant
  readonly log: Logger
  /** How long each kind of work takes here. */
  readonly paces: Paces
  /** Progress of running tasks, for who listens now. */
  readonly onProgress: (news: ProgressNews) => void
  /** An attempt at it has ended, however. */
  readonly onReleased: (task: TaskId) => void
  /** Something was written that others may be waiting for. */
  readonly onCommit: () => void
  /** Calls back when somebody asks to cancel this task; returns how to stop that. */
  readonly onCancelled: (task: TaskId, listener: () => void) => () => void
  readonly observe: Observer
}

/** Business events, for metrics. Observers never throw. */
export interface Observer {
  readonly attempt: (outcome: string, seconds: number) => void
  readonly output: (kind: string, status: string) => void
}
