import type { MediaJson, OutputJson } from '../api/types.ts'
import { formatBytes, formatDuration } from './units.ts'

export const OUTPUT_HEADINGS = ['SIZE', 'CODEC', 'RESOLUTION', 'DURATION'] as const

/** Size, codec, resolution and duration of a finished output; a dash for what it does not have. */
export const describeOutput = ({ result }: OutputJson): readonly string[] => {
  if (!result) return ['-', '-', '-', '-']
  const { media, renditions, sprite, pictures, animation } = result
  const size = formatBytes(result.size)
  if (sprite)
    return [size, '-', `${sprite.tileWidth}x${sprite.tileHeight} (${pictureCount(sprite.count)})`, '-']
  if (pictures?.[0])
    return [size, '-', `${pictures[0].width}x${pictures[0].height} (${pictureCount(pictures.length)})`, '-']
  if (animation) {
    const { format, width, height, duration } = animation
    return [size, format, `${width}x${height}`, formatDuration(duration, { exact: true })]
  }
  // A stream's sound can be a rendition of its own.
  const parts = renditions?.map((each) => each.media) ?? (media ? [media] : [])
  const sizes = new Set(parts.flatMap((each) => resolution(each) ?? []))
  return [
    size,
    parts.length === 0 ? '-' : codecs(...parts),
    [...sizes].join(' ') || '-',
    media ? formatDuration(media.duration, { exact: true }) : '-',
  ]
}

const pictureCount = (count: number): string => (count === 1 ? '1 picture' : `${count} pictures`)

/** `h264 + aac`: each codec once, video first. */
export const codecs = (...parts: readonly MediaJson[]): string => {
  const names = [...parts.flatMap(({ video }) => video), ...parts.flatMap(({ audio }) => audio)]
  return [...new Set(names.map(({ codec }) => codec))].join(' + ') || '-'
}

export const resolution = ({ video: [first] }: MediaJson): string | undefined =>
  first && `${first.displayWidth}x${first.displayHeight}`
