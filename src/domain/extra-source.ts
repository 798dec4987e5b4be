import type { OutputSpec } from './output-spec.ts'
import type { Overlay } from './overlay-spec.ts'
import type { Source } from './source.ts'
import type { SubtitleCharset, SubtitleOrigin, SubtitleWishes } from './subtitle-spec.ts'

/** A file an output needs besides the task's source, and what for: each use has an input policy of its own. */
export interface ExtraSource {
  readonly use: 'image' | 'clip' | 'subtitles'
  readonly source: Source
  /** Of subtitles. Absent: `utf-8`. */
  readonly charset?: SubtitleCharset
}

/** Two wishes with one key are one fetched file. */
export const extraKey = ({ use, source, charset = 'utf-8' }: ExtraSource): string => {
  switch (source.from) {
    case 'object':
      return JSON.stringify([use, 'object', source.bucket, source.key, charset])
    case 'url':
      return JSON.stringify([use, 'url', source.url, charset])
    case 'file':
      return JSON.stringify([use, 'file', source.path, charset])
  }
}

/** All files an output needs besides the task's source; the same one may come several times. */
export const extraSources = (spec: OutputSpec): readonly ExtraSource[] => {
  const { head = [], tail = [] } = ('join' in spec ? spec.join : undefined) ?? {}
  return [
    ...[...head, ...tail].map(({ source }) => ({ use: 'clip' as const, source })),
    ...overlaysOf(spec).flatMap((overlay) =>
      overlay.kind === 'image' ? [{ use: 'image' as const, source: overlay.source }] : [],
    ),
    ...(spec.kind === 'file' || spec.kind === 'stream' ? subtitleFiles(spec) : []),
    ...(spec.kind === 'subtitles' ? subtitlesOf([spec.from]) : []),
  ]
}

const subtitleFiles = ({ subtitleFiles = [], burn }: SubtitleWishes): readonly ExtraSource[] =>
  subtitlesOf([...subtitleFiles.map((file) => ({ file })), ...(burn ? [burn.from] : [])])

const subtitlesOf = (origins: readonly SubtitleOrigin[]): readonly ExtraSource[] =>
  origins.flatMap((origin) => {
    if (!('file' in origin)) return []
    const { source, charset } = origin.file
    return [{ use: 'subtitles', source, ...(charset && { charset }) }]
  })

const overlaysOf = (spec: OutputSpec): readonly Overlay[] => {
  switch (spec.kind) {
    case 'file':
      return spec.video?.overlays ?? []
    case 'stream':
      return spec.renditions.flatMap(({ video }) => video.overlays ?? [])
    case 'snapshots':
    case 'sprite':
    case 'animation':
      return spec.overlays ?? []
    case 'subtitles':
    case 'original':
    case 'probe':
      return []
  }
}
