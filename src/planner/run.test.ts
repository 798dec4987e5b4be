import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { AudioSpec, FrameSize, StreamSpec, VideoSpec } from '../domain/output-spec.ts'
import { rational, seconds } from '../domain/units.ts'
import { fullCapabilities } from '../testing/media-stubs.ts'
import { aac, mp4 as file, height, hls as hlsOf, video as videoOf } from '../testing/output-stubs.ts'
import {
  attempt,
  encoders,
  extinf,
  FAST,
  facts,
  ffmpeg,
  keyTimes,
  leadingSilence,
  media,
  PICTURE,
  probe,
  run,
  TONE,
} from '../testing/planned-run.ts'

// The planned commands, run by the real FFmpeg on clips of a few seconds, and what came out, measured.

const video = (size?: FrameSize, more: Partial<VideoSpec> = {}): VideoSpec =>
  videoOf(size, { speed: 'ultrafast', ...more })
const hls = (of: Partial<StreamSpec> = {}): StreamSpec =>
  hlsOf({
    segmentFormat: 'ts',
    segmentDuration: seconds(1),
    renditions: [
      { name: '180p', video: video(height(180)) },
      { name: '90p', video: video(height(90)) },
    ],
    ...of,
  })

describe('one process', () => {
  test('files, a stream, sound and sprites share the decode and one encode of each kind', () => {
    const dir = attempt(...PICTURE('30'), ...TONE(), ...FAST, '-c:a', 'aac')
    const planned = run(dir, media({}), [
      file({ video: video(height(180)), audio: aac }),
      file({ video: video(height(90)), audio: aac, container: 'mkv' }),
      hls(),
      hls({ segmentFormat: 'fmp4', audioPlacement: 'separate' }),
      file({ container: 'm4a', audio: aac }),
      { kind: 'sprite', every: { seconds: 1 }, columns: 2, rows: 1, tileWidth: 64, tileHeight: 36 },
    ])
    expect(planned.steps).toHaveLength(1)
    expect(encoders(planned, 'aac')).toBe(1)
    expect(encoders(planned, 'libx264')).toBe(2)
    expect(facts(dir, 'o0/main.mp4')).toEqual(['h264 320x180 90', 'aac'])
    expect(facts(dir, 'o1/main.mkv')).toEqual(['h264 160x90 90', 'aac'])
    expect(facts(dir, 'o2/180p/index.m3u8')).toEqual(['h264 320x180 90', 'aac'])
    expect(facts(dir, 'o2/90p/index.m3u8')).toEqual(['h264 160x90 90', 'aac'])
    expect(facts(dir, 'o3/180p/index.m3u8')).toEqual(['h264 320x180 90', undefined])
    expect(facts(dir, 'o3/audio/index.m3u8')).toEqual([undefined, 'aac'])
    expect(facts(dir, 'o4/main.m4a')).toEqual([undefined, 'aac'])
    for (const path of ['o0/main.mp4', 'o2/180p/index.m3u8', 'o2/90p/index.m3u8', 'o3/90p/index.m3u8'])
      expect(keyTimes(dir, path), path).toEqual([0, 1, 2])
    for (const path of ['o2/180p/index.m3u8', 'o3/90p/index.m3u8']) {
      expect(extinf(dir, path)).toEqual([1, 1, 1])
      expect(readFileSync(join(dir, path), 'utf8')).toContain('#EXT-X-ENDLIST')
    }
    for (const n of [1, 2]) expect(facts(dir, `o5/sheet_0000${n}.jpg`)).toEqual(['mjpeg 128x36 1', undefined])
    expect(() => readFileSync(join(dir, 'o5/sheet_00003.jpg'))).toThrow()
  })

  test('each segment of a shared transport stream decodes alone', () => {
    const dir = attempt(...PICTURE('30'), ...TONE(), ...FAST, '-c:a', 'aac')
    for (const codec of ['h264', 'hevc'] as const) {
      // Frames 30 and 60 are key frames by force, not by the encoder's own count of 20.
      run(dir, media({}), [
        file({ video: video(undefined, { codec }), audio: aac }),
        hls({ renditions: [{ name: 'v', video: video(undefined, { codec, gop: { frames: 20 } }) }] }),
      ])
      expect(facts(dir, 'o0/main.mp4')).toEqual([`${codec} 320x180 90`, 'aac'])
      expect(probe(dir, 'o0/main.mp4').video?.codec_tag_string).toBe(codec === 'hevc' ? 'hvc1' : 'avc1')
      expect(extinf(dir, 'o1/v/index.m3u8')).toEqual([1, 1, 1])
      expect(
        ffmpeg(dir, '-xerror', '-i', 'o1/v/s00001.ts', '-map', '0:v', '-f', 'framecrc', '-')
          .trim()
          .split('\n')
          .filter((l) => !l.startsWith('#')),
      ).toHaveLength(30)
    }
  })

  test('without the tee muxer every file has encodes of its own', () => {
    const dir = attempt(...PICTURE('30', 1), ...TONE(1), ...FAST, '-c:a', 'aac')
    const muxers = new Set([...fullCapabilities.muxers].filter((m) => m !== 'tee'))
    const one = file({ video: video(), audio: aac })
    const planned = run(dir, media({ frames: 30 }, {}, seconds(1)), [one, one], muxers)
    expect(encoders(planned, 'libx264')).toBe(2)
    for (const n of [0, 1]) expect(facts(dir, `o${n}/main.mp4`)).toEqual(['h264 320x180 30', 'aac'])
  })
})

