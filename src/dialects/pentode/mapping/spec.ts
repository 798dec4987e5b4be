import type { Clip, Joined } from '../../../domain/join-spec.ts'
import type { FrameSize, OutputSpec, VideoSpec } from '../../../domain/output-spec.ts'
import type { EncryptionSpec } from '../../../domain/stream-spec.ts'
import type { OutputSpecInput } from '../schemas/output-spec.ts'
import { writeRational } from './frame-rate.ts'
import { fromOverlay } from './overlay.ts'
import { fromSourceInput } from './source-input.ts'
import { fromOrigin, fromSubtitles } from './subtitles.ts'

type VideoInput = NonNullable<Extract<OutputSpecInput, { kind: 'file' }>['video']>

/** A spec in the words of the native API; read by its schema it is the same spec again, unless it holds a secret. */
export const fromSpec = (spec: OutputSpec): OutputSpecInput => {
  switch (spec.kind) {
    case 'file': {
      const { video, join, subtitles, subtitleFiles, burn, tags, ...rest } = spec
      return {
        ...rest,
        ...fromSubtitles(spec),
        ...(video && { video: fromVideo(video) }),
        ...(join && { join: fromJoin(join) }),
        ...(tags && { tags: Object.fromEntries(tags.map(({ name, value }) => [name, value])) }),
      }
    }
    case 'stream': {
      const { join, subtitles, subtitleFiles, burn, ...rest } = spec
      return {
        ...rest,
        ...fromSubtitles(spec),
        ...(join && { join: fromJoin(join) }),
        ...(spec.encryption && { encryption: withoutSecrets(spec.encryption) }),
        renditions: spec.renditions.map((each) => ({ ...each, video: fromVideo(each.video) })),
      }
    }
    case 'original':
    case 'probe':
      return spec
    case 'subtitles': {
      const { from, ...rest } = spec
      return { ...rest, ...fromOrigin(from) }
    }
    case 'sprite': {
      const { overlays, ...rest } = spec
      return { ...rest, ...(overlays && { overlays: overlays.map(fromOverlay) }) }
    }
    case 'snapshots':
    case 'animation': {
      const { size, overlays, ...rest } = spec
      return {
        ...rest,
        ...(overlays && { overlays: overlays.map(fromOverlay) }),
        ...(rest.kind === 'animation' ? { frameRate: writeRational(rest.frameRate) } : {}),
        ...(size.by === 'source' ? {} : { size: fromSize(size) }),
      } as OutputSpecInput
    }
  }
}

/** What stands where a key was given; no schema takes it for one. */
export const SECRET = '(secret)'

const withoutSecrets = (encryption: EncryptionSpec): EncryptionSpec => {
  const { keys } = encryption
  if (keys.from === 'generated') return encryption
  return { ...encryption, keys: { ...keys, given: keys.given.map((each) => ({ ...each, key: SECRET })) } }
}

const fromJoin = ({ head, tail }: Joined) => {
  const fromClip = ({ source, range }: Clip) => ({
    source: fromSourceInput(source),
    ...(range && { range }),
  })
  return { head: head.map(fromClip), tail: tail.map(fromClip) }
}

const fromVideo = ({ size, frameRate, maxFrameRate, overlays, ...rest }: VideoSpec): VideoInput => ({
  ...rest,
  ...(size.by === 'source' ? {} : { size: fromSize(size) }),
  ...(frameRate ? { frameRate: writeRational(frameRate) } : {}),
  ...(maxFrameRate ? { maxFrameRate: writeRational(maxFrameRate) } : {}),
  ...(overlays ? { overlays: overlays.map(fromOverlay) } : {}),
})

const fromSize = ({ by, first, second, fill, upscale }: Exclude<FrameSize, { by: 'source' }>) => {
  const [one, two] = by === 'sides' ? (['width', 'height'] as const) : (['longSide', 'shortSide'] as const)
  return {
    ...(first === undefined ? {} : { [one]: first }),
    ...(second === undefined ? {} : { [two]: second }),
    fill,
    upscale,
  }
}
