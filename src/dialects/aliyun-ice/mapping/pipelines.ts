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

export const priorityOf = (pipeline: Pipeline): number => paramsOf(pipeline).Priority

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
