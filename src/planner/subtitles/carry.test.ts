import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { FileSpec } from '../../domain/output-spec.ts'
import type { Plan } from '../../domain/plan.ts'
import { rational, seconds } from '../../domain/units.ts'
import { checkMedia } from '../../media/check-media.ts'
import { measureAndRun } from '../../testing/measured-run.ts'
import { mediaStubs } from '../../testing/media-stubs.ts'
import { aac, mp4 as file, height, hls, planOf, video as videoOf } from '../../testing/output-stubs.ts'
import { attempt, FAST, ffmpeg, media, PICTURE, probe, probed, TONE } from '../../testing/planned-run.ts'
import { testProber } from '../../testing/prober.ts'
import { fileAt, known, saidIn, srt, subtitleTracks, writeText } from '../../testing/subtitles.ts'

// Tracks of subtitles, made of files and of the source's own, and read back from what was made.

const video = videoOf(height(90), { speed: 'ultrafast' })
const copied = videoOf({ by: 'source' }, { copy: 'always' })

const GERMAN = srt([0.5, 1.25, 'eins'], [1, 1.5, '<i>zwei</i> & <drei>'], [2.5, 90, 'lang'])
const ASS =
  '[Script Info]\nPlayResX: 320\nPlayResY: 180\n\n[V4+ Styles]\nFormat: Name, Fontsize\nStyle: Main,20\n\n[Events]\nFormat: Start, End, Style, Text\nDialogue: 0:00:01.00,0:00:02.00,Main,{\\i1\\pos(10,10)}hello\n'

/** Three seconds with a text track in English and a picture track is no part of it. */
const film = (): string => {
  const dir = attempt(...PICTURE('25'), ...FAST)
  writeText(dir, 'en.srt', srt([0, 1, 'one'], [1.5, 2.9, 'two']))
  ffmpeg(
    dir,
    ...['-i', 'file:src', '-i', 'en.srt', '-map', '0', '-map', '1', '-c', 'copy', '-c:s', 'srt'],
    ...['-metadata:s:s:0', 'language=eng', '-f', 'matroska', 'src2'],
  )
  ffmpeg(dir, '-i', 'src2', '-map', '0', '-c', 'copy', '-f', 'matroska', 'src')
  return dir
}

/** What verification says of a planned file. */
const verified = async (dir: string, plan: Plan, output = 0): Promise<void> => {
  const part = plan.outputs[output]?.parts[0]
  if (part?.role !== 'file') throw new Error('the output is a file')
  const prober = await testProber({}, 'off')
  checkMedia(await prober.probe(part.path, { cwd: dir, countFrames: true, cues: true }), part.expect)
}

const spec = (of: Partial<FileSpec>): FileSpec => file({ video, ...of })
/** What is said after the picture begins, which sound may begin before. */
const saidFrom = (dir: string, path: string, track = 0) => {
  const begins = Number(probe(dir, path).video?.start_time ?? 0)
  return saidIn(dir, path, track).map(([start, end, text]) => [
    ...[start, end].map((time) => Math.round((time - begins) * 1000) / 1000),
    text,
  ])
}

