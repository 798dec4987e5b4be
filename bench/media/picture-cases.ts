import type { OutputRequest } from '../server/api.ts'
import { FFMPEG } from './ffmpeg.ts'

export const SPRITE: OutputRequest = {
  name: 'sprite',
  spec: { kind: 'sprite', every: { seconds: 2 }, columns: 6, rows: 2, tileWidth: 160, tileHeight: 90 },
}

/** What a shell script does for the same sheets. */
export const spriteCommand = (source: string): readonly string[] => [
  ...[...FFMPEG, '-i', source, '-an', '-vf', 'fps=1/2,scale=160:90,tile=6x2', '-q:v', '4', 'sheet%03d.jpg'],
]

export const SNAPSHOTS: OutputRequest = {
  name: 'snapshots',
  spec: {
    kind: 'snapshots',
    at: { by: 'interval', every: { seconds: 5 } },
    size: { width: 640, height: 360 },
  },
}

/** And for the same snapshots. */
export const snapshotsCommand = (source: string): readonly string[] => [
  ...[...FFMPEG, '-i', source, '-an', '-vf', 'fps=1/5,scale=640:360', '-q:v', '4', 'shot%03d.jpg'],
]
