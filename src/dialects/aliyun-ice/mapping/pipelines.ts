import type { App, Caller } from '../../../app/app.ts'
import type { Pipeline } from '../../../domain/pipeline.ts'
import { spellTime } from '../../../wire/aliyun/clock.ts'
import { notFound } from '../errors.ts'
import { DIALECT } from '../service.ts'

/** What a stored pipeline keeps of the service's own. */
export interface PipelineParams {
  readonly Speed: 'Standard'
  readonly Priority: number
}
const paramsOf = ({ params }: Pipeline): PipelineParams => params as unknown as PipelineParams

/** Of a job whose caller names none, in the service's 1 to 10. */
export const MIDDLE = 6

export const priorityOf = (pipeline: Pipeline): number => paramsOf(pipeline).Priority

/** A task's own, from the service's: what a job asks for, else what its pipeline gives. */
export const taskPriority = (asked: number | undefined, pipeline: Pipeline | undefined): number =>
  (asked ?? (pipeline ? priorityOf(pipeline) : MIDDLE)) - MIDDLE

/** The other way round. */
export const wirePriority = (priority: number): number => Math.min(10, Math.max(1, priority + MIDDLE))

/** The pipeline a job names; undefined when it names none. @throws DomainError that says it is not there */
export const findPipeline = async (
  app: App,
  caller: Caller,
  id: string | undefined,
): Promise<Pipeline | undefined> => (id === undefined ? undefined : mustFindPipeline(app, caller, id))

/** @throws DomainError that says the pipeline is not there */
export const mustFindPipeline = async (app: App, { project }: Caller, id: string): Promise<Pipeline> => {
  const found = await app.pipelines.get(project, DIALECT, id)
  if (!found) throw notFound('PipelineId')
  return found
}

export const describePipeline = (pipeline: Pipeline) => ({
  PipelineId: pipeline.id,
  Name: pipeline.name,
  ...paramsOf(pipeline),
  Status: pipeline.paused ? ('Paused' as const) : ('Active' as const),
  CreateTime: spellTime(pipeline.createdAt),
  ModifiedTime: spellTime(pipeline.updatedAt),
})
