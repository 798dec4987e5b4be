import type { Destination } from '../../../domain/destination.ts'
import { languageTag } from '../../../domain/language.ts'
import type { OutputSpec } from '../../../domain/output-spec.ts'
import type { Source } from '../../../domain/source.ts'
import type { SubtitleFile } from '../../../domain/subtitle-spec.ts'
import type { CreateTranscodingRequest } from '../schema/create-transcoding.ts'
import { invalid, unsupported } from './invalid.ts'
import { toKey } from './keys.ts'

/** What `subtitle_type` says. */
const BURNT = 1
const BESIDE = 2

/** An output with the subtitles of its task. @throws DomainError missing-parameter, invalid-parameter, unsupported-parameter */
export const subtitled = (spec: OutputSpec, { subtitle }: CreateTranscodingRequest): OutputSpec => {
  const type = subtitle?.subtitle_type ?? 0
  if (!subtitle || type === 0 || (spec.kind !== 'file' && spec.kind !== 'stream')) return spec
  const files = filesOf(subtitle)
  if (type === BURNT) return burnt(spec, files)
  return type === BESIDE ? beside(spec, files) : spec
}

type Subtitle = NonNullable<CreateTranscodingRequest['subtitle']>

const filesOf = ({ input, inputs = [] }: Subtitle): readonly SubtitleFile[] => {
  const files = [
    ...(input ? [{ source: sourceOf(input, 'subtitle.input') }] : []),
    ...inputs.map(({ language, input: each }, i) => {
      const at = `subtitle.inputs.${i}`
      const tag = languageTag(language)
      if (tag === undefined) throw invalid(`${at}.language`, `${JSON.stringify(language)} is no language`)
      return { source: sourceOf(each, `${at}.input`), language: tag, default: i === 0 }
    }),
  ]
  if (files.length === 0) throw invalid('subtitle.input', 'subtitles come from a file, and none is named')
  return files
}

const sourceOf = ({ bucket, object }: NonNullable<Subtitle['input']>, at: string): Source => {
  const key = toKey(object)
  if (/[[\]]/.test(key)) throw invalid(`${at}.object`, 'the name of a subtitle file has no square brackets')
  return { from: 'object', bucket, key }
}

type Subtitled = Extract<OutputSpec, { kind: 'file' | 'stream' }>

const burnt = (spec: Subtitled, files: readonly SubtitleFile[]): OutputSpec => {
  const [file, ...others] = files
  if (!file || others.length > 0)
    throw unsupported(
      'subtitle.inputs',
      'one file is drawn on a picture; several can be WebVTT beside it (2)',
    )
  const videos = spec.kind === 'stream' ? spec.renditions.map(({ video }) => video) : [spec.video]
  if (videos.some((video) => video?.copy === 'always'))
    throw invalid('subtitle', 'a picture that is copied takes none; its output_policy must be transcode')
  // Sound alone has nothing to draw on.
  if (!videos.some(Boolean)) return spec
  return { ...spec, burn: { from: { file: { source: file.source } } } }
}

/** Players find WebVTT by an entry playlist, which a single rendition has not by itself. Beside a file it is a file of its own. */
const beside = (spec: Subtitled, files: readonly SubtitleFile[]): OutputSpec =>
  spec.kind === 'file' || spec.renditions.length === 0
    ? spec
    : { ...spec, master: true, subtitleFiles: files }

/** The WebVTT files that stand beside the films of a task, named after them. @throws DomainError invalid-parameter */
export const textOutputs = (
  { subtitle }: CreateTranscodingRequest,
  films: readonly { readonly spec: OutputSpec; readonly destination: Destination }[],
) => {
  if (subtitle?.subtitle_type !== BESIDE) return []
  const files = filesOf(subtitle)
  return films.flatMap(({ spec, destination: { bucket, key } }, i) =>
    spec.kind === 'file' && spec.video
      ? files.map(({ source, language }, n) => ({
          name: `text-${i}-${n}`,
          spec: { kind: 'subtitles', format: 'webvtt', from: { file: { source } } } as const,
          destination: {
            bucket,
            key: `${key.replace(/\.[^./]*$/, '')}${language === undefined ? '' : `_${language}`}.vtt`,
          },
        }))
      : [],
  )
}
