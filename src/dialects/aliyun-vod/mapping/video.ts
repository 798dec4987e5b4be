import type { FrameSize, RateControl, VideoSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { kbps, seconds } from '../../../domain/units.ts'
import { pictureWishes } from '../../../wire/aliyun/picture-wishes.ts'
import { pictureChecks } from '../../../wire/aliyun/source-checks.ts'
import { videoProfile } from '../../../wire/aliyun/video-profile.ts'
import { exactRate } from '../../../wire/exact-rate.ts'
import type { TranscodeTemplate, VideoConfig } from '../schema/template.ts'

type Trans = TranscodeTemplate['TransConfig']

/** The service's own numbers, where nothing is said. */
const DEFAULT_CRF = 26
const DEFAULT_BUFFER = 6000
const DEFAULT_GOP = 10

/**
 * A template's picture as a spec. @param at dotted path of the template, for messages
 * @throws DomainError invalid-parameter
 */
export const toVideoSpec = (
  { Video: video = {}, TransConfig: trans, Rotate }: TranscodeTemplate,
  template: string,
): VideoSpec => {
  const at = `${template}.Video`
  if (video.Codec === 'GIF')
    throw fail('invalid-parameter', 'GIF is a container of its own: set Container.Format.', {
      path: `${at}.Codec`,
    })
  const codec = video.Codec === 'H.265' || video.Codec === 'H265' ? 'hevc' : 'h264'
  const rate = rateControl(video, trans, at)
  return {
    codec,
    rate,
    size: frameSize(video, trans),
    ...(video.Fps === undefined ? {} : { frameRate: exactRate(video.Fps) }),
    gop: video.Gop === undefined ? { seconds: seconds(DEFAULT_GOP) } : { frames: video.Gop },
    ...videoProfile(video.Profile, codec, at),
    ...pictureWishes({ ...video, Rotate }),
    ...pictureChecks(trans),
    ...(video.Preset === undefined ? {} : { speed: video.Preset }),
    copy: 'never',
  }
}

/** A constant quality wins over a bitrate. */
const rateControl = (
  { Bitrate, Maxrate, Bufsize, Crf }: VideoConfig,
  trans: Trans,
  at: string,
): RateControl => {
  const cap =
    Maxrate === undefined ? {} : { maxBitrate: kbps(Maxrate), buffer: (Bufsize ?? DEFAULT_BUFFER) * 1000 }
  if (trans?.TransMode === 'CBR') {
    if (Bitrate !== undefined) return { mode: 'cbr', bitrate: kbps(Bitrate) }
    throw fail('invalid-parameter', `TransMode CBR needs a bitrate: set ${at}.Bitrate.`, {
      path: `${at}.Bitrate`,
    })
  }
  return Crf !== undefined || Bitrate === undefined
    ? { mode: 'crf', crf: Crf ?? DEFAULT_CRF, ...cap }
    : {
        mode: 'abr',
        bitrate: kbps(Bitrate),
        ...(trans?.TransMode === 'twopass' ? { passes: 2 } : {}),
        ...cap,
      }
}

/** With the mode of sides, which is the service's default, Width is the long side and Height the short one. */
export const frameSize = (
  {
    Width: first,
    Height: second,
    LongShortMode = true,
  }: Pick<VideoConfig, 'Width' | 'Height' | 'LongShortMode'>,
  trans: Trans,
): FrameSize =>
  first === undefined && second === undefined
    ? { by: 'source' }
    : {
        by: LongShortMode ? 'long-short' : 'sides',
        ...(first === undefined ? {} : { first }),
        ...(second === undefined ? {} : { second }),
        fill: 'fit',
        upscale: trans?.IsCheckReso !== true,
      }
