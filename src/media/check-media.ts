import type { MediaInfo } from '../domain/media-info.ts'
import type { Expectation } from '../domain/plan.ts'
import { CheckFailed } from './verified.ts'

/**
 * Compares what was measured with what was planned.
 * @throws CheckFailed
 */
export const checkMedia = (media: MediaInfo, expect: Expectation): void => {
  checkStreams('video', media.video, expect.video)
  checkStreams('audio', media.audio, expect.audio)
  if (media.subtitles.length > 0)
    throw new CheckFailed('streams', 'The output has subtitles that were not planned.', {
      expected: 0,
      actual: media.subtitles.length,
    })
  const [video] = media.video
  const [audio] = media.audio
  if (video && expect.video) {
    same('width', expect.video.width, video.width)
    same('height', expect.video.height, video.height)
    // The older name of full-range samples.
    same('pixelFormat', expect.video.pixelFormat, video.pixelFormat.replace('yuvj', 'yuv'))
    checkProfile(video.profile, expect.video.profiles)
    checkFrames(video.frames, expect.video.frames)
    checkDuration('video.duration', video.duration, expect.video.duration, expect.tolerance)
  }
  if (audio && expect.audio) {
    same('channels', expect.audio.channels, audio.channels)
    same('sampleRate', expect.audio.sampleRate, audio.sampleRate)
    checkDuration('audio.duration', audio.duration, expect.audio.duration, expect.tolerance)
  }
  checkDuration('duration', media.duration, expect.duration, expect.tolerance)
}

const checkStreams = (
  kind: 'video' | 'audio',
  streams: readonly { readonly codec: string }[],
  wanted: { readonly codec: string } | null,
): void => {
  const expected = wanted ? 1 : 0
  if (streams.length !== expected)
    throw new CheckFailed(
      `${kind}.streams`,
      `The output has ${streams.length || 'no'} ${kind} stream${streams.length > 1 ? 's' : ''} instead of ${expected || 'none'}.`,
      { expected, actual: streams.length },
    )
  if (wanted) same(`${kind}.codec`, wanted.codec, streams[0]?.codec)
}

const same = <T extends string | number>(
  check: string,
  expected: T | undefined,
  actual: T | undefined,
): void => {
  if (expected === undefined || expected === actual) return
  throw new CheckFailed(check, `The output's ${check} is ${actual ?? 'unknown'} instead of ${expected}.`, {
    expected,
    actual: actual ?? null,
  })
}

/** `actual` undefined: the container does not say it of this stream, and the whole file's duration has to do. */
export const checkDuration = (
  check: string,
  actual: number | undefined,
  expected: number | undefined,
  tolerance: number,
): void => {
  if (actual === undefined || expected === undefined || Math.abs(actual - expected) <= tolerance) return
  const what = { 'video.duration': "output's video", 'audio.duration': "output's sound" }[check] ?? 'output'
  throw new CheckFailed(
    check,
    `The ${what} is ${actual < expected ? 'shorter' : 'longer'} than the source: ${actual.toFixed(3)} s instead of ${expected.toFixed(3)} s.`,
    { expected, actual },
  )
}

const checkProfile = (actual: string | undefined, expected: readonly string[] | undefined): void => {
  if (expected === undefined || (actual !== undefined && expected.includes(actual))) return
  throw new CheckFailed(
    'profile',
    `The output's profile is ${actual ?? 'unknown'} instead of ${expected.at(-1)}.`,
    { expected: [...expected], actual: actual ?? null },
  )
}

const checkFrames = (
  actual: number | undefined,
  expected: { readonly count: number; readonly slack: number } | undefined,
): void => {
  if (expected === undefined) return
  const { count, slack } = expected
  if (actual !== undefined && Math.abs(actual - count) <= slack) return
  const how = actual !== undefined && actual > count ? 'longer' : 'shorter'
  throw new CheckFailed(
    'frames',
    `The output is ${how} than the source: ${actual ?? 'no'} frames instead of ${count}.`,
    { expected: count, actual: actual ?? null },
  )
}
