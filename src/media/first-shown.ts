import type { MediaInfo } from '../domain/media-info.ts'
import { type Seconds, seconds } from '../domain/units.ts'
import { FIRST_FRAMES, type PacketFacts } from './packets.ts'

/** Containers that can be cut anywhere: a recording begins with frames of which nobody has the key frame. */
const CUT_ANYWHERE = /^mpeg(?:ts)?$/
/** Seconds by which a picture may begin later before it is worth a word. */
const LATE = 0.1

interface Reader {
  /** Of the beginning, as far as so many packets of each stream of pictures reach. */
  packets(first: number): Promise<ReadonlyMap<number, PacketFacts>>
}

/** With when the first picture is shown, where frames stand before the first key frame that decoders pass over. */
export const withFirstShown = async (media: MediaInfo, reader: Reader): Promise<MediaInfo> => {
  if (!CUT_ANYWHERE.test(media.container) || media.video.length === 0) return media
  const begin = await reader.packets(1)
  if (media.video.every(({ index }) => begin.get(index)?.firstKey !== undefined)) return media
  const first = await reader.packets(FIRST_FRAMES)
  const shown = (index: number): Seconds | undefined => {
    const { firstKey, start } = first.get(index) ?? {}
    return firstKey !== undefined && start !== undefined && firstKey > start + LATE
      ? seconds(firstKey)
      : undefined
  }
  return {
    ...media,
    video: media.video.map((stream) => {
      const firstShown = shown(stream.index)
      return firstShown === undefined ? stream : { ...stream, firstShown }
    }),
  }
}
