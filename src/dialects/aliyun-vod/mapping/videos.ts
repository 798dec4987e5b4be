import type { App, Caller } from '../../../app/app.ts'
import type { Asset, AssetState } from '../../../domain/asset.ts'
import { isAssetId } from '../../../domain/ids.ts'
import { DomainError, fail } from '../../../domain/problem.ts'
import { isTerminal, type Task } from '../../../domain/task.ts'
import { illegalStatus } from '../errors.ts'
import type { RegisteredMetadata } from '../schema/media.ts'
import { DIALECT } from '../service.ts'
import { jobsOf } from './task.ts'

export type VideoStatus =
  | 'Uploading'
  | 'UploadFail'
  | 'UploadSucc'
  | 'Transcoding'
  | 'TranscodeFail'
  | 'Normal'

/** Videos go by their 32 digits alone. @throws DomainError asset-not-found */
export const findVideo = async (app: App, { project }: Caller, id: string): Promise<Asset> => {
  if (!isAssetId(id)) throw fail('asset-not-found', 'The video does not exist.')
  return app.assets.get(project, id)
}

/** One whose file is there. @throws DomainError asset-not-found, task-not-cancellable in the service's words for it */
export const findReadyVideo = async (
  app: App,
  caller: Caller,
  id: string,
  signal: AbortSignal,
): Promise<Asset> => {
  const video = await findVideo(app, caller, id)
  const { status } = await app.assets.stateOf(video, signal)
  if (status === 'ready') return video
  throw illegalStatus(status === 'importing' ? 'Uploading' : 'UploadFail', 400)
}

/** Undefined when it is not there. */
export const videoIfThere = async (app: App, caller: Caller, id: string): Promise<Asset | undefined> => {
  try {
    return await findVideo(app, caller, id)
  } catch (error) {
    if (error instanceof DomainError && error.problem.code === 'asset-not-found') return undefined
    throw error
  }
}

const PAGE = 100

/** Every transcoding task of a video, the newest first. What it came in by counts when something is made of it, too. */
export const transcodesOf = async (app: App, asset: Asset): Promise<readonly Task[]> => {
  const all: Task[] = []
  for (let after: number | undefined; ; ) {
    const page = await app.assets.tasksOf(asset, { limit: PAGE, ...(after !== undefined && { after }) })
    all.push(...page.filter((task) => jobsOf(task).length > 0))
    after = page.at(-1)?.serial
    if (page.length < PAGE) return all
  }
}

/** A video can be played as soon as one stream of it is made, also when its source is gone since. */
export const statusOf = (state: AssetState, tasks: readonly Task[]): VideoStatus => {
  const jobs = tasks.flatMap(jobsOf)
  if (jobs.some((job) => job.state.status === 'succeeded')) return 'Normal'
  if (state.status === 'importing') return 'Uploading'
  if (state.status === 'failed') return 'UploadFail'
  if (jobs.length === 0) return 'UploadSucc'
  return jobs.some((job) => !isTerminal(job.state.status)) ? 'Transcoding' : 'TranscodeFail'
}

/** What callers say of a video on its way in, as an asset keeps it. */
export const labelsOf = (
  { Title, Description, Tags, CateId, CoverURL }: RegisteredMetadata,
  more: { readonly userData: string | undefined; readonly templateGroup: string | undefined },
) => ({
  dialect: DIALECT,
  title: Title,
  ...(Description === undefined ? {} : { description: Description }),
  tags: Tags === undefined ? [] : Tags.split(',').filter((tag) => tag !== ''),
  ...(CateId === undefined ? {} : { category: String(CateId) }),
  params: {
    ...(CoverURL === undefined ? {} : { CoverURL }),
    ...(more.userData === undefined ? {} : { UserData: more.userData }),
    ...(more.templateGroup === undefined ? {} : { TemplateGroupId: more.templateGroup }),
  },
})

/** What a video's own service kept with it; nothing for one of another API. */
export const keptWith = ({
  dialect,
  params,
}: Asset): { CoverURL?: string; UserData?: string; TemplateGroupId?: string } =>
  dialect === DIALECT ? (params as Record<string, string>) : {}