describe('timing', () => {
  test('29.97 frames/s: no frame is lost and key frames stand on one grid', () => {
    const dir = attempt(...PICTURE('30000/1001', 4), ...FAST, '-g', '17')
    const frameRate = rational(30_000, 1001)
    run(
      dir,
      media(
        { frameRate, baseFrameRate: frameRate, frames: 120, duration: seconds(4.004) },
        null,
        seconds(4.004),
      ),
      [hls({ segmentDuration: seconds(1) })],
    )
    for (const path of ['o0/180p/index.m3u8', 'o0/90p/index.m3u8']) {
      expect(probe(dir, path).video?.nb_read_packets).toBe('120')
      expect(keyTimes(dir, path)).toEqual([0, 1, 2, 3])
      expect(extinf(dir, path)).toHaveLength(4)
    }
  })

  test('variable rate: every frame is kept at its time', () => {
    // Gaps, and times between the ticks of any plain frame rate.
    const uneven = "select='lt(t,2)+not(mod(n,7))',settb=1/90000,setpts=PTS+mod(N\\,3)*1100"
    const dir = attempt(
      ...PICTURE('30', 4),
      ...['-vf', uneven, '-fps_mode', 'passthrough', '-enc_time_base', '1/90000', ...FAST],
    )
    const info = media({ frameRate: rational(17), baseFrameRate: rational(30), frames: 69 }, null, seconds(4))
    const slower = { speed: 'veryfast' } as const
    run(dir, info, [
      file({ video: video() }),
      hls({ segmentFormat: 'fmp4' }),
      hls({ segmentFormat: 'fmp4', renditions: [{ name: 'v', video: video(height(60), slower) }] }),
    ])
    const times = (path: string) =>
      execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', path], {
        cwd: dir,
        encoding: 'utf8',
      })
        .split('\n')
        .flatMap((line) => (line ? [Number.parseFloat(line)] : []))
        .sort((a, b) => a - b)
    const source = times('src')
    expect(source.length).toBeGreaterThan(60)
    const kept = times('o0/main.mp4')
    expect(kept).toHaveLength(source.length)
    for (const [i, t] of source.entries()) expect(Math.abs((kept[i] ?? -1) - t)).toBeLessThan(0.001)
    for (const folder of ['o1/180p', 'o2/v']) {
      const parts = [
        'init.mp4',
        ...readdirSync(join(dir, folder))
          .filter((name) => name.endsWith('.m4s'))
          .sort(),
      ]
      writeFileSync(
        join(dir, 'all'),
        Buffer.concat(parts.map((name) => readFileSync(join(dir, folder, name)))),
      )
      const streamed = times('all')
      expect(streamed).toHaveLength(source.length)
      for (const [i, t] of source.entries())
        expect(Math.abs((streamed[i] ?? -1) - t), folder).toBeLessThan(0.001)
    }
    expect(keyTimes(dir, 'o1/180p/index.m3u8')).toEqual(keyTimes(dir, 'o1/90p/index.m3u8'))
    expect(extinf(dir, 'o1/180p/index.m3u8')).toHaveLength(4)
  })

  test('sound that starts late stays late, inside a rendition and in one of its own', () => {
    const dir = attempt(
      ...PICTURE('30'),
      '-itsoffset',
      '0.7',
      ...TONE(2),
      ...FAST,
      '-c:a',
      'pcm_s16le',
      '-f',
      'matroska',
    )
    const info = media({}, { startTime: seconds(0.7), duration: seconds(2) })
    const bFrames = { bFrames: 3, speed: 'veryfast' } as const
    const renditions = [{ name: 'v', video: video(undefined, bFrames) }]
    const unshared = (second: number) => ({ name: 'w', video: video(height(second), bFrames) })
    run(dir, info, [
      file({ video: video(undefined, bFrames), audio: aac }),
      hls({ renditions: [...renditions, unshared(90)], audioPlacement: 'separate' }),
      hls({ renditions: [...renditions, unshared(60)], audioPlacement: 'separate', segmentFormat: 'fmp4' }),
      hls({ renditions }),
    ])
    const start = (path: string, which: 'video' | 'audio') => Number(probe(dir, path)[which]?.start_time)
    const late = (v: string, a = v) => start(a, 'audio') + leadingSilence(dir, a) - start(v, 'video')
    for (const [v, a] of [
      ['o0/main.mp4'],
      ['o1/v/s00000.ts', 'o1/audio/s00000.ts'],
      ['o1/w/s00000.ts', 'o1/audio/s00000.ts'],
      ['o2/v/index.m3u8', 'o2/audio/index.m3u8'],
      ['o2/w/index.m3u8', 'o2/audio/index.m3u8'],
      ['o3/v/s00000.ts'],
    ] as const)
      expect(Math.abs(late(v, a) - 0.7), a ?? v).toBeLessThan(0.02)
    for (const path of ['o1/w/s00000.ts', 'o3/v/s00000.ts'])
      expect(start(path, 'video'), path).toBe(start('o1/v/s00000.ts', 'video'))
  })

  test('a range is cut to the frame, and a picture that starts late is shown from the beginning in segments of equal length', () => {
    const dir = attempt(
      '-itsoffset',
      '0.5',
      ...PICTURE('30'),
      ...TONE(),
      ...FAST,
      '-fps_mode',
      'vfr',
      '-c:a',
      'aac',
      '-g',
      '90',
    )
    const info = media({ startTime: seconds(0.5), duration: seconds(3) }, {}, seconds(3.5))
    const planned = run(dir, info, [
      file({ video: video(), audio: aac, range: { start: seconds(1), end: seconds(2) } }),
      hls({ audioPlacement: 'separate' }),
    ])
    expect(planned.steps).toHaveLength(2)
    expect(facts(dir, 'o0/main.mp4')).toEqual(['h264 320x180 30', 'aac'])
    expect(extinf(dir, 'o1/90p/index.m3u8')).toEqual([1, 1, 1, 0.5])
  })
})

