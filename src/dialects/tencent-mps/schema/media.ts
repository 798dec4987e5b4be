import { z } from 'zod'

/** Integers are integers: clients decode them into 64-bit ones and fail on a fraction. `null`: not known. */
const int = z.int()
const unknownOr = <T extends z.ZodType>(schema: T) => schema.nullable()

/** https://www.tencentcloud.com/document/api/1041/33690#MediaVideoStreamItem */
export const videoStreamItem = z.strictObject({
  Bitrate: unknownOr(int),
  Codec: z.string(),
  Fps: int,
  Height: int,
  Width: int,
  HdrType: z.string(),
  ColorPrimaries: z.string(),
  ColorSpace: z.string(),
  ColorTransfer: z.string(),
  Codecs: z.string(),
  FpsNumerator: int,
  FpsDenominator: int,
})

/** https://www.tencentcloud.com/document/api/1041/33690#MediaAudioStreamItem */
export const audioStreamItem = z.strictObject({
  Channel: int,
  Bitrate: unknownOr(int),
  Codec: z.string(),
  SamplingRate: int,
  Codecs: z.string(),
  Loudness: z.null(),
})

/** https://www.tencentcloud.com/document/api/1041/33690#MediaMetaData */
export const mediaMetaData = z.strictObject({
  Size: int,
  Container: z.string(),
  Bitrate: int,
  Height: int,
  Width: int,
  Duration: z.number(),
  Rotate: int,
  VideoStreamSet: z.array(videoStreamItem),
  AudioStreamSet: z.array(audioStreamItem),
  VideoDuration: z.number(),
  AudioDuration: z.number(),
})

export const inputInfo = z.strictObject({
  Type: z.string(),
  CosInputInfo: unknownOr(z.strictObject({ Bucket: z.string(), Region: z.string(), Object: z.string() })),
  UrlInputInfo: unknownOr(z.strictObject({ Url: z.string() })),
  S3InputInfo: z.null(),
})

export const storage = z.strictObject({
  Type: z.literal('COS'),
  CosOutputStorage: z.strictObject({ Bucket: z.string(), Region: z.string() }),
  S3OutputStorage: z.null(),
})
