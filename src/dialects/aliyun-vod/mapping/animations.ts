import type { Asset } from '../../../domain/asset.ts'
import type { AnimationSpec } from '../../../domain/output-spec.ts'
import { PICTURE_EXTENSIONS } from '../../../domain/picture-spec.ts'
import type { Output, Task } from '../../../domain/task.ts'
import { spellTime } from '../../../wire/aliyun/clock.ts'
import type { AnimationOverride, AnimationTemplateConfig } from '../schema/vod-template.ts'
import { motionOf, toRange } from './output-spec.ts'
import { frameSize } from './video.ts'

/** What a template of moving pictures asks for, as a submission changes it. */
export const overrideAnimation = (
  template: AnimationTemplateConfig,
  { Video, Container, Clip }: AnimationOverride,
): AnimationTemplateConfig => ({
  ...template,
  ...(Container === undefined ? {} : { Container }),
  ...(Clip === undefined ? {} : { Clip }),
  ...(Video === undefined ? {} : { Video: { ...template.Video, ...present(Video) } }),
})

const present = <T extends object>(of: T): T =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as T

/** One moving picture without sound, played for ever; it keeps its shape. @throws DomainError value-out-of-range */
export const toAnimation = (
  { Video = {}, Container, Clip }: AnimationTemplateConfig,
  at: string,
): AnimationSpec => {
  const range = toRange(Clip, `${at}.Clip.TimeSpan`)
  return {
    ...{ kind: 'animation', format: Container.Format, frameRate: motionOf(Video.Fps), plays: 0 },
    size: frameSize({ ...Video, LongShortMode: false }, undefined),
    ...(range ? { range } : {}),
  }
}

/** In the bucket of the source, below a folder of the video's id. */
export const animationPlace =
  ({ id, source: { bucket } }: Pick<Asset, 'id' | 'source'>, { format }: AnimationSpec) =>
  (task: string) => ({ bucket, key: `${id}/image/dynamic/${task}.${PICTURE_EXTENSIONS[format]}` })

/** A finished animation, measured; undefined for one that is not finished. */
export const describeAnimation = (
  task: Task,
  { state, destination }: Output,
  urlOf: (place: { bucket: string; key: string }) => string,
) => {
  const made = state.status === 'succeeded' ? state.result.animation : undefined
  if (state.status !== 'succeeded' || !made || task.asset === undefined) return undefined
  const rate = made.duration === 0 ? 0 : made.frames / made.duration
  return {
    ...{ VideoId: task.asset, DynamicImageId: task.id, JobId: task.id },
    ...{ CreationTime: spellTime(task.createdAt), FileURL: urlOf(destination) },
    ...{ Width: String(made.width), Height: String(made.height), Format: made.format },
    ...{ Duration: shortNumber(made.duration), Fps: shortNumber(rate), FileSize: String(state.result.size) },
  }
}

const shortNumber = (n: number): string => String(Math.round(n * 1000) / 1000)
