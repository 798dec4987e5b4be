import { type Destination, expand, formatNumber, PLAIN_NUMBERS } from '../domain/destination.ts'
import type { StreamSpec } from '../domain/stream-spec.ts'
import { folderOf, stemOf, uriOf } from './keys.ts'

const NUMBERS = { ...PLAIN_NUMBERS, minLength: 5 }

/** The keys of a stream's objects, as its destination asks. */
export interface StreamNames {
  readonly hls?: string
  readonly dash?: string
  readonly rendition: (name: string) => RenditionNames
  readonly key: (i: number) => string
}

export interface RenditionNames {
  readonly playlist: string
  readonly iFrames: string
  readonly init: string
  readonly segment: (i: number) => string
  /** All segments in one. */
  readonly joined: string
  readonly cues: (i: number) => string
  /** All cues in one. */
  readonly subtitles: string
  /** Segments as a DASH template relative to the manifest, when its numbers can be said in one. */
  readonly template: { readonly uri: string; readonly startNumber: number } | undefined
}

export const streamNames = ({ key, parts }: Destination, spec: StreamSpec): StreamNames => {
  const top = folderOf(key)
  const hls = spec.protocol === 'dash' ? undefined : key
  const dash =
    spec.protocol === 'dash'
      ? key
      : spec.protocol === 'hls+dash'
        ? top + expand(parts?.manifest ?? '{name}.mpd', { name: stemOf(key) })
        : undefined
  const numbers = parts?.numbers ?? NUMBERS
  return {
    ...(hls !== undefined && { hls }),
    ...(dash !== undefined && { dash }),
    key: (i) => top + expand(parts?.key ?? 'keys/{number}.key', { number: String(i) }),
    rendition: (name) => {
      const playlist = spec.master
        ? top + expand(parts?.rendition ?? '{rendition}/index.m3u8', { rendition: name })
        : key
      const folder = folderOf(playlist)
      const pattern = parts?.segment ?? `{number}.${spec.segmentFormat === 'ts' ? 'ts' : 'm4s'}`
      const called = (number: string): string => expand(pattern, { rendition: name, number })
      const whole = (number: string): string => folder + called(number).replace(/\.m4s$/, '.mp4')
      const plain =
        numbers.increment === 1 &&
        numbers.pad === '0' &&
        numbers.initial >= 0 &&
        pattern.split('{number}').length === 2
      return {
        playlist,
        iFrames: `${folder}${stemOf(playlist)}-iframes.m3u8`,
        init: whole('init'),
        segment: (i) => folder + called(formatNumber(numbers, i)),
        joined: whole(parts?.segment === undefined ? 'media' : formatNumber(numbers, 0)),
        cues: (i) => `${folder}${withoutExtension(called(formatNumber(numbers, i)))}.vtt`,
        subtitles: `${folder}${withoutExtension(called('subtitles'))}.vtt`,
        template:
          plain && dash !== undefined
            ? {
                // Percent-encoding leaves no `$` in a name, so that only the number's are left.
                uri: relativeUri(dash, folder + called(MARK)).replace(
                  MARK,
                  numbers.minLength > 1 ? `$Number%0${numbers.minLength}d$` : '$Number$',
                ),
                startNumber: numbers.initial,
              }
            : undefined,
      }
    },
  }
}

const MARK = '-number-goes-here-'
const withoutExtension = (name: string): string => name.replace(/\.[^./]*$/, '')

/** How the object `from` refers to the object `to` of the same bucket. */
export const relativeUri = (from: string, to: string): string => {
  const base = folderOf(from).split('/').slice(0, -1)
  const path = to.split('/')
  let shared = 0
  while (shared < base.length && shared < path.length - 1 && base[shared] === path[shared]) shared++
  return uriOf([...base.slice(shared).map(() => '..'), ...path.slice(shared)].join('/'))
}