describe('files beside the source', () => {
  const inputs = [known('de.srt', GERMAN), known('x.ass', ASS)]
  const subtitleFiles = [
    { source: fileAt('de.srt'), language: 'de', title: 'Deutsch', default: true },
    { source: fileAt('x.ass'), language: 'en', forced: true },
  ]

  test('are tracks of each container that has some, with what is said of them', async () => {
    const dir = attempt(...PICTURE('25'), ...TONE(), ...FAST, '-c:a', 'aac')
    const { plan } = measureAndRun(
      dir,
      media({ frameRate: rational(25), baseFrameRate: rational(25), frames: 75 }),
      [
        spec({ audio: aac, subtitleFiles }),
        spec({ audio: aac, container: 'mkv', subtitleFiles }),
        spec({ audio: aac, container: 'mov', subtitleFiles }),
      ],
      { inputs },
    )
    expect(plan.refused).toEqual([])
    // All of them share their encodes.
    expect(plan.reasons.join()).toContain('video encodes: 1, audio encodes: 1')
    expect(subtitleTracks(dir, 'o1/main.mkv')).toEqual([
      { codec: 'subrip', language: 'deu', title: 'Deutsch', default: true, forced: false },
      { codec: 'ass', language: 'eng', title: undefined, default: false, forced: true },
    ])
    expect(subtitleTracks(dir, 'o0/main.mp4').map(({ codec, language }) => [codec, language])).toEqual([
      ['mov_text', 'deu'],
      ['mov_text', 'eng'],
    ])
    expect(subtitleTracks(dir, 'o2/main.mov').map(({ codec }) => codec)).toEqual(['mov_text', 'mov_text'])
    expect(saidFrom(dir, 'o1/main.mkv')).toEqual([
      [0.5, 1.25, 'eins'],
      [1, 1.5, expect.stringContaining('zwei')],
      [2.5, 3, 'lang'],
    ])
    // One thing at a time, and each as long as it is seen.
    expect(saidIn(dir, 'o0/main.mp4').map(([start, end]) => [start, end])).toEqual([
      [0.5, 1],
      [1, 1.25],
      [1.25, 1.5],
      [2.5, 3],
    ])
    for (const output of [0, 1, 2]) await verified(dir, plan, output)
  })

  test('WebM has WebVTT, with signs that are no tags', () => {
    const dir = attempt(...PICTURE('25'), ...FAST)
    const vp8 = videoOf(height(90), { codec: 'vp8', speed: 'ultrafast' })
    const webm = file({ container: 'webm', video: vp8, subtitleFiles: subtitleFiles.slice(0, 1) })
    measureAndRun(dir, media({}, null), [webm], { inputs })
    expect(subtitleTracks(dir, 'o0/main.webm')).toMatchObject([{ codec: 'webvtt', language: 'deu' }])
    expect(saidIn(dir, 'o0/main.webm')[1]?.[2]).toMatch(/zwei.* & .*drei/)
  })

  test('a part of the source has the cues of that part, from its beginning on', async () => {
    const dir = attempt(...PICTURE('25'), ...FAST)
    const range = { start: seconds(1.2), end: seconds(2.8) }
    const info = media({ frameRate: rational(25), baseFrameRate: rational(25), frames: 75 }, null)
    const { plan } = measureAndRun(dir, info, [spec({ container: 'mkv', range, subtitleFiles })], {
      inputs,
    })
    expect(saidIn(dir, 'o0/main.mkv').map(([start, end]) => [start, end])).toEqual([
      [0, 0.05],
      [0, 0.3],
      [1.3, 1.6],
    ])
    expect(saidIn(dir, 'o0/main.mkv', 1)).toEqual([[0, 0.8, expect.stringContaining('hello')]])
    await verified(dir, plan)
  })

  test('clips before the source make its cues later, and those after it have none', () => {
    const dir = attempt(...PICTURE('25'), ...FAST)
    ffmpeg(dir, ...PICTURE('25', 2), ...FAST, '-f', 'mp4', 'in1')
    const clip = { source: fileAt('clip.mp4') }
    const joined = spec({ container: 'mkv', join: { head: [clip], tail: [clip] }, subtitleFiles })
    measureAndRun(dir, media({}, null), [joined], {
      inputs: [
        ...inputs,
        {
          use: 'clip',
          source: clip.source,
          file: 'in1',
          media: media({ frames: 50, duration: seconds(2) }, null, seconds(2)),
        },
      ],
    })
    expect(saidIn(dir, 'o0/main.mkv').map(([start, end]) => [start, end])).toEqual([
      [2.5, 3.25],
      [3, 3.5],
      [4.5, 5],
    ])
  })
})

describe("the source's own", () => {
  test('are read whole, and go into each container as it says text', async () => {
    const dir = film()
    const { plan } = measureAndRun(dir, await probed(dir), [
      spec({ subtitles: 'all' }),
      file({
        container: 'mkv',
        video: copied,
        subtitles: [{ language: 'en', default: true }],
        range: { start: seconds(0), end: seconds(2) },
      }),
    ])
    expect(saidIn(dir, 'o0/main.mp4')).toEqual([
      [0, 1, 'one'],
      [1.5, 2.9, 'two'],
    ])
    expect(saidIn(dir, 'o1/main.mkv').map(([start, end]) => [start, end])).toEqual([
      [0, 1],
      [1.5, 2],
    ])
    expect(subtitleTracks(dir, 'o1/main.mkv')).toMatchObject([
      { codec: 'subrip', language: 'eng', default: true },
    ])
    await verified(dir, plan, 0)
  })

  test('are WebVTT in streams, beside those of files', async () => {
    const dir = film()
    const stream = hls({
      renditions: [{ name: 'v', video }],
      subtitles: 'all',
      subtitleFiles: [{ source: fileAt('de.srt'), language: 'de', default: true, forced: true }],
      range: { start: seconds(0.75) },
    })
    const { plan } = measureAndRun(dir, await probed(dir), [stream], { inputs: [known('de.srt', GERMAN)] })
    expect(readFileSync(join(dir, 'o0/subtitles-en.vtt'), 'utf8')).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:00:00.250\none\n\n00:00:00.750 --> 00:00:02.150\ntwo\n',
    )
    expect(readFileSync(join(dir, 'o0/subtitles-de.vtt'), 'utf8')).toContain('&lt;drei&gt;')
    const parts = plan.outputs[0]?.parts.flatMap((part) => (part.role === 'subtitles' ? [part] : []))
    expect(parts?.map(({ track, cues }) => [track, cues])).toEqual([
      [{ language: 'en', default: false }, 2],
      [{ language: 'de', default: true, forced: true }, 3],
    ])
  })
})

