import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Config, layoutOf } from '../config/config.ts'
import { defaultDestination } from '../dialects/pentode/mapping/destination.ts'
import { presets } from '../dialects/pentode/presets.ts'
import { DomainError } from '../domain/problem.ts'
import type { Task } from '../domain/task.ts'
import { problemOf } from '../engine/outcome-problem.ts'
import { runProcess } from '../engine/run.ts'
import { DEFAULT_PROJECT } from './access-key.ts'
import type { Embedded } from './embedded.ts'

const INPUT_BUCKET = 'sample'
const KEY = 'sample.mp4'
const TEMPLATES = ['mp4-720p', 'mp4-360p', 'hls-ladder', 'audio-m4a']

/** Moving pictures with a running clock, and a tone that beeps each second: enough to see that time, picture and sound agree. */
const CLIP = [
  ...['-nostdin', '-hide_banner', '-v', 'error'],
  ...['-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=30:duration=10'],
  ...['-f', 'lavfi', '-i', 'sine=frequency=330:beep_factor=4:sample_rate=48000:duration=10'],
  ...[
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-crf',
    '23',
    '-pix_fmt',
    'yuv420p',
    '-g',
    '60',
    '-timecode',
    '00:00:00:00',
  ],
  ...['-c:a', 'aac', '-b:a', '128k', '-ac', '2', '-movflags', '+faststart', '-y', 'file:sample.mp4'],
]

/**
 * Gives an empty server something true to show: makes a clip with FFmpeg and submits one task of several outputs.
 * Undefined when the server has tasks already. @throws DomainError ffmpeg-missing, encode-failed
 */
export const submitSample = async (
  { app, store, tools }: Embedded,
  config: Config,
): Promise<Task | undefined> => {
  const [any] = await store.tasks.list({ project: DEFAULT_PROJECT, limit: 1 })
  if (any) return undefined
  const { path } = await tools.ffmpeg()
  const dir = await mkdtemp(join(layoutOf(config.dataDir).attempts, 'sample-'))
  try {
    const outcome = await runProcess({
      program: path,
      args: CLIP,
      cwd: dir,
      sandbox: tools.sandbox,
      timeoutMs: 120_000,
    })
    const fault = problemOf(outcome)
    if (fault) throw new DomainError(fault)
    if (!(await app.objects.hasBucket(INPUT_BUCKET))) await app.objects.createBucket(INPUT_BUCKET)
    await app.objects.write(INPUT_BUCKET, KEY, createReadStream(join(dir, KEY)))
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
  const place = { bucket: INPUT_BUCKET, key: KEY }
  const source = { from: 'object', ...place } as const
  return app.tasks.submit(DEFAULT_PROJECT, {
    dialect: 'pentode',
    request: { source: place, outputs: TEMPLATES.map((template) => ({ template })) },
    source,
    outputs: TEMPLATES.map((name) => {
      const preset = presets.find((p) => p.id === name)
      if (!preset) throw new Error(`no preset ${name}`)
      return {
        name,
        template: name,
        spec: preset.spec,
        destination: (id: string) => defaultDestination(id, name, preset.spec, source),
      }
    }),
  })
}