describe('the picture', () => {
  test('is turned upright', () => {
    const plain = attempt(...PICTURE('30', 1), ...FAST)
    const dir = attempt('-i', join(plain, 'src'), '-c', 'copy', '-metadata:s:v', 'rotate=90', '-f', 'mp4')
    run(dir, media({ rotation: 90, frames: 30 }, null, seconds(1)), [
      file({ video: video({ by: 'long-short', first: 160, second: 90, fill: 'fit', upscale: false }) }),
    ])
    expect(facts(dir, 'o0/main.mp4')[0]).toBe('h264 90x160 30')
  })

  test('gets square pixels and even sides', () => {
    const wide = attempt(...PICTURE('30', 1), '-vf', 'setsar=4/3', ...FAST)
    run(wide, media({ sampleAspect: rational(4, 3), frames: 30 }, null, seconds(1)), [
      file({ video: video() }),
    ])
    expect(facts(wide, 'o0/main.mp4')[0]).toBe('h264 426x180 30')
    expect(probe(wide, 'o0/main.mp4').video?.sample_aspect_ratio).toBe('1:1')
    const odd = attempt('-f', 'lavfi', '-i', 'testsrc=s=321x181:r=30:d=1', '-c:v', 'ffv1', '-f', 'matroska')
    run(
      odd,
      media({ width: 321, height: 181, pixelFormat: 'rgb24', codec: 'ffv1', frames: 30 }, null, seconds(1)),
      [file({ video: video() })],
    )
    expect(facts(odd, 'o0/main.mp4')[0]).toBe('h264 320x180 30')
    expect(probe(odd, 'o0/main.mp4').video?.pix_fmt).toBe('yuv420p')
  })

  test('is deinterlaced with as many frames', () => {
    const dir = attempt(
      ...PICTURE('50', 1),
      '-vf',
      'tinterlace=interleave_top,fieldorder=tff',
      '-c:v',
      'mpeg2video',
      '-flags',
      '+ildct+ilme',
      '-q:v',
      '3',
      '-f',
      'mpegts',
    )
    const rate = rational(25)
    run(
      dir,
      media(
        { interlaced: true, frameRate: rate, baseFrameRate: rate, codec: 'mpeg2video', frames: 25 },
        null,
        seconds(1),
      ),
      [file({ video: video() })],
    )
    expect(facts(dir, 'o0/main.mp4')[0]).toBe('h264 320x180 25')
    const order = execFileSync(
      'ffprobe',
      ['-v', 'error', '-show_entries', 'stream=field_order', '-of', 'csv=p=0', 'o0/main.mp4'],
      { cwd: dir, encoding: 'utf8' },
    )
    expect(order.trim()).toBe('progressive')
  })

  test('of a sprite tile is the frame on screen at its time', () => {
    // Frame n has the brightness 8 · n: tile i must show frame 10 · i.
    const dir = attempt(
      '-f',
      'lavfi',
      '-i',
      "color=s=64x36:r=10:d=2.5,format=gray,geq=lum='8*N'",
      '-c:v',
      'ffv1',
      '-f',
      'matroska',
    )
    const rate = rational(10)
    run(
      dir,
      media(
        {
          width: 64,
          height: 36,
          frameRate: rate,
          baseFrameRate: rate,
          pixelFormat: 'gray',
          codec: 'ffv1',
          frames: 25,
        },
        null,
        seconds(2.5),
      ),
      [{ kind: 'sprite', every: { seconds: 1 }, columns: 2, rows: 2, tileWidth: 64, tileHeight: 36 }],
    )
    const pixels = execFileSync(
      'ffmpeg',
      [
        '-v',
        'error',
        '-i',
        'o0/sheet_00001.jpg',
        '-vf',
        'scale=2:2:flags=area,format=gray',
        '-f',
        'rawvideo',
        '-',
      ],
      { cwd: dir, stdio: ['ignore', 'pipe', 'ignore'] },
    )
    const near = [0, 80, 160, 0]
    for (const [i, value] of near.entries())
      expect(Math.abs(pixels.readUInt8(i) - value), `tile ${i}`).toBeLessThan(6)
  })
})

