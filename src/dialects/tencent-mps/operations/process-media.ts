import { z } from 'zod'
import type { Json } from '../../../domain/json.ts'
import { operation } from '../../../wire/operation.ts'
import { findKindSpecs } from '../mapping/kind-templates.ts'
import { callbackOf } from '../mapping/notify.ts'
import { toSubmission } from '../mapping/submission.ts'
import { spellTaskId } from '../mapping/task-id.ts'
import { findTemplates } from '../mapping/templates.ts'
import { findMarks } from '../mapping/watermark-templates.ts'
import { processMediaRequest } from '../schema/process-media.ts'
import { docsPage, VERSION } from '../service.ts'

export const processMedia = operation({
  name: 'ProcessMedia',
  summary:
    'Takes a media processing task in. Sizes of a template are targets, a smaller source is enlarged; the adaptive ladder leaves out what is above the source instead. A video Bitrate of 0 is encoded at constant quality (CRF 23, H.265 26), since the source’s bitrate is known only later; Mode VBR without Vcrf is done as ABR. StreamSelects counts the sounds of the input from 0. What HeadTailParameter names is played before and after, in the size, rate and sound of the input.',
  docs: docsPage('33640'),
  route: { by: 'action', action: 'ProcessMedia', version: VERSION },
  request: processMediaRequest,
  response: z.strictObject({ TaskId: z.string() }),
  limit: { count: 100, perSeconds: 1 },
  errors: {
    'template-not-found': { status: 200, code: 'InvalidParameterValue.Definition' },
    'storage-full': { status: 200, code: 'FailedOperation.GenerateResource' },
  },
  handle: async (request, { app, caller, params }) => {
    const definitions = request.MediaProcessTask?.TranscodeTaskSet?.map((task) => task.Definition) ?? []
    const {
      TranscodeTaskSet = [],
      AdaptiveDynamicStreamingTaskSet = [],
      SnapshotByTimeOffsetTaskSet = [],
      SampleSnapshotTaskSet = [],
    } = request.MediaProcessTask ?? {}
    const drawn = [
      ...[...TranscodeTaskSet, ...AdaptiveDynamicStreamingTaskSet],
      ...[...SnapshotByTimeOffsetTaskSet, ...SampleSnapshotTaskSet],
    ]
    const [templates, kinds, marks] = await Promise.all([
      findTemplates(app, caller, definitions),
      findKindSpecs(app, caller, request),
      findMarks(
        app,
        caller,
        drawn.flatMap(({ WatermarkSet = [] }) => WatermarkSet),
      ),
    ])
    const submission = toSubmission(request, params as Json, templates, marks, kinds)
    const task = await app.tasks.submit(caller.project, {
      ...submission,
      ...callbackOf(request.TaskNotifyConfig, caller.key),
    })
    return { TaskId: spellTaskId(task.id) }
  },
})
