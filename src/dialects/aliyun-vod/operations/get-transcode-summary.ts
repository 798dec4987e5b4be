import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { jobsOf, summaryOf } from '../mapping/task.ts'
import { videoIfThere } from '../mapping/videos.ts'
import { summary } from '../schema/answers.ts'
import { commaList } from '../schema/lists.ts'
import { docsPage, route } from '../service.ts'

export const getTranscodeSummary = operation({
  name: 'GetTranscodeSummary',
  summary: 'The latest transcoding task of each of up to 10 videos. A video that has none is left out.',
  docs: docsPage('GetTranscodeSummary'),
  route: route('GetTranscodeSummary'),
  request: z.strictObject({ VideoIds: honoured(commaList(10)) }),
  response: z.strictObject({
    TranscodeSummaryList: z.array(summary),
    NonExistVideoIds: z.array(z.string()),
  }),
  handle: async ({ VideoIds }, { app, caller }) => {
    const asked = [...new Set(VideoIds)]
    const videos = await Promise.all(
      asked.map(async (id) => ({ id, video: await videoIfThere(app, caller, id) })),
    )
    const summaries = await Promise.all(
      videos.map(async ({ video }) => {
        // The task that only brought the video in may be the newest, and then there is no other.
        const [latest] = video ? await app.assets.tasksOf(video, { limit: 1 }) : []
        return video && latest && jobsOf(latest).length > 0 ? [summaryOf(video.id, latest)] : []
      }),
    )
    return {
      TranscodeSummaryList: summaries.flat(),
      NonExistVideoIds: videos.flatMap(({ id, video }) => (video ? [] : [id])),
    }
  },
})