describe('copies', () => {
  test.each(['mpegts', 'mp4', 'matroska'])(
    'go into several containers beside an encode they share: from %s',
    (from) => {
      const dir = attempt(...PICTURE('30'), ...TONE(), ...FAST, '-g', '30', '-c:a', 'aac', '-f', from)
      const mp3: AudioSpec = { codec: 'mp3', copy: 'never', sampleRate: 44_100 }
      const copied = video(undefined, { copy: 'always' })
      const sound: AudioSpec = { ...aac, copy: 'always' }
      run(dir, media({}), [
        file({ video: copied, audio: mp3 }),
        file({ container: 'mkv', video: copied, audio: mp3 }),
        file({ container: 'flv', video: copied, audio: mp3 }),
        file({ video: video(), audio: sound }),
        file({ container: 'mkv', video: video(), audio: sound }),
        file({ container: 'ts', video: video(), audio: sound }),
      ])
      for (const [n, container] of ['mp4', 'mkv', 'flv', 'mp4', 'mkv', 'ts'].entries())
        expect(facts(dir, `o${n}/main.${container}`), `${n}`).toEqual([
          'h264 320x180 90',
          n < 3 ? 'mp3' : 'aac',
        ])
    },
  )

  test('are remuxed, alone and beside a shared encode', () => {
    const dir = attempt(...PICTURE('30'), ...TONE(), ...FAST, '-g', '30', '-c:a', 'aac', '-f', 'mp4')
    const copied = video(undefined, { copy: 'always' })
    const mp3: AudioSpec = { codec: 'mp3', copy: 'never' }
    const planned = run(dir, media({}), [
      file({ container: 'ts', video: copied, audio: { ...aac, copy: 'always' } }),
      file({ container: 'mkv', video: copied, audio: mp3 }),
      hls({ renditions: [{ name: 'v', video: copied }], audio: mp3 }),
      file({ container: 'mp3', audio: mp3 }),
    ])
    expect(encoders(planned, 'libx264')).toBe(0)
    expect(encoders(planned, 'libmp3lame')).toBe(1)
    expect(planned.steps).toHaveLength(1)
    expect(facts(dir, 'o0/main.ts')).toEqual(['h264 320x180 90', 'aac'])
    expect(facts(dir, 'o1/main.mkv')).toEqual(['h264 320x180 90', 'mp3'])
    expect(facts(dir, 'o2/v/index.m3u8')).toEqual(['h264 320x180 90', 'mp3'])
    expect(extinf(dir, 'o2/v/index.m3u8')).toHaveLength(3)
    expect(facts(dir, 'o3/main.mp3')).toEqual([undefined, 'mp3'])
  })
})
