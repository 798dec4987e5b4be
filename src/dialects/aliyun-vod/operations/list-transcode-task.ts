import { z } from 'zod'
import { readTime } from '../../../wire/aliyun/clock.ts'
import { optionalInt, optionalText, text } from '../../../wire/aliyun/scalars.ts'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { listedTask } from '../mapping/task.ts'
import { findVideo, transcodesOf } from '../mapping/videos.ts'
import { listedTask as listedTaskAnswer } from '../schema/answers.ts'
import { docsPage, route } from '../service.ts'

export const listTranscodeTask = operation({
  name: 'ListTranscodeTask',
  summary: 'The transcoding tasks of a video, the newest first, without their jobs.',
  docs: docsPage('ListTranscodeTask'),
  route: route('ListTranscodeTask'),
  request: z.strictObject({
    VideoId: honoured(text(64)),
    StartTime: honoured(optionalText(32)),
    EndTime: honoured(optionalText(32)),
    PageNo: honoured(optionalInt(1, 100_000)),
    PageSize: honoured(optionalInt(1, 50)),
  }),
  response: z.strictObject({ TranscodeTaskList: z.array(listedTaskAnswer) }),
  handle: async ({ VideoId, StartTime, EndTime, PageNo = 1, PageSize = 10 }, { app, caller }) => {
    const video = await findVideo(app, caller, VideoId)
    const from = readTime(StartTime, 'StartTime')
    const to = readTime(EndTime, 'EndTime')
    const tasks = (await transcodesOf(app, video)).filter(
      ({ createdAt }) => (from === undefined || createdAt >= from) && (to === undefined || createdAt <= to),
    )
    return { TranscodeTaskList: tasks.slice((PageNo - 1) * PageSize, PageNo * PageSize).map(listedTask) }
  },
})