describe('what cannot be', () => {
  const pictures = {
    ...mediaStubs.hd30,
    subtitles: [{ index: 2, codec: 'hdmv_pgs_subtitle', language: 'eng' }],
  }
  const refusal = (of: Partial<FileSpec>, info = pictures): string | undefined => {
    const plan = planOf(info, [spec(of)], undefined, [known('de.srt', GERMAN)])
    const [first] = plan.refused
    return first && `${first.problem.code}: ${first.problem.message}`
  }
  const subtitleFiles = [{ source: fileAt('de.srt') }]

  test.each<[string, Partial<FileSpec>, RegExp]>([
    [
      'text in FLV',
      { container: 'flv', subtitleFiles },
      /^unsupported-parameter: Subtitles cannot be put into a file of type flv/,
    ],
    ['text in TS', { container: 'ts', subtitleFiles }, /^unsupported-parameter: Subtitles that are text/],
    ['pictures in MP4', { subtitles: [{ track: 0 }] }, /^unsupported-parameter: .*pictures and not text/],
    [
      'pictures of another kind in TS',
      { container: 'ts', subtitles: [{ language: 'en' }] },
      /^unsupported-parameter: .*hdmv_pgs/,
    ],
  ])('%s is refused, with the reason', (_what, of, message) => {
    expect(refusal(of) ?? 'made').toMatch(message)
  })

  test('there is nothing to draw on without a picture', () => {
    const sound: FileSpec = { kind: 'file', container: 'm4a', audio: aac, burn: { from: { track: 0 } } }
    expect(planOf(pictures, [sound]).refused[0]?.problem.code).toBe('invalid-parameter')
  })

  test('of all tracks those that do not fit are left out and told; Matroska takes pictures as they are', () => {
    const plan = planOf(pictures, [spec({ subtitles: 'all' }), spec({ container: 'mkv', subtitles: 'all' })])
    expect(plan.outputs[0]?.reasons.join()).toContain('subtitles: left out. Subtitles of hdmv_pgs_subtitle')
    expect(plan.steps[0]?.commands[0]?.args.join(' ')).toContain('-map 0:2')
    expect(plan.outputs[1]?.parts[0]).toMatchObject({
      expect: { subtitles: [{ codec: 'hdmv_pgs_subtitle', language: 'eng' }] },
    })
  })

  test('a file that cannot be used refuses the outputs that need it', () => {
    const problem = { code: 'input-unusable', message: 'no' } as const
    const plan = planOf(pictures, [spec({ subtitleFiles }), spec({})], undefined, [
      { use: 'subtitles', source: fileAt('de.srt'), problem },
    ])
    expect(plan.refused).toEqual([{ output: 0, problem: { ...problem, path: 'outputs.0' } }])
  })
})

test('a source whose subtitles outlast it is as long as its picture, and so are its outputs', async () => {
  const dir = attempt(...PICTURE('25'), ...FAST)
  writeText(dir, 'long.srt', srt([1, 2, 'a'], [50, 60, 'b']))
  for (const more of [[], ['-write_crc32', '0', '-live', '1']]) {
    ffmpeg(
      dir,
      ...[
        '-i',
        'file:src',
        '-i',
        'long.srt',
        '-map',
        '0',
        '-map',
        '1',
        '-c',
        'copy',
        '-c:s',
        'srt',
        ...more,
        '-f',
        'matroska',
        'long',
      ],
    )
    expect((await probed(dir, 'long')).duration).toBeCloseTo(3, 0)
  }
})
