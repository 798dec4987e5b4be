import { presets } from '../dialects/pentode/presets.ts'
import { projectId, taskId } from '../domain/ids.ts'
import type { MediaInfo } from '../domain/media-info.ts'
import type { OutputState, Task } from '../domain/task.ts'
import { bps, bytes, instant, rational, seconds } from '../domain/units.ts'

/** A task as the store would answer with it, for tests of how it is shown. */

export const ID = taskId('0123456789abcdef0123456789abcdef')
export const T0 = Date.UTC(2026, 0, 1)
export const at = (ms: number) => instant(T0 + ms)
export const preset = (id: string) => presets.find((p) => p.id === id) as (typeof presets)[number]

export const MEDIA: MediaInfo = {
  container: 'mov,mp4',
  size: bytes(1000),
  duration: seconds(2),
  startTime: seconds(0),
  bitrate: bps(4000),
  video: [
    {
      index: 0,
      codec: 'h264',
      width: 320,
      height: 180,
      sampleAspect: rational(1),
      rotation: 90,
      frameRate: rational(30000, 1001),
      baseFrameRate: rational(30000, 1001),
      pixelFormat: 'yuv420p',
      bitDepth: 8,
      interlaced: false,
      color: {},
      hdr: 'sdr',
    },
  ],
  audio: [],
  subtitles: [],
  pictures: 0,
  tags: {},
}

export const task = (states: readonly OutputState[], more: Partial<Task> = {}): Task => ({
  id: ID,
  serial: 7,
  project: projectId('demo'),
  dialect: 'pentode',
  request: {},
  source: { from: 'object', bucket: 'in', key: 'a.mp4' },
  outputs: states.map((state, index) => ({
    index,
    name: `o${index}`,
    template: 'mp4-720p',
    spec: preset('mp4-720p').spec,
    destination: { bucket: 'outputs', key: `${ID}/o${index}.mp4` },
    state,
  })),
  priority: 0,
  createdAt: at(0),
  cancelRequested: false,
  fence: 1,
  ...more,
})
export const queued: OutputState = { status: 'queued' }

export const SOURCE = { bucket: 'in', key: 'a.mp4' }
