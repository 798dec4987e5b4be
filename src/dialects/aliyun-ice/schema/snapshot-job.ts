import { z } from 'zod'
import { optionalChoice, optionalInt, optionalJson, text } from '../../../wire/aliyun/scalars.ts'
import { honoured } from '../../../wire/fields.ts'
import { listedJob, pipelineId, templateRequest, wholeJob } from './single-job.ts'
import { SNAPSHOT_TYPES, snapshotConfig } from './snapshot.ts'

export const submitSnapshotRequest = z.strictObject({
  ...templateRequest(snapshotConfig),
  ScheduleConfig: optionalJson(z.strictObject({ PipelineId: pipelineId })),
})
export type SubmitSnapshotRequest = z.output<typeof submitSnapshotRequest>

const more = { Type: z.enum(SNAPSHOT_TYPES), Count: z.int().optional(), Async: z.literal(true) }
export const snapshotJob = z.strictObject({ ...wholeJob, ...more })
export const listedSnapshotJob = z.strictObject({ ...listedJob, ...more })

export const snapshotUrlsRequest = z.strictObject({
  JobId: honoured(text(256)),
  PageNumber: honoured(optionalInt(1, 100_000)),
  PageSize: honoured(optionalInt(1, 30)),
  OrderBy: honoured(optionalChoice(['Asc', 'Desc'])),
  Timeout: honoured(optionalInt(1, 129_600)),
})
export const snapshotUrls = z.strictObject({
  SnapshotUrls: z.array(z.string()),
  Total: z.int(),
  WebVTTUrl: z.string().optional(),
})
