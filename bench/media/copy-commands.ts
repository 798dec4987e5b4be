import type { OutputRequest } from '../server/api.ts'
import { FFMPEG } from './ffmpeg.ts'

/** A task that copies the streams, and the command that does the same. */
export interface CopyCase {
  readonly name: string
  readonly output: OutputRequest
  readonly command: (source: string) => readonly string[]
}

const COPY = ['-map', '0:v:0', '-map', '0:a:0', '-c', 'copy']

export const COPY_CASES: readonly CopyCase[] = [
  {
    name: 'MP4',
    output: { template: 'remux-mp4' },
    command: (source) => [...FFMPEG, '-i', source, ...COPY, '-movflags', '+faststart', 'copy.mp4'],
  },
  {
    name: 'HLS',
    output: {
      name: 'copy',
      spec: {
        kind: 'stream',
        segmentDuration: 4,
        master: false,
        renditions: [
          {
            name: 'video',
            video: {
              codec: 'h264',
              copy: 'always',
            },
          },
        ],
        audio: { codec: 'aac', copy: 'always' },
      },
    },
    command: (source) => [
      ...[...FFMPEG, '-i', source, ...COPY],
      ...['-f', 'hls', '-hls_time', '4', '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4'],
      ...['-hls_segment_filename', 'copy%05d.m4s', 'copy.m3u8'],
    ],
  },
]
