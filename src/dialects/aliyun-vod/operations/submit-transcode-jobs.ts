import { z } from 'zod'
import type { JsonObject } from '../../../domain/json.ts'
import {
  optionalInt,
  optionalJson,
  optionalList,
  optionalObject,
  optionalText,
  text,
} from '../../../wire/aliyun/scalars.ts'
import { honoured, ignored, refused } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { notValid } from '../errors.ts'
import { findGroup } from '../mapping/groups.ts'
import { jobIdOf } from '../mapping/job-id.ts'
import { drawnIn, MIDDLE_PRIORITY, markNames, toOutputs } from '../mapping/submission.ts'
import { callbackOf } from '../mapping/user-data.ts'
import { findReadyVideo } from '../mapping/videos.ts'
import { findMarks } from '../mapping/watermarks.ts'
import { packageSubtitleSetting, subtitleSetting } from '../schema/subtitles.ts'
import { overridden } from '../schema/template.ts'
import { userData, userDataText } from '../schema/user-data.ts'
import { overriddenWatermarks } from '../schema/watermark.ts'
import { DIALECT, docsPage, route } from '../service.ts'

/** How long a SessionId is remembered. */
const WEEK = 7 * 86_400_000

const request = z.strictObject({
  VideoId: honoured(text(64)),
  ReferenceId: refused('videos are found by their VideoId here'),
  TemplateGroupId: honoured(text(64)),
  Priority: honoured(optionalInt(1, 10)),
  PipelineId: ignored(
    optionalText(64),
    'no operation of this service makes pipelines: the tasks of all stand in one line, by their Priority',
  ),
  EncryptConfig: refused('its key is wrapped by the cloud’s key management service, which is not here'),
  OverrideParams: optionalJson(
    z.strictObject({
      Watermarks: overriddenWatermarks,
      SubtitleSetting: optionalObject(z.strictObject(subtitleSetting)),
      PackageSubtitleSetting: optionalObject(z.strictObject(packageSubtitleSetting)),
      TranscodeTemplateList: optionalList(overridden, 20),
    }),
  ),
  UserData: userData(),
  SessionId: honoured(optionalText(50)),
})

export const submitTranscodeJobs = operation({
  name: 'SubmitTranscodeJobs',
  summary:
    'Makes every template of a group of a video. Outputs lie in the bucket of the source, below a folder of the VideoId. Sizes are targets, a smaller source is enlarged unless IsCheckReso; the other checks of TransConfig keep the source’s bitrate, or fail the job, where more is asked for than the source tells that it has; the picture keeps its shape. A SessionId used in the last 7 days is refused.',
  docs: docsPage('SubmitTranscodeJobs'),
  route: route('SubmitTranscodeJobs'),
  request,
  response: z.strictObject({
    TranscodeTaskId: z.string(),
    TranscodeJobs: z.strictObject({ TranscodeJob: z.array(z.strictObject({ JobId: z.string() })) }),
  }),
  errors: {
    'template-not-found': {
      ...{ status: 404, code: 'InvalidTemplateGroupId.NotFound' },
      message: 'The TemplateGroupId does not exist.',
    },
  },
  handle: async (asked, { app, caller, params, signal }) => {
    const video = await findReadyVideo(app, caller, asked.VideoId, signal)
    const group = await findGroup(app, caller, asked.TemplateGroupId)
    const { SessionId } = asked
    if (SessionId !== undefined && !/^[A-Za-z0-9_-]+$/.test(SessionId))
      throw notValid('SessionId', 'letters, digits, "-" and "_"')
    const { TranscodeTemplateList: overrides = [], Watermarks, ...subtitles } = asked.OverrideParams ?? {}
    const marks = await findMarks(app, caller, markNames(group), Watermarks)
    const outputs = toOutputs(group, video, { overrides, subtitles, marks })
    if (outputs.length === 0) throw notValid('TemplateGroupId', 'the group holds no template')
    const kept = userDataText(params)
    const task = await app.tasks.submit(caller.project, {
      dialect: DIALECT,
      request: { ...(params as JsonObject), ...drawnIn(group, marks) },
      asset: video.id,
      source: { from: 'object', ...video.source },
      outputs,
      priority: (asked.Priority ?? MIDDLE_PRIORITY) - MIDDLE_PRIORITY,
      ...(SessionId === undefined ? {} : { clientToken: SessionId, dedupeWindow: WEEK }),
      ...(kept === undefined ? {} : { userData: kept }),
      ...(await callbackOf(app, caller, asked.UserData)),
    })
    return {
      TranscodeTaskId: task.id,
      TranscodeJobs: { TranscodeJob: task.outputs.map(({ index }) => ({ JobId: jobIdOf(task.id, index) })) },
    }
  },
})
