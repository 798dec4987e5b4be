import type { PictureFormat } from '../../domain/picture-spec.ts'
import type { AnimationBranch, PictureBranch } from './branch.ts'
import { mostPictures } from './sampling.ts'

const CLEAN = ['-map_metadata', '-1', '-map_chapters', '-1']

/** The arguments of the FFmpeg output of a branch. `label` is its picture in the graph. */
export const pictureArgs = (branch: PictureBranch, label: string): string[] => {
  const map = ['-map', `[${label}]`]
  switch (branch.type) {
    case 'snapshots':
      return [
        ...[...map, ...snapshotArgs(branch, mostPictures(branch.sampling))],
        ...['-frame_pts', '1', `file:${branch.pattern}`],
      ]
    case 'sheets':
      return [
        ...[...map, '-fps_mode', 'passthrough', ...encoder(branch.format, branch.quality), ...CLEAN],
        ...['-f', 'image2', `file:${branch.pattern}`],
      ]
    case 'animation':
      return [...map, ...animationArgs(branch), `file:${branch.path}`]
  }
}

/** Times are in microseconds. */
export const snapshotArgs = (
  { format, quality }: { readonly format: PictureFormat; readonly quality?: number },
  most: number,
): string[] => [
  ...['-fps_mode', 'passthrough', '-enc_time_base', '1:1000000', '-frames:v', String(most)],
  ...[...encoder(format, quality), ...CLEAN, '-f', 'image2'],
]

const animationArgs = ({ format, plays, quality }: AnimationBranch): string[] =>
  format === 'gif'
    ? // GIF counts repetitions; -1 is none.
      ['-c', 'gif', ...CLEAN, '-loop', String(plays === 0 ? 0 : plays === 1 ? -1 : plays - 1), '-f', 'gif']
    : ['-c', 'libwebp_anim', ...webpQuality(quality), ...CLEAN, '-loop', String(plays), '-f', 'webp']

const encoder = (format: PictureFormat, quality: number | undefined): string[] => {
  switch (format) {
    case 'jpeg':
      return [
        '-c',
        'mjpeg',
        '-q:v',
        String(quality === undefined ? 4 : 31 - Math.round(((quality - 1) * 29) / 99)),
      ]
    case 'png':
      return ['-c', 'png']
    case 'webp':
      return ['-c', 'libwebp', ...webpQuality(quality)]
  }
}

const webpQuality = (quality = 80): string[] => ['-quality', String(quality)]

/** What a branch needs of the FFmpeg at hand. */
export const pictureNeeds = ({
  type,
  format,
}: Pick<PictureBranch, 'type' | 'format'>): { readonly encoder: string; readonly muxer: string } => {
  if (type !== 'animation')
    return { encoder: { jpeg: 'mjpeg', png: 'png', webp: 'libwebp', gif: 'gif' }[format], muxer: 'image2' }
  return format === 'gif' ? { encoder: 'gif', muxer: 'gif' } : { encoder: 'libwebp_anim', muxer: 'webp' }
}
