import type { Destination } from '../../../domain/destination.ts'
import type { OutputSpec } from '../../../domain/output-spec.ts'
import { mayBeSeveral, PICTURE_EXTENSIONS } from '../../../domain/picture-spec.ts'
import { fileName, type Source } from '../../../domain/source.ts'
import { SUBTITLE_EXTENSIONS } from '../../../domain/subtitle-spec.ts'

/** Where outputs go that name no place. */
export const OUTPUT_BUCKET = 'outputs'

/** `<task>/<name>.<ext>`; a stream and several pictures have a folder of their own, the source itself keeps its extension. */
export const defaultDestination = (
  task: string,
  name: string,
  spec: OutputSpec,
  source: Source,
): Destination => ({
  bucket: OUTPUT_BUCKET,
  key: `${task}/${name}${suffix(spec, source)}`,
})

const suffix = (spec: OutputSpec, source: Source): string => {
  switch (spec.kind) {
    case 'file':
      return `.${spec.container}`
    case 'stream':
      if (spec.protocol === 'dash') return '/manifest.mpd'
      return spec.master ? '/master.m3u8' : '/index.m3u8'
    case 'sprite':
      return '.vtt'
    case 'original':
      return /\.\w{1,10}$/.exec(fileName(source))?.[0] ?? ''
    case 'probe':
      return ''
    case 'snapshots':
      return `${mayBeSeveral(spec) ? '/{number}' : ''}.${PICTURE_EXTENSIONS[spec.format]}`
    case 'animation':
      return `.${spec.format}`
    case 'subtitles':
      return `.${SUBTITLE_EXTENSIONS[spec.format]}`
  }
}
