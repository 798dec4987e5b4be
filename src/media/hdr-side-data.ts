import type { HdrMetadata, MasteringDisplay, VideoStream } from '../domain/media-info.ts'
import { type Fields, numberOf, present, textOf } from './fields.ts'

/** What ffprobe's side data, of a stream or of its first frame, tells of HDR. */
export const hdrSideData = (
  sideData: readonly Fields[],
): Pick<VideoStream, 'hdrMetadata' | 'dolbyVision'> => {
  const of = (type: RegExp) => sideData.find((data) => type.test(textOf(data, 'side_data_type') ?? ''))
  const light = of(/^Content light level/)
  const display = of(/^Mastering display/)
  const dolby = of(/^DOVI configuration/)
  const profile = dolby && numberOf(dolby, 'dv_profile')
  const metadata = present<HdrMetadata>({
    mastering: display && masteringOf(display),
    maxCll: light && positive(numberOf(light, 'max_content')),
    maxFall: light && positive(numberOf(light, 'max_average')),
  })
  return {
    ...(Object.keys(metadata).length > 0 && { hdrMetadata: metadata }),
    ...(dolby &&
      profile !== undefined && {
        dolbyVision: { profile, compatibility: numberOf(dolby, 'dv_bl_signal_compatibility_id') ?? 0 },
      }),
  }
}

/** Undefined unless it is whole: zeros are how encoders say "unknown". */
const masteringOf = (data: Fields): MasteringDisplay | undefined => {
  const value = (name: string): number => ratio(textOf(data, name))
  const point = (color: string): readonly [number, number] => [value(`${color}_x`), value(`${color}_y`)]
  const display: MasteringDisplay = {
    red: point('red'),
    green: point('green'),
    blue: point('blue'),
    white: point('white_point'),
    minLuminance: Math.max(0, value('min_luminance')),
    maxLuminance: value('max_luminance'),
  }
  const points = [display.red, display.green, display.blue, display.white].flat()
  return points.every((n) => n > 0 && n <= 1) && display.maxLuminance > 0 ? display : undefined
}

const ratio = (text: string | undefined): number => {
  const [, num, den] = /^(\d+)\/(\d+)$/.exec(text ?? '') ?? []
  return Number(den) > 0 ? Number(num) / Number(den) : 0
}

const positive = (n: number | undefined): number | undefined => (n !== undefined && n > 0 ? n : undefined)
