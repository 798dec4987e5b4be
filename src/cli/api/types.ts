import type { OutputSpec } from '../../domain/output-spec.ts'
import type { OutputStatus, TaskStatus } from '../../domain/task.ts'

/** The native API's answers, as far as the command line reads them. Sizes in bytes, times in seconds or ISO text. */

export interface TaskJson {
  readonly id: string
  readonly status: TaskStatus
  readonly progress: number
  readonly speed?: number
  readonly eta?: number
  readonly source: {
    readonly bucket?: string
    readonly key?: string
    readonly url?: string
    readonly path?: string
  }
  readonly createdAt: string
  readonly startedAt?: string
  readonly finishedAt?: string
  readonly media?: MediaJson
  readonly problem?: ProblemJson
  readonly outputs: readonly OutputJson[]
}

export interface OutputJson {
  readonly index: number
  readonly name: string
  readonly template?: string
  readonly status: OutputStatus
  readonly progress: number
  readonly destination: { readonly bucket: string; readonly key: string }
  readonly problem?: ProblemJson
  readonly result?: ResultJson
}

export interface ResultJson {
  readonly size: number
  readonly files: readonly FileJson[]
  readonly media?: MediaJson
  readonly renditions?: readonly {
    readonly name: string
    readonly media: MediaJson
    readonly quality?: QualityJson
  }[]
  readonly quality?: QualityJson
  readonly sprite?: { readonly count: number; readonly tileWidth: number; readonly tileHeight: number }
  readonly pictures?: readonly { readonly width: number; readonly height: number }[]
  readonly animation?: {
    readonly format: string
    readonly width: number
    readonly height: number
    readonly duration: number
  }
}

export interface QualityJson {
  readonly vmaf?: QualityFigure
  readonly ssim?: QualityFigure
  readonly psnr?: QualityFigure
}

export interface QualityFigure {
  readonly mean: number | null
  readonly worst: number | null
}

export interface FileJson {
  readonly role: string
  readonly bucket: string
  readonly key: string
  readonly size: number
}

export interface MediaJson {
  readonly duration: number
  readonly video: readonly {
    readonly codec: string
    readonly displayWidth: number
    readonly displayHeight: number
  }[]
  readonly audio: readonly { readonly codec: string }[]
}

export interface ProblemJson {
  readonly code: string
  readonly message: string
}

export interface TemplateJson {
  readonly name: string
  readonly description?: string
  readonly preset: boolean
  readonly spec: OutputSpec
}

export interface PlanJson {
  readonly media: MediaJson
  readonly commands: readonly {
    readonly id: string
    readonly purpose: 'measure' | 'make'
    readonly shell: string
    readonly outputs: readonly number[]
  }[]
  readonly outputs: readonly {
    readonly name: string
    readonly command?: string
    readonly reasons: readonly string[]
    readonly refused?: ProblemJson
  }[]
  readonly reasons: readonly string[]
}

export interface SubmissionJson {
  readonly source:
    | { readonly url: string }
    | {
        readonly bucket: string
        readonly key: string
      }
  readonly outputs: readonly {
    readonly template: string
    readonly to?: { readonly bucket: string; readonly key: string }
  }[]
}

/** What a task's event stream says. */
export type TaskNews =
  | {
      readonly event: 'progress'
      readonly progress: number
      /** Source seconds per wall second. */
      readonly speed?: number
      /** Seconds to go. */
      readonly eta?: number
      readonly outputs: readonly { readonly output: number; readonly progress: number }[]
    }
  | { readonly event: 'task.submitted' }
  | { readonly event: 'task.started'; readonly attempt?: number }
  | { readonly event: 'task.finished'; readonly status: TaskStatus }
  | { readonly event: 'output.changed'; readonly output: number; readonly status: OutputStatus }
