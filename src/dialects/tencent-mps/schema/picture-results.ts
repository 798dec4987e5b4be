import { z } from 'zod'
import { storage } from './media.ts'

const int = z.int()
const marks = z.array(int)
/** Watermarks as the caller gave them. */
const echoed = z.array(z.record(z.string(), z.unknown()))

const input = { Definition: int, OutputStorage: storage, OutputObjectPath: z.string(), ExtInfo: z.string() }

export const animatedGraphicInput = z.strictObject({
  ...input,
  StartTimeOffset: z.number(),
  EndTimeOffset: z.number(),
})
export const animatedGraphicOutput = z
  .strictObject({
    Storage: storage,
    Path: z.string(),
    Definition: int,
    Container: z.string(),
    Height: int,
    Width: int,
    Bitrate: int,
    Size: int,
    Md5: z.string(),
    StartTimeOffset: z.number(),
    EndTimeOffset: z.number(),
  })
  .nullable()

export const snapshotInput = <N extends z.ZodType>(numbers: N) =>
  z.strictObject({ ...input, WatermarkSet: echoed, ObjectNumberFormat: numbers })
export const byTimeInput = <N extends z.ZodType>(numbers: N) =>
  z.strictObject({
    ...input,
    WatermarkSet: echoed,
    ObjectNumberFormat: numbers,
    ExtTimeOffsetSet: z.array(z.string()),
    TimeOffsetSet: z.array(z.number()),
  })
export const byTimeOutput = z
  .strictObject({
    Definition: int,
    PicInfoSet: z.array(
      z.strictObject({ TimeOffset: z.number(), Path: z.string(), WaterMarkDefinition: marks }),
    ),
    Storage: storage,
  })
  .nullable()
export const sampleOutput = z
  .strictObject({
    Definition: int,
    SampleType: z.enum(['Percent', 'Time']),
    Interval: int,
    Storage: storage,
    ImagePathSet: z.array(z.string()),
    WaterMarkDefinition: marks,
  })
  .nullable()
