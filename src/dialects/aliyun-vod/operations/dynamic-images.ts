import { z } from 'zod'
import type { App } from '../../../app/app.ts'
import type { Asset } from '../../../domain/asset.ts'
import type { Json } from '../../../domain/json.ts'
import type { Task } from '../../../domain/task.ts'
import { honoured } from '../../../wire/fields.ts'
import { urlsFor } from '../../../wire/object-url.ts'
import { type AnyOperation, operation } from '../../../wire/operation.ts'
import { text } from '../../../wire/scalars.ts'
import { noSuch, notValid } from '../errors.ts'
import { animationPlace, describeAnimation, overrideAnimation, toAnimation } from '../mapping/animations.ts'
import { findReadyVideo, findVideo } from '../mapping/videos.ts'
import { findConfig } from '../mapping/vod-templates.ts'
import { optionalCommaList } from '../schema/lists.ts'
import { dynamicImage, submitAnimationRequest } from '../schema/vod-template.ts'
import { ANIMATIONS_DIALECT, docsPage, route } from '../service.ts'

const submit = operation({
  name: 'SubmitDynamicImageJob',
  summary:
    'Makes a moving picture of a video by a template: GIF or WebP of 10 frames a second unless Fps says more. It keeps its shape within Width and Height. It lies in the bucket of the source, below a folder of the VideoId.',
  docs: docsPage('SubmitDynamicImageJob'),
  route: route('SubmitDynamicImageJob'),
  request: submitAnimationRequest,
  response: z.strictObject({ DynamicImageJob: z.strictObject({ JobId: z.string() }) }),
  handle: async ({ VideoId, DynamicImageTemplateId, OverrideParams = {} }, call) => {
    const { app, caller, params, signal } = call
    const video = await findReadyVideo(app, caller, VideoId, signal)
    const [id, parameter] = [DynamicImageTemplateId, 'DynamicImageTemplateId'] as const
    const template = await findConfig(app, caller, 'DynamicImage', id, parameter)
    const spec = toAnimation(overrideAnimation(template, OverrideParams), 'OverrideParams')
    const task = await app.tasks.submit(caller.project, {
      dialect: ANIMATIONS_DIALECT,
      request: params as Json,
      asset: video.id,
      source: { from: 'object', ...video.source },
      outputs: [{ name: 'animation', template: id, spec, destination: animationPlace(video, spec) }],
    })
    return { DynamicImageJob: { JobId: task.id } }
  },
})

const PAGE = 100
/** The jobs of a video, the newest first. */
const jobsOf = (app: App, video: Asset): Promise<readonly Task[]> =>
  app.assets.tasksOf(video, { limit: PAGE, dialect: ANIMATIONS_DIALECT })

const list = operation({
  name: 'ListDynamicImage',
  summary: `The moving pictures that the newest ${PAGE} jobs made of a video. FileURL opens for whoever has it.`,
  docs: docsPage('ListDynamicImage'),
  route: route('ListDynamicImage'),
  request: z.strictObject({ VideoId: honoured(text(64)) }),
  response: z.strictObject({ DynamicImageList: z.array(dynamicImage) }),
  handle: async ({ VideoId }, call) => {
    const { app, caller } = call
    const tasks = await jobsOf(app, await findVideo(app, caller, VideoId))
    const urlOf = await urlsFor(call)
    const made = tasks.flatMap((task) =>
      task.outputs.flatMap((output) => describeAnimation(task, output, urlOf) ?? []),
    )
    return { DynamicImageList: made }
  },
})

const MAX_DELETED = 10

const remove = operation({
  name: 'DeleteDynamicImage',
  summary:
    'Deletes what is known of moving pictures of a video: those that are named, or all when they are no more than 10. Their files stay.',
  docs: docsPage('DeleteDynamicImage'),
  route: route('DeleteDynamicImage'),
  request: z.strictObject({
    VideoId: honoured(text(64)),
    DynamicImageIds: honoured(optionalCommaList(MAX_DELETED)),
  }),
  response: z.strictObject({}),
  handle: async ({ VideoId, DynamicImageIds: ids }, { app, caller }) => {
    const tasks = await jobsOf(app, await findVideo(app, caller, VideoId))
    const made = tasks.filter(({ outputs }) => outputs.every(({ state }) => state.status === 'succeeded'))
    if (ids === undefined && made.length > MAX_DELETED)
      throw notValid('DynamicImageIds', `the video has more than ${MAX_DELETED} moving pictures: name some`)
    const known: ReadonlySet<string> = new Set(made.map(({ id }) => id))
    if (ids?.some((id) => !known.has(id))) throw noSuch('DynamicImageIds')
    for (const id of ids ?? known) await app.tasks.remove(caller.project, id)
    return {}
  },
})

export const dynamicImages: readonly AnyOperation[] = [submit, list, remove]
