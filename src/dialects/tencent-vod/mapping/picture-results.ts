import type { LinkMaker } from '../../../app/links.ts'
import type { AnimationSpec, SnapshotsSpec } from '../../../domain/output-spec.ts'
import type { Output } from '../../../domain/task.ts'
import type { PictureTask } from '../schema/picture-tasks.ts'
import { mainFile, resultOf } from './outputs.ts'

type Outcome = Pick<PictureTask, 'status' | 'errCode' | 'message'>

/** Pictures as the parameter asked for them that made them; those of other APIs as what comes nearest. */
export const snapshotTask = (
  output: Output,
  spec: SnapshotsSpec,
  input: { readonly definition?: number },
  outcome: Outcome,
  urlOf: LinkMaker,
): PictureTask => {
  const urls = pictureUrls(output, urlOf)
  if (output.name === 'coverBySnapshot' && input.definition !== undefined)
    return {
      taskType: 'CoverBySnapshot',
      ...outcome,
      input: { ...input, ...positionOf(spec) },
      ...(urls?.[0] ? { output: { imageUrl: urls[0].url } } : {}),
    }
  if (spec.at.by !== 'times')
    return {
      taskType: 'SampleSnapshot',
      ...outcome,
      input,
      ...(urls ? { output: { imageUrls: urls.map(({ url }) => url) } } : {}),
    }
  return {
    taskType: 'SnapshotByTimeOffset',
    ...outcome,
    input: {
      ...input,
      timeOffset: spec.at.times.flatMap((at) => ('seconds' in at ? [inMs(at.seconds)] : [])),
    },
    ...(urls ? { output: { imgInfo: urls } } : {}),
  }
}

const inMs = (time: number): number => Math.round(time * 1000)

/** The pictures of a finished output, with their times in milliseconds. */
export const pictureUrls = (
  output: Output,
  urlOf: LinkMaker,
): { timeOffset: number; url: string }[] | undefined =>
  resultOf(output)?.pictures?.map(({ time, key }) => ({
    timeOffset: inMs(time),
    url: urlOf({ bucket: output.destination.bucket, key }),
  }))

const positionOf = ({ at }: SnapshotsSpec) => {
  const [moment] = at.by === 'times' ? at.times : []
  if (!moment) return {}
  return 'percent' in moment
    ? { positionType: 'Percent' as const, position: moment.percent }
    : { positionType: 'Time' as const, position: moment.seconds }
}

/** The part of the source a moving picture shows, in whole seconds; 0 for its ends. */
export const partOf = ({ range }: AnimationSpec) => ({
  startTime: Math.round(range?.start ?? 0),
  endTime: Math.round(range?.end ?? 0),
})

/** A finished moving picture. */
export const animationOf = (output: Output, spec: AnimationSpec, urlOf: LinkMaker) => {
  const file = mainFile(output)
  const made = resultOf(output)?.animation
  if (!file || !made) return undefined
  return {
    url: urlOf(file),
    container: made.format,
    fps: Math.round(spec.frameRate.num / spec.frameRate.den),
    height: made.height,
    width: made.width,
  }
}
