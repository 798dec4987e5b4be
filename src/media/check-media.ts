import { threeLetters } from '../domain/language.ts'
import type { MediaInfo } from '../domain/media-info.ts'
import type { Expectation } from '../domain/plan.ts'
import { plainTag } from './media-info.ts'
import { CheckFailed } from './verified.ts'

/**
 * Compares what was measured with what was planned.
 * @throws CheckFailed
 */
export const checkMedia = (media: MediaInfo, expect: Expectation): void => {
  const sounds = [...(expect.audio ? [expect.audio] : []), ...(expect.moreAudio ?? [])]
  checkStreams('video', media.video, expect.video ? [expect.video] : [])
  checkStreams('audio', media.audio, sounds)
  checkSubtitles(media.subtitles, expect.subtitles ?? [])
  const [video] = media.video
  if (video && expect.video) {
    same('width', expect.video.width, video.width)
    same('height', expect.video.height, video.height)
    // The older name of full-range samples.
    same('pixelFormat', expect.video.pixelFormat, video.pixelFormat.replace('yuvj', 'yuv'))
    checkProfile(video.profile, expect.video.profiles)
    checkFrames(video.frames, expect.video.frames)
    checkDuration('video.duration', video.duration, expect.video.duration, expect.tolerance)
  }
  for (const [i, wanted] of sounds.entries()) {
    const audio = media.audio[i]
    same('channels', wanted.channels, audio?.channels)
    same('sampleRate', wanted.sampleRate, audio?.sampleRate)
    if (wanted.language !== undefined && audio?.language !== undefined)
      same('language', wanted.language, threeLetters(audio.language))
    checkDuration('audio.duration', audio?.duration, wanted.duration, expect.tolerance)
  }
  checkTags(media.tags, expect.tags ?? [])
  checkDuration('duration', media.duration, expect.duration, expect.tolerance)
}

const checkSubtitles = (
  streams: MediaInfo['subtitles'],
  wanted: NonNullable<Expectation['subtitles']>,
): void => {
  checkStreams('subtitle', streams, wanted)
  for (const [i, { language, forced, cues }] of wanted.entries()) {
    const found = streams[i]
    if (language !== undefined && found?.language !== undefined)
      same('subtitle language', language, threeLetters(found.language))
    if (forced && found?.facts?.dispositions?.includes('forced') === false)
      throw new CheckFailed('subtitle.forced', 'The output does not say that its subtitles are forced.', {})
    same('cues', cues, found?.cues)
  }
}

const checkStreams = (
  kind: 'video' | 'audio' | 'subtitle',
  streams: readonly { readonly codec: string }[],
  wanted: readonly { readonly codec: string }[],
): void => {
  const expected = wanted.length
  if (streams.length !== expected)
    throw new CheckFailed(
      `${kind}.streams`,
      `The output has ${streams.length || 'no'} ${kind} stream${streams.length > 1 ? 's' : ''} instead of ${expected || 'none'}.`,
      { expected, actual: streams.length },
    )
  for (const [i, { codec }] of wanted.entries())
    if (!sameCodec(codec, streams[i]?.codec)) same(`${kind}.codec`, codec, streams[i]?.codec)
}

/** Some containers write names in capitals. */
const checkTags = (said: MediaInfo['tags'], wanted: NonNullable<Expectation['tags']>): void => {
  const found = new Map(Object.entries(said).map(([name, value]) => [name.toLowerCase(), value]))
  for (const { name, value } of wanted) same(`tag ${name}`, plainTag(value), found.get(name.toLowerCase()))
}

/** MP4 says of all layers of MPEG-1 audio that they are MPEG-1 audio. */
const sameCodec = (expected: string, actual: string | undefined): boolean =>
  expected === actual || (expected === 'mp2' && actual === 'mp3')

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
