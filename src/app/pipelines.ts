import type { ProjectId } from '../domain/ids.ts'
import type { Json } from '../domain/json.ts'
import type { Pipeline } from '../domain/pipeline.ts'
import type { Ports } from './ports.ts'

export interface NewPipeline {
  readonly dialect: string
  readonly id: string
  readonly name: string
  readonly paused: boolean
  readonly params?: Json
}

/** Answers say what became of a call; what a missing pipeline is called is the service's affair. */
export interface PipelineUseCases {
  readonly get: (project: ProjectId, dialect: string, id: string) => Promise<Pipeline | undefined>
  /** Oldest first. */
  readonly list: (project: ProjectId, dialect: string) => Promise<readonly Pipeline[]>
  /** Undefined when the id is taken. */
  readonly create: (project: ProjectId, pipeline: NewPipeline) => Promise<Pipeline | undefined>
  /** Pausing keeps waiting tasks from starting at once. Undefined when it is not there. */
  readonly update: (project: ProjectId, pipeline: NewPipeline) => Promise<Pipeline | undefined>
  readonly delete: (
    project: ProjectId,
    dialect: string,
    id: string,
  ) => Promise<'deleted' | 'in-use' | 'absent'>
}

export const pipelineUseCases = ({ pipelines, bus, now }: Ports): PipelineUseCases => ({
  get: (project, dialect, id) => pipelines.get(dialect, project, id),
  list: (project, dialect) => pipelines.list(dialect, project),
  create: async (project, pipeline) => {
    const at = now()
    const whole = { ...pipeline, project, createdAt: at, updatedAt: at }
    return (await pipelines.insert(whole)) ? whole : undefined
  },
  update: async (project, pipeline) => {
    const old = await pipelines.get(pipeline.dialect, project, pipeline.id)
    if (!old) return undefined
    const whole = { ...pipeline, project, createdAt: old.createdAt, updatedAt: now() }
    if (!(await pipelines.update(whole))) return undefined
    // Tasks that were held back may be ready now.
    bus.committed()
    return whole
  },
  delete: (project, dialect, id) => pipelines.delete(dialect, project, id),
})
