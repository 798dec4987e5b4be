import type { MediaInfo, VideoStream } from '../domain/media-info.ts'
import { type Fields, listOf, numberOf, textOf } from './fields.ts'
import { hdrSideData } from './hdr-side-data.ts'
import { orientation } from './orientation.ts'

/** Pictures that are looked at where a container's word on fields is not taken. */
const SEVERAL = 8

/** Codecs that have fields, beyond those whose streams FFmpeg reads them from before it decodes. */
const SILENT_CODECS = ['dvvideo', 'mpeg4', 'mjpeg', 'prores', 'dnxhd', 'vc1', 'huffyuv']
/** Whose own word is hidden by their container's. */
const SPEAKING_CODECS = ['h264', 'mpeg2video', 'vc1']

interface Decoder {
  /** What the decoder says of a stream's first pictures. */
  firstPictures(stream: number, packets: number): Promise<readonly Fields[]>
}

/**
 * With what only the pictures tell. HDR10 pictures say how bright they are inside the stream, where their container does not.
 * H.264 says in two places which field comes first, of which decoders read the other one than probes; FFmpeg's own x264 can
 * write them contrary. And a container may call pictures progressive that consist of fields, or say nothing of it. A photo
 * says how it is to be turned beside its picture.
 * @param said the streams as ffprobe's JSON has them
 */
export const withFirstPictures = async (
  media: MediaInfo,
  said: readonly Fields[],
  decoder: Decoder,
): Promise<MediaInfo> => {
  const video = media.video.map(async (stream) => {
    const entry = said.find((each) => numberOf(each, 'index') === stream.index) ?? {}
    const dark = stream.color.transfer === 'smpte2084' && !stream.hdrMetadata
    const fields = stream.codec === 'h264' && stream.interlaced
    const doubtful = !stream.interlaced && mayHideFields(media.container, entry)
    const photo = media.container === 'jpeg_pipe'
    if (!dark && !fields && !doubtful && !photo) return stream
    const pictures = await decoder.firstPictures(stream.index, doubtful ? SEVERAL : 1)
    const [first = {}] = pictures
    const woven = doubtful ? pictures.find(isInterlaced) : undefined
    return {
      ...stream,
      ...(dark && hdrSideData(listOf(first.side_data_list))),
      ...(photo && orientation(listOf(first.side_data_list), {})),
      ...(fields && misread(stream, first) && ({ fieldsMisread: true } as const)),
      ...(woven && ({ interlaced: true, fieldOrder: isTopFirst(woven) ? 'top' : 'bottom' } as const)),
    }
  })
  return { ...media, video: await Promise.all(video) }
}

/** Matroska's flag stands before what the stream says of itself; most writers set it without looking. */
const mayHideFields = (container: string, entry: Fields): boolean => {
  const codec = textOf(entry, 'codec_name') ?? ''
  const order = textOf(entry, 'field_order') ?? 'unknown'
  if (order === 'unknown') return SILENT_CODECS.includes(codec)
  return order === 'progressive' && container.startsWith('matroska') && SPEAKING_CODECS.includes(codec)
}

const isInterlaced = (picture: Fields): boolean => numberOf(picture, 'interlaced_frame') === 1
const isTopFirst = (picture: Fields): boolean => numberOf(picture, 'top_field_first') === 1

const misread = ({ fieldOrder }: VideoStream, picture: Fields): boolean =>
  isInterlaced(picture) && isTopFirst(picture) !== (fieldOrder === 'top')
