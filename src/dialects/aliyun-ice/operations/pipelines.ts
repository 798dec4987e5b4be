import { z } from 'zod'
import { choice, optionalChoice, optionalInt, optionalText, text } from '../../../wire/aliyun/scalars.ts'
import { honoured, stored } from '../../../wire/fields.ts'
import { type AnyOperation, operation } from '../../../wire/operation.ts'
import { acsFail } from '../../../wire/signing/acs-problem.ts'
import { notFound } from '../errors.ts'
import { describePipeline, MIDDLE, mustFindPipeline, priorityOf } from '../mapping/pipelines.ts'
import { done } from '../schema/template.ts'
import { DIALECT, docsPage, route } from '../service.ts'

const NO_SPEEDS = {
  Boost: 'there is one pool of workers',
  NarrowBandHDV2: 'Narrowband HD encoding is the cloud service’s own',
}

const pipeline = z.strictObject({
  ...{ PipelineId: z.string(), Name: z.string(), Speed: z.literal('Standard'), Priority: z.int() },
  ...{ Status: z.enum(['Active', 'Paused']), CreateTime: z.string(), ModifiedTime: z.string() },
})

const createPipeline = operation({
  name: 'CreatePipeline',
  summary: 'Makes a pipeline. Its priority is that of jobs that name none.',
  docs: docsPage('CreatePipeline'),
  route: route('CreatePipeline'),
  request: z.strictObject({
    Name: stored(text(128)),
    Speed: honoured(choice(['Standard'], NO_SPEEDS)),
    Priority: honoured(optionalInt(1, 10)),
  }),
  response: z.strictObject({ Pipeline: pipeline }),
  handle: async ({ Name, Speed, Priority = MIDDLE }, { app, caller, requestId }) => {
    const made = await app.pipelines.create(caller.project, {
      dialect: DIALECT,
      // A request's id is new, and as long as the service's ids are.
      id: requestId.replaceAll('-', '').toLowerCase(),
      name: Name,
      paused: false,
      params: { Speed, Priority },
    })
    if (!made) throw acsFail('internal', 'InternalError', 'The pipeline could not be made; try again.')
    return { Pipeline: describePipeline(made) }
  },
})

const getPipeline = operation({
  name: 'GetPipeline',
  summary: 'A pipeline by its id.',
  docs: docsPage('GetPipeline'),
  route: route('GetPipeline'),
  request: z.strictObject({ PipelineId: honoured(text(64)) }),
  response: z.strictObject({ Pipeline: pipeline }),
  handle: async ({ PipelineId }, { app, caller }) => ({
    Pipeline: describePipeline(await mustFindPipeline(app, caller, PipelineId)),
  }),
})

const listPipelines = operation({
  name: 'ListPipelines',
  summary: 'Lists pipelines, oldest first.',
  docs: docsPage('ListPipelines'),
  route: route('ListPipelines'),
  request: z.strictObject({ Speed: honoured(optionalChoice(['Standard', 'Boost', 'NarrowBandHDV2'])) }),
  response: z.strictObject({ PipelineList: z.array(pipeline) }),
  handle: async ({ Speed }, { app, caller }) => ({
    PipelineList: (await app.pipelines.list(caller.project, DIALECT))
      .map(describePipeline)
      .filter((p) => Speed === undefined || p.Speed === Speed),
  }),
})

const updatePipeline = operation({
  name: 'UpdatePipeline',
  summary:
    'Changes a pipeline. While it is Paused none of its waiting jobs starts; running ones go on. A changed priority is that of jobs to come.',
  docs: docsPage('UpdatePipeline'),
  route: route('UpdatePipeline'),
  request: z.strictObject({
    PipelineId: honoured(text(64)),
    Name: stored(optionalText(128)),
    Priority: honoured(optionalInt(1, 10)),
    Status: honoured(optionalChoice(['Active', 'Paused'])),
  }),
  response: done,
  handle: async ({ PipelineId, Name, Priority, Status }, { app, caller }) => {
    const old = await mustFindPipeline(app, caller, PipelineId)
    const changed = await app.pipelines.update(caller.project, {
      dialect: DIALECT,
      id: old.id,
      name: Name ?? old.name,
      paused: Status === undefined ? old.paused : Status === 'Paused',
      params: { Speed: 'Standard', Priority: Priority ?? priorityOf(old) },
    })
    if (!changed) throw notFound('PipelineId')
    return { Success: true as const }
  },
})

const deletePipeline = operation({
  name: 'DeletePipeline',
  summary: 'Removes a pipeline that has no unfinished job.',
  docs: docsPage('DeletePipeline'),
  route: route('DeletePipeline'),
  request: z.strictObject({ PipelineId: honoured(text(64)) }),
  response: done,
  handle: async ({ PipelineId }, { app, caller }) => {
    const became = await app.pipelines.delete(caller.project, DIALECT, PipelineId)
    if (became === 'absent') throw notFound('PipelineId')
    if (became === 'in-use')
      throw acsFail(
        'task-not-cancellable',
        'InvalidParameter.InvalidState',
        'The pipeline has unfinished jobs; wait for their end, or cancel them.',
        'PipelineId',
      )
    return { Success: true as const }
  },
})

export const pipelines: readonly AnyOperation[] = [
  ...[createPipeline, getPipeline, listPipelines],
  ...[updatePipeline, deletePipeline],
]
