import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { seconds } from '../domain/units.ts'
import { makeAll } from '../testing/made.ts'
import { aac, hls, mp4, video as videoOf } from '../testing/output-stubs.ts'
import { attempt, ffmpeg } from '../testing/planned-run.ts'

// Television goes from surround to stereo and back, and a tone comes when it does whatever the channels are.

const video = videoOf(undefined, { speed: 'ultrafast' })

/** A second of silence, and then a tone of a second, in a transport stream from a time on. */
const part = (dir: string, from: number, pitch: number, ...sound: string[]): Buffer => {
  ffmpeg(
    ...([dir, '-f', 'lavfi', '-i', 'testsrc2=s=160x90:r=25:d=2'] as const),
    ...['-f', 'lavfi', '-i', `sine=${pitch}:r=48000:d=2,volume='gte(t,1)':eval=frame`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', ...sound],
    ...['-output_ts_offset', String(from), '-f', 'mpegts', 'part'],
  )
  return readFileSync(join(dir, 'part'))
}

/** When tones begin, in seconds of the file's own clock, and how long all of its sound is when played. */
const heard = (dir: string, path: string): { readonly tones: readonly number[]; readonly length: number } => {
  const args = ['-v', 'error', '-allowed_extensions', 'ALL'].slice(0, path.endsWith('m3u8') ? 4 : 2)
  const raw = execFileSync(
    'ffmpeg',
    [...args, '-i', path, '-map', '0:a:0', '-ac', '1', '-ar', '8000', '-f', 's16le', '-'],
    { cwd: dir, maxBuffer: 1 << 26 },
  )
  const loud = Array.from({ length: raw.length >> 1 }, (_, i) => Math.abs(raw.readInt16LE(2 * i)) > 500)
  const tones = loud.flatMap((on, i) =>
    on && !loud.slice(Math.max(0, i - 800), i).includes(true) ? [i / 8000] : [],
  )
  return { tones, length: loud.length / 8000 }
}

test.each([
  ['channels', ['-ac', '6', '-c:a', 'ac3'], ['-ac', '2', '-c:a', 'ac3']],
  ['sample rate', ['-ar', '48000', '-c:a', 'mp2'], ['-ar', '44100', '-c:a', 'mp2']],
])('sound that changes its %s stays with its picture', async (_what, before, after) => {
  const dir = attempt('-f', 'lavfi', '-i', 'color=d=0.1', '-c:v', 'mpeg2video')
  const parts = [before, after, before].map((sound, i) => part(dir, 2 * i, 440, ...sound))
  writeFileSync(join(dir, 'src'), Buffer.concat(parts))
  const made = await makeAll(dir, {
    film: mp4({ video, audio: aac }),
    sound: mp4({ container: 'mp3', audio: { codec: 'mp3', copy: 'never' } }),
    stream: hls({ segmentDuration: seconds(2), renditions: [{ name: 'v', video }], audio: aac }),
  })
  for (const [name, { path }] of Object.entries(made)) {
    const { tones, length } = heard(dir, path)
    expect(length, name).toBeCloseTo(6, 0)
    expect(tones, name).toHaveLength(3)
    for (const [i, tone] of tones.entries())
      expect(Math.abs(tone - (2 * i + 1)), `${name} ${tone}`).toBeLessThan(0.08)
  }
})

test('a file that cannot say when its sound begins has silence before it', async () => {
  const dir = attempt(
    ...['-f', 'lavfi', '-i', 'testsrc2=s=160x90:r=25:d=2', '-itsoffset', '0.08'],
    ...['-f', 'lavfi', '-i', "sine=440:r=48000:d=1.9,volume='gte(t,0.92)':eval=frame"],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
  )
  const sound = (container: 'wav' | 'flac' | 'mp3', codec: 'pcm_s16le' | 'flac' | 'mp3') =>
    mp4({ container, audio: { codec, copy: 'never' } })
  const made = await makeAll(dir, {
    wav: sound('wav', 'pcm_s16le'),
    flac: sound('flac', 'flac'),
    mp3: sound('mp3', 'mp3'),
  })
  for (const [name, { path }] of Object.entries(made)) {
    const { tones } = heard(dir, path)
    expect(tones, name).toHaveLength(1)
    expect(Math.abs((tones[0] ?? 0) - 1), name).toBeLessThan(0.02)
  }
})
