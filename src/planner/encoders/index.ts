import type { VideoCodec } from '../../domain/output-spec.ts'
import { av1 } from './av1.ts'
import type { EncoderRule } from './encoder.ts'
import { h264 } from './h264.ts'
import { hevc } from './hevc.ts'
import { mpeg2 } from './mpeg2.ts'
import { vp8 } from './vp8.ts'
import { vp9 } from './vp9.ts'

/** How each codec is made. A codec that is missing here does not compile. */
export const ENCODERS: Readonly<Record<VideoCodec, EncoderRule>> = {
  ...{ h264, hevc, av1, vp9, vp8 },
  mpeg2video: mpeg2,
}
