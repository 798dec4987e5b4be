import { z } from 'zod'
import type { JsonObject } from '../../../domain/json.ts'
import { DomainError } from '../../../domain/problem.ts'
import { json, optionalText } from '../../../wire/aliyun/scalars.ts'
import { honoured, refused } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { findGroup } from '../mapping/groups.ts'
import { readLocation } from '../mapping/location.ts'
import { drawnIn, markNames, toOutputs } from '../mapping/submission.ts'
import { callbackOf } from '../mapping/user-data.ts'
import { labelsOf } from '../mapping/videos.ts'
import { findMarks } from '../mapping/watermarks.ts'
import { registeredMetadata } from '../schema/media.ts'
import { userData, userDataText } from '../schema/user-data.ts'
import { DIALECT, docsPage, route } from '../service.ts'

const MAX_FILES = 10

export const registerMedia = operation({
  name: 'RegisterMedia',
  summary:
    'Makes videos of objects of buckets: oss://<bucket>/<object>, or its URL at aliyuncs.com. What is not there, or is no media, is among FailedFileURLs. With a TemplateGroupId each new video is transcoded at once.',
  docs: docsPage('RegisterMedia'),
  route: route('RegisterMedia'),
  request: z.strictObject({
    RegisterMetadatas: json(z.array(registeredMetadata).min(1).max(MAX_FILES)),
    TemplateGroupId: honoured(optionalText(64)),
    WorkflowId: refused('there are no workflows here; name a TemplateGroupId'),
    UserData: userData(),
  }),
  response: z.strictObject({
    RegisteredMediaList: z.array(
      z.strictObject({ MediaId: z.string(), FileURL: z.string(), NewRegister: z.boolean() }),
    ),
    FailedFileURLs: z.array(z.string()),
  }),
  handle: async ({ RegisterMetadatas, TemplateGroupId, UserData }, { app, caller, params, signal }) => {
    const group = TemplateGroupId === undefined ? undefined : await findGroup(app, caller, TemplateGroupId)
    const marks = group && (await findMarks(app, caller, markNames(group)))
    const more = { userData: userDataText(params), templateGroup: TemplateGroupId }
    const registered = []
    const failed = []
    for (const { FileURL, ...metadata } of RegisterMetadatas) {
      const source = readLocation(FileURL)
      try {
        if (!source) throw new DomainError({ code: 'object-not-found', message: FileURL })
        const asset = { ...labelsOf(metadata, more), source }
        const { asset: video, isNew } = await app.assets.register(caller.project, asset, signal)
        registered.push({ MediaId: video.id, FileURL, NewRegister: isNew })
        const outputs = group && isNew ? toOutputs(group, video, { marks }) : []
        if (outputs.length > 0)
          await app.tasks.submit(caller.project, {
            dialect: DIALECT,
            request: { ...(params as JsonObject), Trigger: 'Auto', ...(group && drawnIn(group, marks)) },
            asset: video.id,
            source: { from: 'object', ...source },
            outputs,
            ...(more.userData === undefined ? {} : { userData: more.userData }),
            ...(await callbackOf(app, caller, UserData)),
          })
      } catch (error) {
        if (!(error instanceof DomainError) || !CANNOT_BE.test(error.problem.code)) throw error
        failed.push(FileURL)
      }
    }
    return { RegisteredMediaList: registered, FailedFileURLs: failed }
  },
})

/** What is wrong with a file, and not with the call or the server. */
const CANNOT_BE = /^(?:source-|object-not-found$|bucket-not-found$|invalid-object-key$)/
