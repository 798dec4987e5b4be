import { z } from 'zod'
import type { App } from '../../../app/app.ts'
import type { JsonObject } from '../../../domain/json.ts'
import { DomainError, fail } from '../../../domain/problem.ts'
import { fileName } from '../../../domain/source.ts'
import { optionalJson, optionalText } from '../../../wire/aliyun/scalars.ts'
import { honoured, ignored, refused } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { notValid } from '../errors.ts'
import { defaultGroupId, findGroup } from '../mapping/groups.ts'
import { drawnIn, markNames, toOutputs } from '../mapping/submission.ts'
import { callbackOf } from '../mapping/user-data.ts'
import { labelsOf } from '../mapping/videos.ts'
import { findMarks } from '../mapping/watermarks.ts'
import { commaList } from '../schema/lists.ts'
import { type UploadMetadata, uploadMetadata } from '../schema/media.ts'
import { userData, userDataText } from '../schema/user-data.ts'
import { docsPage, route } from '../service.ts'

const MAX_URLS = 20
const WEEK = 7 * 86_400_000
/** Where uploads go that name no place. */
const UPLOAD_BUCKET = 'vod'

export const uploadMediaByUrl = operation({
  name: 'UploadMediaByURL',
  summary:
    'Brings files in from URLs, and transcodes each by its template group, the call’s, or the default one. JobId is also the TranscodeTaskId of what is made. Without StorageLocation files go to the bucket "vod". A SessionId used in the last 7 days is refused.',
  docs: docsPage('UploadMediaByURL'),
  route: route('UploadMediaByURL'),
  request: z.strictObject({
    UploadURLs: honoured(commaList(MAX_URLS)),
    UploadMetadatas: optionalJson(z.array(uploadMetadata).max(MAX_URLS)),
    TemplateGroupId: honoured(optionalText(64)),
    StorageLocation: honoured(optionalText(255)),
    WorkflowId: refused('there are no workflows here; name a TemplateGroupId'),
    SessionId: honoured(optionalText(50)),
    UserData: userData(),
    AppId: ignored(optionalText(64), 'a project is one application'),
  }),
  response: z.strictObject({
    UploadJobs: z.array(z.strictObject({ JobId: z.string(), SourceURL: z.string() })),
  }),
  errors: {
    'template-not-found': {
      ...{ status: 404, code: 'InvalidTemplateGroupId.NotFound' },
      message: 'The TemplateGroupId does not exist.',
    },
  },
  handle: async (asked, { app, caller, params }) => {
    const bucket = await bucketOf(app, asked.StorageLocation)
    const files = asked.UploadURLs.map((text) => {
      const url = readUrl(text)
      const metadata = asked.UploadMetadatas?.find(({ SourceURL }) => SourceURL === url || SourceURL === text)
      return { url, metadata, extension: extensionOf(url, metadata) }
    })
    const kept = userDataText(params)
    const fallback = asked.TemplateGroupId ?? (await defaultGroupId(app, caller))
    // All are looked up before anything is taken in.
    const groups = await Promise.all(
      files.map(({ metadata }) => findGroup(app, caller, metadata?.TemplateGroupId ?? fallback)),
    )
    const marks = await Promise.all(groups.map((group) => findMarks(app, caller, markNames(group))))
    const callback = await callbackOf(app, caller, asked.UserData)
    const jobs = []
    for (const [i, { url, metadata, extension }] of files.entries()) {
      const group = groups[i]
      if (!group) continue
      const labels = metadata ?? { Title: fileName({ from: 'url', url }) || url }
      const { task } = await app.assets.importFromUrl(caller.project, {
        ...labelsOf(labels, { userData: kept, templateGroup: group.id }),
        url,
        destination: (id) => ({ bucket, key: `sv/${id}/${id}.${extension}` }),
        outputs: (id, source) => toOutputs(group, { id, source }, { first: 1, marks: marks[i] }),
        request: {
          ...(params as JsonObject),
          TemplateGroupId: group.id,
          Trigger: 'Auto',
          ...drawnIn(group, marks[i]),
        },
        ...(kept === undefined ? {} : { userData: kept }),
        ...callback,
        // One call makes several tasks: each has a token of its own.
        ...(asked.SessionId === undefined
          ? {}
          : { clientToken: i === 0 ? asked.SessionId : `${asked.SessionId}#${i}`, dedupeWindow: WEEK }),
      })
      jobs.push({ JobId: task.id, SourceURL: url })
    }
    return { UploadJobs: jobs }
  },
})

/** URLs are percent-encoded once more for the list they stand in; a plain one is taken, too. */
const readUrl = (text: string): string => {
  let url = text
  try {
    if (!/^https?:\/\//i.test(text)) url = decodeURIComponent(text)
  } catch {
    // Broken percent-encoding: no URL either.
  }
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
    throw notValid('UploadURLs', 'URLs begin with http:// or https://')
  return url
}

/** A file keeps the extension of its URL, or has the one that is named. */
const extensionOf = (url: string, metadata: UploadMetadata | undefined): string => {
  const named = metadata?.FileExtension ?? /\.([A-Za-z0-9]{1,10})$/.exec(fileName({ from: 'url', url }))?.[1]
  if (named !== undefined && /^[A-Za-z0-9]+$/.test(named)) return named.toLowerCase()
  throw notValid('UploadMetadatas', `FileExtension is needed where the URL has none: ${url.slice(0, 200)}`)
}

/** A bucket by its name, or by its host name. @throws DomainError bucket-not-found */
const bucketOf = async (app: App, location: string | undefined): Promise<string> => {
  const bucket = location?.replace(/\.oss-[a-z0-9-]+\.aliyuncs\.com$/, '') ?? UPLOAD_BUCKET
  if (await app.objects.hasBucket(bucket)) return bucket
  if (location !== undefined) throw fail('bucket-not-found', 'The StorageLocation does not exist.')
  try {
    await app.objects.createBucket(bucket)
  } catch (error) {
    // Another call has made it meanwhile.
    if (!(error instanceof DomainError) || error.problem.code !== 'bucket-exists') throw error
  }
  return bucket
}
