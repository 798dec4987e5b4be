import { describe, expect, test } from 'vitest'
import type { MediaInfo } from '../domain/media-info.ts'
import type { AudioSpec, VideoSpec } from '../domain/output-spec.ts'
import { bps, kbps, rational, seconds } from '../domain/units.ts'
import { mediaStubs } from '../testing/media-stubs.ts'
import { audioMisfit } from './copy-audio.ts'
import { videoMisfit } from './copy-video.ts'
import { pickSource } from './source.ts'

const ASKED: VideoSpec = {
  codec: 'h264',
  rate: { mode: 'abr', bitrate: kbps(5000) },
  size: { by: 'source' },
  copy: 'if-fits',
}
const misfit = (
  more: Partial<VideoSpec>,
  media: MediaInfo = mediaStubs.hd30ShortGop,
  segment?: number,
  cut = false,
) => {
  const source = pickSource(media)
  if (!source.video) throw new Error('the stub has no video')
  return videoMisfit({ ...ASKED, ...more }, source.video, {
    source,
    cut,
    ...(segment !== undefined && { segment }),
  })
}
const changed = (video: Partial<MediaInfo['video'][number]>): MediaInfo => ({
  ...mediaStubs.hd30,
  video: [{ ...mediaStubs.hd30.video[0]!, ...video }],
})

describe('video', () => {
  test('that is as asked has nothing against a copy', () => {
    expect(misfit({})).toBeUndefined()
    expect(
      misfit({
        profile: 'high',
        level: '4.0',
        frameRate: rational(30),
        size: { by: 'sides', second: 1080, fill: 'fit', upscale: true },
      }),
    ).toBeUndefined()
    expect(misfit({ rate: { mode: 'crf', crf: 20, maxBitrate: kbps(5000) } })).toBeUndefined()
    expect(misfit({}, mediaStubs.hd30ShortGop, 4)).toBeUndefined()
    expect(misfit({ frameRate: rational(2997, 100) }, mediaStubs.ntsc)).toBeUndefined()
  })
  test.each([
    ['the codec', {}, changed({ codec: 'vp9' }), 'it is vp9, not h264'],
    ['rotation', {}, mediaStubs.portrait, 'it is stored rotated by 90°'],
    ['pixel shape', {}, mediaStubs.anamorphic, 'its pixels are not square'],
    ['fields', {}, mediaStubs.interlaced, 'it is interlaced'],
    [
      'the size',
      { size: { by: 'sides', second: 720, fill: 'fit', upscale: false } },
      mediaStubs.hd30,
      'it is 1920x1080, not 1280x720',
    ],
    ['an odd size', {}, mediaStubs.odd, 'it is 853x479, not 852x478'],
    ['the frame rate', { frameRate: rational(25) }, mediaStubs.hd30, 'its frame rate is 30, not 25'],
    [
      'an uneven rate',
      { frameRate: rational(30) },
      mediaStubs.variableRate,
      'its frame rate is variable, on average 28.028, not 30',
    ],
    ['pixels', {}, changed({ pixelFormat: 'yuv422p' }), 'its pixel format is yuv422p'],
    ['the profile', { profile: 'main' }, mediaStubs.hd30, 'its profile is High, not main'],
    ['the level', { level: '3.1' }, mediaStubs.hd30, 'its level is 40, above 3.1'],
    [
      'the bitrate',
      { rate: { mode: 'abr', bitrate: kbps(4000) } },
      mediaStubs.hd30,
      'its bitrate is 5000 kbit/s, above 4000 kbit/s',
    ],
    [
      'a bare quality',
      { rate: { mode: 'crf', crf: 23 } },
      mediaStubs.hd30,
      'a quality is asked for, with no bitrate to compare',
    ],
    [
      'an unmeasured GOP',
      { gop: { seconds: seconds(2) } },
      mediaStubs.hd30,
      'the distance of its key frames is not known',
    ],
    [
      'a long GOP',
      { gop: { frames: 30 } },
      mediaStubs.hd30ShortGop,
      'its key frames are up to 2 s apart, for 1 s asked',
    ],
  ] as const)('is not copied for %s', (_, more, media, why) => {
    expect(misfit(more, media)).toBe(why)
  })
  test('is not copied for a part of the source, or segments shorter than its GOP', () => {
    expect(misfit({}, mediaStubs.hd30, undefined, true)).toBe('a part of the source is asked for')
    expect(misfit({}, mediaStubs.hd30ShortGop, 1)).toBe('its key frames are up to 2 s apart, for 1 s asked')
    expect(misfit({}, mediaStubs.hd30, 4)).toBe('the distance of its key frames is not known')
  })
  test('of unknown bitrate is judged by the whole file', () => {
    const { bitrate: _, ...video } = mediaStubs.hd30.video[0]!
    const media = { ...mediaStubs.hd30, video: [video] }
    expect(misfit({}, media)).toBe('its bitrate is 5130 kbit/s, above 5000 kbit/s')
    expect(misfit({}, { ...media, bitrate: bps(4_000_000) })).toBeUndefined()
    expect(misfit({}, { ...media, bitrate: bps(0) })).toBe('its bitrate is not known')
  })
  test('in HEVC compares levels and profiles in HEVC terms', () => {
    const hevc = { codec: 'hevc', rate: { mode: 'abr', bitrate: kbps(9000) } } as const
    expect(misfit({ ...hevc, profile: 'main10', level: '5.0' }, mediaStubs.hdr10)).toBeUndefined()
    expect(misfit({ ...hevc, profile: 'main10', level: '4.1' }, mediaStubs.hdr10)).toBe(
      'its level is 150, above 4.1',
    )
    expect(misfit(hevc, mediaStubs.hdr10)).toBe('its brightness is coded as smpte2084, not bt709')
  })
})

describe('audio', () => {
  const source = mediaStubs.hd30.audio[0]!
  const asked: AudioSpec = { codec: 'aac', copy: 'if-fits' }
  test('that is as asked has nothing against a copy', () => {
    expect(audioMisfit(asked, source, false)).toBeUndefined()
    expect(
      audioMisfit({ ...asked, sampleRate: 48_000, channels: 2, bitrate: kbps(120) }, source, false),
    ).toBeUndefined()
    const { bitrate: _, ...lossless } = { ...source, codec: 'flac' }
    expect(audioMisfit({ codec: 'flac', copy: 'if-fits' }, lossless, false)).toBeUndefined()
  })
  test.each([
    [{ codec: 'mp3' }, 'it is aac, not mp3'],
    [{ sampleRate: 44_100 }, 'its sample rate is 48000 Hz, not 44100 Hz'],
    [{ channels: 1 }, 'its channels are 2, not 1'],
    [{ bitrate: kbps(96) }, 'its bitrate is 128 kbit/s, above 96 kbit/s'],
  ] as const)('is not copied for %o', (more, why) => {
    expect(audioMisfit({ ...asked, ...more }, source, false)).toBe(why)
  })
  test('is not copied for a part of the source, or when its bitrate is unknown', () => {
    expect(audioMisfit(asked, source, true)).toBe('a part of the source is asked for')
    const { bitrate: _, ...unknown } = source
    expect(audioMisfit(asked, unknown, false)).toBe('its bitrate is not known')
  })
})
