import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { OutputSpec } from '../domain/output-spec.ts'
import { measureAndRun } from '../testing/measured-run.ts'
import { aac, hls, mp4, video } from '../testing/output-stubs.ts'
import { attempt, facts, ffmpeg, probe, probed } from '../testing/planned-run.ts'

// Files with more streams, or fewer, than a film has: which of them an output is made of.

const picture = (size: string, color = 'red') => ['-f', 'lavfi', '-i', `color=${color}:s=${size}:r=25:d=1`]
const tone = (layout = 'mono') => [
  '-f',
  'lavfi',
  '-i',
  `sine=440:r=48000:d=1,aformat=channel_layouts=${layout}`,
]
const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac']
const film = mp4({ video: video(), audio: aac })
const make = async (dir: string, ...specs: OutputSpec[]) => measureAndRun(dir, await probed(dir), specs)

test.each([
  ['the first', [], '64x36'],
  ['the default one', ['-disposition:v:0', '0', '-disposition:v:1', 'default'], '96x54'],
])('of several pictures %s is taken', async (_what, more, size) => {
  const maps = ['-map', '0', '-map', '1', '-map', '2']
  const dir = attempt(
    ...[...picture('64x36'), ...picture('96x54'), ...tone(), ...maps, ...H264, ...more, '-f', 'matroska'],
  )
  await make(dir, film)
  expect(facts(dir, 'o0/main.mp4')).toEqual([`h264 ${size} 25`, 'aac'])
})

test('a picture that FFmpeg sees nothing of gives way to one that it does', async () => {
  const two = attempt(
    ...[...picture('96x54'), ...picture('64x36'), '-map', '0', '-map', '1', ...H264, '-f', 'matroska'],
  )
  const info = await probed(two)
  const [first, second] = info.video
  expect([first?.width, second?.width]).toEqual([96, 64])
  const blind = { ...info, video: info.video.map((v) => (v === first ? { ...v, pixelFormat: '' } : v)) }
  measureAndRun(two, blind, [mp4({ video: video() })])
  expect(facts(two, 'o0/main.mp4')[0]).toBe('h264 64x36 25')
})

const cover = (codec: string) => ['-c:v:1', codec, '-disposition:v:1', 'attached_pic']
test.each([
  ['MP4', [...H264, ...cover('mjpeg'), '-f', 'mp4']],
  ['Matroska', [...H264, '-f', 'matroska']],
])('a cover beside a film in %s is not its picture', async (_what, more) => {
  const folder = attempt(...picture('320x240', 'blue'), '-frames:v', '1', '-c:v', 'mjpeg', '-f', 'image2')
  const image = join(folder, 'src')
  const dir = more.includes('matroska')
    ? attempt(
        ...[
          ...picture('64x36'),
          ...tone(),
          '-attach',
          image,
          '-metadata:s:t',
          'mimetype=image/jpeg',
          ...more,
        ],
      )
    : attempt(
        ...['-i', image, ...picture('64x36'), ...tone(), '-map', '1', '-map', '0', '-map', '2', ...more],
      )
  expect(await probed(dir)).toMatchObject({ pictures: 1, video: [{ width: 64 }] })
  await make(dir, film, hls({ renditions: [{ name: 'v', video: video() }] }))
  expect(facts(dir, 'o0/main.mp4')).toEqual(['h264 64x36 25', 'aac'])
  expect(facts(dir, 'o1/v/index.m3u8')).toEqual(['h264 64x36 25', 'aac'])
})

test.each([
  ['mp3', ['-c:a', 'libmp3lame', '-c:v', 'mjpeg', '-f', 'mp3']],
  ['m4a', ['-c:a', 'aac', '-c:v', 'mjpeg', '-f', 'ipod']],
  ['flac', ['-c:a', 'flac', '-c:v', 'png', '-f', 'flac']],
])('sound with a cover, in %s, is sound alone', async (_what, more) => {
  const still = ['-frames:v', '1', '-disposition:v:0', 'attached_pic']
  const dir = attempt(...tone(), ...picture('320x240', 'blue'), '-map', '0', '-map', '1', ...still, ...more)
  const info = await probed(dir)
  expect(info).toMatchObject({ pictures: 1, video: [], audio: [{ channels: 1 }] })
  await make(
    dir,
    mp4({ container: 'mp3', audio: { codec: 'mp3', copy: 'never' } }),
    mp4({ container: 'm4a', audio: aac }),
    hls({ renditions: [] }),
  )
  for (const path of ['o0/main.mp3', 'o1/main.m4a', 'o2/audio/index.m3u8'])
    expect(probe(dir, path), path).toMatchObject({ video: undefined, audios: [{ channels: 1 }] })
  const { refused } = measureAndRun(dir, info, [film]).plan
  expect(refused[0]?.problem.code).toBe('source-no-video')
  expect(readdirSync(join(dir, 'o2'))).toEqual(['audio'])
})

test('time codes and other data are left out', async () => {
  const dir = attempt(...picture('64x36'), ...tone(), ...H264, '-timecode', '01:00:00:00', '-f', 'mov')
  expect(await probed(dir)).toMatchObject({ otherStreams: 1 })
  await make(dir, film, hls({ segmentFormat: 'ts', renditions: [{ name: 'v', video: video() }] }))
  expect(
    ffmpeg(dir, '-i', 'o0/main.mp4', '-map', '0', '-c', 'copy', '-f', 'framecrc', '-').match(
      /^#media_type/gm,
    ),
  ).toHaveLength(2)
  expect(facts(dir, 'o1/v/index.m3u8')).toEqual(['h264 64x36 25', 'aac'])
})
