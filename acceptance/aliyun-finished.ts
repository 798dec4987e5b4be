import type { IceClient } from './aliyun-official.ts'
import { eventually, type Loose } from './support/native.ts'

/** The end of what the official clients have submitted. */

/** A converting job of ICE. */
export const finishedJob = (ask: IceClient, JobId: string): Promise<Loose> =>
  eventually(`end of ${JobId}`, async () => {
    const { Job } = await ask('GetMediaConvertJob', { JobId })
    return ['Inited', 'Running'].includes(Job.State) ? undefined : Job
  })

/** Submits a configuration; answers the job once it is over. */
export const converted = async (ask: IceClient, Config: object): Promise<Loose> => {
  const { Job } = await ask('SubmitMediaConvertJob', { Config: JSON.stringify(Config) })
  return finishedJob(ask, Job.JobId)
}

/** A transcoding task of VOD. */
export const finishedTask = (ask: IceClient, TranscodeTaskId: string): Promise<Loose> =>
  eventually(`end of ${TranscodeTaskId}`, async () => {
    const { TranscodeTask } = await ask('GetTranscodeTask', { TranscodeTaskId })
    return ['Processing', 'Partial'].includes(TranscodeTask.TaskStatus) ? undefined : TranscodeTask
  })
