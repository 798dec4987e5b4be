import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import type { Container } from '../domain/output-spec.ts'
import { seconds } from '../domain/units.ts'
import { mp4, video } from '../testing/output-stubs.ts'
import { attempt, media, probe, run } from '../testing/planned-run.ts'

const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25']
const HEVC = ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none']
const VP9 = ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8']
const AAC = ['-c:a', 'aac']
const OPUS = ['-c:a', 'libopus']

/** Codec headers stand apart in some containers and before each key frame in others: FFmpeg turns one into the other. */
test.each<[string, Container, string, string[], string?]>([
  ['matroska', 'mp4', 'h264 aac', [...H264, ...AAC], 'avc1'],
  ['mpegts', 'mp4', 'h264 aac', [...H264, ...AAC], 'avc1'],
  ['mp4', 'ts', 'h264 aac', [...H264, ...AAC]],
  ['mp4', 'flv', 'h264 aac', [...H264, ...AAC]],
  ['flv', 'mkv', 'h264 aac', [...H264, ...AAC]],
  ['matroska', 'mp4', 'hevc aac', [...HEVC, ...AAC], 'hvc1'],
  ['mpegts', 'mov', 'hevc aac', [...HEVC, ...AAC], 'hvc1'],
  ['mp4', 'ts', 'hevc aac', [...HEVC, ...AAC]],
  ['matroska', 'webm', 'vp9 opus', [...VP9, ...OPUS]],
  ['webm', 'mp4', 'vp9 opus', [...VP9, ...OPUS], 'vp09'],
])('%s to %s, %s: every packet is there and decodes', (from, container, codecs, encode, tag) => {
  const dir = attempt(
    ...[
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=128x72:r=25:d=1,format=yuv420p',
      '-f',
      'lavfi',
      '-i',
      'sine=r=48000:d=1',
    ],
    ...encode,
    ...['-f', from],
  )
  const [picture = '', sound = ''] = codecs.split(' ')
  const info = media(
    { codec: picture, width: 128, height: 72, frames: 25 },
    { codec: sound, index: 1, sampleRate: 48_000 },
    seconds(1),
  )
  run(dir, info, [
    mp4({ container, video: video(undefined, { copy: 'always' }), audio: { codec: 'aac', copy: 'always' } }),
  ])
  const path = `o0/main.${container}`
  const made = probe(dir, path)
  expect([made.video?.codec_name, made.audio?.codec_name, made.video?.nb_read_packets]).toEqual([
    picture,
    sound,
    '25',
  ])
  expect(made.audio?.nb_read_packets).toBe(probe(dir, 'src').audio?.nb_read_packets)
  if (tag !== undefined) expect(made.video?.codec_tag_string).toBe(tag)
  execFileSync('ffmpeg', ['-v', 'error', '-xerror', '-i', `file:${path}`, '-f', 'null', '-'], { cwd: dir })
})
