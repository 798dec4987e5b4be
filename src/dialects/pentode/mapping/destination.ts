import type { Destination } from '../../../domain/destination.ts'
import type { OutputSpec } from '../../../domain/output-spec.ts'

/** Where outputs go that name no place. */
export const OUTPUT_BUCKET = 'outputs'

/** `<task>/<name>.<ext>`; a stream has a folder of its own. */
export const defaultDestination = (task: string, name: string, spec: OutputSpec): Destination => ({
  bucket: OUTPUT_BUCKET,
  key: `${task}/${name}${suffix(spec)}`,
})

const suffix = (spec: OutputSpec): string => {
  switch (spec.kind) {
    case 'file':
      return `.${spec.container}`
    case 'stream':
      return spec.master ? '/master.m3u8' : '/index.m3u8'
    case 'sprite':
      return '.vtt'
  }
}
