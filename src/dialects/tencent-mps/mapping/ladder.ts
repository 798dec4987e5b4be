import type { AudioSpec, StreamSpec, VideoSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import type { RenditionSpec } from '../../../domain/stream-spec.ts'
import type { TrackPick } from '../../../domain/track-choice.ts'
import { seconds } from '../../../domain/units.ts'
import type { LadderSound, LadderStream, SEGMENT_TYPES } from '../schema/template-kinds.ts'
import { toAudioSpec } from './audio.ts'
import { segmentSeconds } from './output-spec.ts'
import { toVideoSpec } from './video.ts'

/** An adaptive streaming template as it was validated. */
interface Ladder {
  readonly Format: 'HLS' | 'MPEG-DASH'
  readonly StreamInfos: readonly LadderStream[]
  readonly DisableHigherVideoBitrate?: number | undefined
  readonly DisableHigherVideoResolution?: number | undefined
  readonly PureAudio?: number | undefined
  readonly SegmentType?: (typeof SEGMENT_TYPES)[number] | undefined
}

const unsupported = (message: string, path: string) => fail('unsupported-parameter', message, { path })

/**
 * Each stream with a picture is a rendition, whose place is its name: {subStreamNumber}. In HLS they hold their sound, unless
 * sounds are listed to choose from or have streams of their own; then, and in DASH, sounds stand apart.
 * @throws DomainError missing-parameter, invalid-parameter, unsupported-parameter
 */
export const toLadder = (asked: Ladder): StreamSpec => {
  const dash = asked.Format === 'MPEG-DASH'
  const streams = asked.StreamInfos.map((info, i) => ({ ...readStream(info, i), at: `StreamInfos.${i}` }))
  const renditions = streams.flatMap(({ video }, i): RenditionSpec[] =>
    video ? [{ name: String(i), video: { ...video, ...bounds(video, asked) } }] : [],
  )
  const pure = asked.PureAudio === 1
  if (pure !== (renditions.length === 0))
    throw fail('invalid-parameter', 'PureAudio is 1 where all streams remove their video, and only there.', {
      path: 'PureAudio',
    })
  const listed = streams.some(({ sounds }) => sounds.length > 1)
  const alone = streams.some(({ video, sounds }) => !video && sounds.length > 0)
  const apart = dash || (!pure && (listed || alone))
  const common = {
    kind: 'stream' as const,
    protocol: dash ? ('dash' as const) : ('hls' as const),
    ...segments(asked),
    segmentDuration: seconds(durationOf(asked.StreamInfos)),
  }
  if (!apart)
    return { ...common, master: !pure, ...muxed(streams, renditions, pure), audioPlacement: 'muxed' }
  return { ...common, master: true, renditions, ...soundsApart(streams), audioPlacement: 'separate' }
}

interface Stream {
  readonly video: RenditionSpec['video'] | undefined
  readonly sounds: readonly { readonly spec: AudioSpec; readonly told: LadderSound }[]
}

const readStream = (info: LadderStream, i: number): Stream => {
  const at = `StreamInfos.${i}`
  const video = info.RemoveVideo === 1 ? undefined : info.Video
  if (info.RemoveVideo !== 1 && !video)
    throw fail('missing-parameter', `Missing: ${at}.Video (or RemoveVideo 1).`, { path: `${at}.Video` })
  const told = info.RemoveAudio === 1 ? [] : info.AudioList?.length ? info.AudioList : [info.Audio]
  const sounds = told.map((each) => {
    if (!each)
      throw fail('missing-parameter', `Missing: ${at}.Audio (or RemoveAudio 1).`, { path: `${at}.Audio` })
    return { spec: toAudioSpec(each, `${at}.Audio`), told: each }
  })
  if (!video && sounds.length === 0)
    throw fail('invalid-parameter', `${at} removes both video and audio: nothing is left.`, { path: at })
  const spec = video && toVideoSpec(video, `${at}.Video`)
  if (spec?.copy === 'always' || sounds.some((sound) => sound.spec.copy === 'always'))
    throw unsupported('Streams of a ladder are encoded, so that their segments begin together.', at)
  // A copy has its own key frames.
  return { video: spec && { ...spec, copy: 'never' }, sounds }
}

/** What a stream may not have more of than the source. */
const bounds = ({ size }: VideoSpec, asked: Ladder): Pick<VideoSpec, 'size' | 'ifAboveSource'> => ({
  size: size.by === 'source' ? size : { ...size, upscale: asked.DisableHigherVideoResolution !== 1 },
  ...(asked.DisableHigherVideoBitrate === 1 ? { ifAboveSource: { bitrate: 'keep' } } : {}),
})

const durationOf = (streams: readonly LadderStream[]): number =>
  segmentSeconds(streams.find(({ Video }) => Video)?.Video)

const segments = ({ Format, SegmentType }: Ladder): Pick<StreamSpec, 'segmentFormat' | 'segmentFiles'> => {
  const [format, files] = (SegmentType ?? (Format === 'HLS' ? 'ts-segment' : 'mp4-segment')).split('-')
  if (Format === 'MPEG-DASH' && format === 'ts')
    throw unsupported('DASH has MP4 segments here: mp4-segment or mp4-byterange.', 'SegmentType')
  return {
    segmentFormat: format === 'ts' ? 'ts' : 'fmp4',
    ...(files === 'byterange' ? { segmentFiles: 'joined' } : {}),
  }
}

type Placed = Stream & { readonly at: string }

/** @throws DomainError unsupported-parameter where some have sound and others none */
const muxed = (streams: readonly Placed[], renditions: readonly RenditionSpec[], pure: boolean) => {
  if (pure && streams.length > 1)
    throw unsupported('A playlist of sound alone has one stream here.', 'StreamInfos.1')
  const [first] = streams
  const audio = first?.sounds[0]?.spec
  const odd = streams.find(({ sounds }) => sounds.length > 0 !== (audio !== undefined))
  if (odd) throw unsupported('All streams of a ladder have sound, or none.', `${odd.at}.RemoveAudio`)
  const sounding = streams.map(({ sounds }) => sounds[0]?.spec)
  return {
    renditions: renditions.map((each) => {
      const own = sounding[Number(each.name)]
      return own && !same(own, audio) ? { ...each, audio: own } : each
    }),
    ...(audio ? { audio } : {}),
  }
}

/** Sounds that players choose from share one encoding. */
const soundsApart = (streams: readonly Placed[]): Pick<StreamSpec, 'audio' | 'audioTracks'> => {
  const all = streams.flatMap(({ sounds, at }) => sounds.map((sound) => ({ ...sound, at })))
  const [first] = all
  if (!first) return {}
  const odd = all.find(({ spec }) => !same(spec, first.spec))
  if (odd) throw unsupported('Sounds that stand apart share one encoding here.', `${odd.at}.Audio`)
  const languages = new Map(all.map(({ told }) => [told.AudioLanguage ?? '', told]))
  const named = [...languages.values()].filter(({ AudioLanguage }) => AudioLanguage !== undefined)
  return { audio: first.spec, ...(named.length > 0 ? { audioTracks: named.map(pickOf) } : {}) }
}

const pickOf = ({ AudioLanguage, AudioName, DefaultTrack }: LadderSound): TrackPick => ({
  otherwise: 'default',
  ...(AudioLanguage === undefined ? {} : { language: AudioLanguage }),
  ...(AudioName === undefined ? {} : { title: AudioName }),
  ...(DefaultTrack === undefined ? {} : { default: DefaultTrack }),
})

const same = (a: AudioSpec | undefined, b: AudioSpec | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b)
