import type { MediaJson, OutputJson } from '../api/types.ts'
import { formatBytes, formatDuration } from './units.ts'

export const OUTPUT_HEADINGS = ['SIZE', 'CODEC', 'RESOLUTION', 'DURATION'] as const

/** Size, codec, resolution and duration of a finished output; a dash for what it does not have. */
export const describeOutput = ({ result }: OutputJson): readonly string[] => {
  if (!result) return ['-', '-', '-', '-']
  const { media, renditions, sprite } = result
  const size = formatBytes(result.size)
  if (sprite)
    return [size, 'jpeg', `${sprite.tileWidth}x${sprite.tileHeight} (${sprite.count} pictures)`, '-']
  const pictures = (renditions ?? (media ? [{ media }] : [])).flatMap((each) => resolution(each.media) ?? [])
  return [
    size,
    media ? codecs(media) : '-',
    pictures.length === 0 ? '-' : pictures.join(' '),
    media ? formatDuration(media.duration, { exact: true }) : '-',
  ]
}

/** `h264 + aac` */
export const codecs = ({ video, audio }: MediaJson): string =>
  [...video, ...audio].map(({ codec }) => codec).join(' + ') || '-'

export const resolution = ({ video: [first] }: MediaJson): string | undefined =>
  first && `${first.displayWidth}x${first.displayHeight}`
