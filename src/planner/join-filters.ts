import type { VideoStream } from '../domain/media-info.ts'
import { colorFilters } from './color-filters.ts'
import { sourceColors } from './colors.ts'
import { finishFilters } from './finish-filters.ts'
import { resolveFraming } from './frame-size.ts'
import type { JoinedClip, JoinedClips } from './join.ts'
import { prelude } from './video-prelude.ts'

/** The labels of what the clips are together: the picture, and the finished sounds. */
export const JOINED_PICTURE = 'jv'
export const joinedSound = (n: number): string => `ja${n}`

/** The chains that make one picture of the clips, and a sound for each list of filters in `sounds`; input n is clip n. */
export const joinChains = (
  { clips, source, layout }: JoinedClips,
  { picture, sounds }: { readonly picture: boolean; readonly sounds: readonly (readonly string[])[] },
): readonly string[] => {
  const { video, audio } = source
  const silence = audio && `anullsrc=r=${audio.sampleRate}:cl=${layout}`
  return [
    ...(picture && video ? pictureChains(clips, video.stream) : []),
    ...(sounds.length > 0 && silence ? soundChains(clips, { silence, layout }, sounds) : []),
  ]
}

const pictureChains = (clips: readonly JoinedClip[], like: VideoStream): string[] => [
  ...clips.map((clip, n) => `${clipPicture(clip, n, like).join(',')}[jv${n}]`),
  `${clips.map((_, n) => `[jv${n}]`).join('')}concat=n=${clips.length}:v=1:a=0[${JOINED_PICTURE}]`,
]

/** A picture that ends early stays; one that starts late is seen from the beginning. */
const clipPicture = ({ video, frames }: JoinedClip, n: number, like: VideoStream): readonly string[] => {
  const { width, height, pixelFormat, frameRate } = like
  const rate = `${frameRate.num}/${frameRate.den}`
  const to = sourceColors(like)
  const end = [
    `trim=end_frame=${frames}`,
    'setpts=PTS-STARTPTS',
    'setsar=1',
    `format=${pixelFormat}`,
    `setparams=range=${to.range}:color_primaries=${to.primaries}:color_trc=${to.transfer}:colorspace=${to.matrix}`,
  ]
  if (!video) return [`color=c=black:s=${width}x${height}:r=${rate}`, ...end]
  const { stream, display } = video
  const box = { by: 'sides', first: width, second: height, fill: 'pad-black', upscale: true } as const
  const framing = resolveFraming(box, display)
  const [first, ...rest] = [
    ...prelude(video, stream.interlaced ? 'frames' : 'none'),
    `fps=${rate}:start_time=0`,
    `scale=${framing.scaled.width}:${framing.scaled.height}:flags=bicubic`,
    ...colorFilters({
      from: sourceColors(stream),
      to,
      pixelFormat,
      stream: { ...stream, ...framing.scaled },
    }),
    // Before the border: a pad of other pixels would be another black.
    `format=${pixelFormat}`,
    ...finishFilters(framing, `jf${n}`, pixelFormat),
    'tpad=stop=-1:stop_mode=clone',
    ...end,
  ]
  return [`[${n}:${stream.index}]${first}`, ...rest]
}

const soundChains = (
  clips: readonly JoinedClip[],
  like: { readonly silence: string; readonly layout: string },
  sounds: readonly (readonly string[])[],
): string[] => {
  const finish = (filters: readonly string[], n: number) =>
    `${filters.join(',') || 'anull'}[${joinedSound(n)}]`
  const joined = `${clips.map((_, n) => `[jc${n}]`).join('')}concat=n=${clips.length}:v=0:a=1`
  const own = clips.map((clip, n) => `${clipSound(clip, n, like)}[jc${n}]`)
  const [only, ...others] = sounds
  if (only && others.length === 0) return [...own, `${joined},${finish(only, 0)}`]
  return [
    ...own,
    `${joined},asplit=${sounds.length}${sounds.map((_, n) => `[js${n}]`).join('')}`,
    ...sounds.map((filters, n) => `[js${n}]${finish(filters, n)}`),
  ]
}

const clipSound = (
  { audio, samples }: JoinedClip,
  n: number,
  { silence, layout }: { readonly silence: string; readonly layout: string },
): string => {
  const end = `atrim=end_sample=${samples},asetpts=PTS-STARTPTS,aformat=sample_fmts=fltp:channel_layouts=${layout}`
  return audio ? `[${n}:${audio.index}]${[...audio.filters, 'apad', end].join(',')}` : `${silence},${end}`
}
