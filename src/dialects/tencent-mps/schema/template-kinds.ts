import { z } from 'zod'
import { honoured, refused } from '../../../wire/fields.ts'
import {
  choice,
  int,
  optionalBool,
  optionalChoice,
  optionalInt,
  optionalIntOrZero,
  optionalList,
  optionalNumber,
  optionalObject,
  optionalText,
} from './scalars.ts'
import { audioFields, videoFields } from './transcode-parameters.ts'

/** What templates of each other kind than transcoding are told with: `needed` when they are made, all when they change. */

const size = {
  Width: honoured(optionalIntOrZero(128, 4096)),
  Height: honoured(optionalIntOrZero(128, 4096)),
  ResolutionAdaptive: honoured(optionalChoice(['open', 'close'])),
}
const stillFormat = () => honoured(optionalChoice(['jpg', 'png', 'webp']))
const stillFill = () => honoured(optionalChoice(['stretch', 'black', 'white', 'gauss']))
/** In percent of the source, or in seconds. */
const sampling = {
  SampleType: honoured(choice(['Percent', 'Time'])),
  SampleInterval: honoured(int(1, 100_000)),
}

/** https://www.tencentcloud.com/document/api/1041/33690#AnimatedGraphicsTemplate */
export const animatedGraphics = {
  needed: { Fps: honoured(int(1, 60)) },
  free: {
    ...size,
    Format: honoured(optionalChoice(['gif', 'webp'])),
    Quality: honoured(optionalNumber(1, 100)),
  },
}

/** https://www.tencentcloud.com/document/api/1041/33690#SnapshotByTimeOffsetTemplate */
export const snapshotByTimeOffset = {
  needed: {},
  free: { ...size, Format: stillFormat(), FillType: stillFill() },
}

/** https://www.tencentcloud.com/document/api/1041/33690#SampleSnapshotTemplate */
export const sampleSnapshot = {
  needed: sampling,
  free: { ...size, Format: stillFormat(), FillType: stillFill() },
}

const MAX_ROWS = 100

/** https://www.tencentcloud.com/document/api/1041/33690#ImageSpriteTemplate */
export const imageSprite = {
  needed: {
    ...sampling,
    RowCount: honoured(int(1, MAX_ROWS)),
    ColumnCount: honoured(int(1, MAX_ROWS)),
  },
  free: {
    ...size,
    Format: stillFormat(),
    FillType: honoured(
      optionalChoice(['stretch', 'black', 'white'], { gauss: 'small pictures are not blurred' }),
    ),
  },
}

const MAX_STREAMS = 10
const MAX_SOUNDS = 10

/** One sound of a ladder: a track of the source in the language, or the default one where there is none in it. */
const sound = z.strictObject({
  ...audioFields,
  TrackChannelInfo: refused('sounds are taken by their language; channels are not rearranged'),
  AudioLanguage: honoured(optionalText(64)),
  AudioName: honoured(optionalText(64)),
  DefaultTrack: honoured(optionalBool()),
})
export type LadderSound = z.output<typeof sound>

const stream = z.strictObject({
  Video: optionalObject(z.strictObject(videoFields)),
  Audio: optionalObject(sound),
  RemoveAudio: honoured(optionalInt(0, 1)),
  RemoveVideo: honoured(optionalInt(0, 1)),
  AudioList: optionalList(sound, MAX_SOUNDS),
})
export type LadderStream = z.output<typeof stream>

const NO_PACKED = 'sound is in MPEG-TS or MP4 segments here'
export const SEGMENT_TYPES = ['ts-segment', 'ts-byterange', 'mp4-segment', 'mp4-byterange'] as const

/** https://www.tencentcloud.com/document/api/1041/33690#AdaptiveDynamicStreamingTemplate */
export const adaptiveStreaming = {
  needed: {
    Format: honoured(choice(['HLS', 'MPEG-DASH'])),
    StreamInfos: z.array(stream).min(1).max(MAX_STREAMS),
  },
  free: {
    DisableHigherVideoBitrate: honoured(optionalInt(0, 1)),
    DisableHigherVideoResolution: honoured(optionalInt(0, 1)),
    PureAudio: honoured(optionalInt(0, 1)),
    SegmentType: honoured(
      optionalChoice(SEGMENT_TYPES, {
        ...{ 'ts-packed-audio': NO_PACKED, 'mp4-packed-audio': NO_PACKED },
        ...{ 'ts-ts-segment': NO_PACKED, 'ts-ts-byterange': NO_PACKED, 'mp4-mp4-segment': NO_PACKED },
        ...{ 'mp4-mp4-byterange': NO_PACKED, 'ts-packed-audio-byterange': NO_PACKED },
        'mp4-packed-audio-byterange': NO_PACKED,
      }),
    ),
  },
}
