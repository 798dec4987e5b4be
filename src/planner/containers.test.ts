import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { seconds } from '../domain/units.ts'
import { mp4 as file } from '../testing/output-stubs.ts'
import { attempt, media, run } from '../testing/planned-run.ts'

describe('containers', () => {
  test.each([
    ['mp4', 'aac'],
    ['mp4', 'mp3'],
    ['mp4', 'opus'],
    ['mp4', 'ac3'],
    ['mov', 'pcm_s16le'],
    ['mov', 'pcm_s24le'],
    ['m4a', 'aac'],
    ['mkv', 'flac'],
    ['mkv', 'opus'],
    ['flv', 'aac'],
    ['flv', 'mp3'],
    ['ts', 'aac'],
    ['ts', 'mp3'],
    ['ts', 'ac3'],
    ['mp3', 'mp3'],
    ['flac', 'flac'],
    ['ogg', 'opus'],
    ['ogg', 'flac'],
    ['wav', 'pcm_s16le'],
    ['wav', 'pcm_s24le'],
  ] as const)('%s holds %s', (container, codec) => {
    const dir = attempt(
      '-f',
      'lavfi',
      '-i',
      'sine=440:r=32000:d=1',
      '-f',
      'lavfi',
      '-i',
      'sine=440:r=32000:d=1',
      '-filter_complex',
      'amerge,pan=5.1|c0=c0|c1=c1',
      '-c:a',
      'pcm_s16le',
      '-f',
      'wav',
    )
    const planned = run(
      dir,
      media(null, { index: 0, codec: 'pcm_s16le', channels: 6, sampleRate: 32_000 }, seconds(1)),
      [file({ container, audio: { codec, copy: 'never' } })],
    )
    const part = planned.outputs[0]?.parts[0]
    if (part?.role !== 'file') throw new Error('no file')
    const out = execFileSync(
      'ffprobe',
      ['-v', 'error', '-show_entries', 'stream=codec_name,sample_rate,channels', '-of', 'json', part.path],
      { cwd: dir, encoding: 'utf8' },
    )
    const [stream] = JSON.parse(out).streams
    // libopus always decodes at 48 kHz, whatever it was given.
    const sampleRate = codec === 'opus' ? 48_000 : part.expect.audio?.sampleRate
    expect(stream).toMatchObject({
      codec_name: codec,
      channels: part.expect.audio?.channels,
      sample_rate: String(sampleRate),
    })
  })
})
