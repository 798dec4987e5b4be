import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFile, cp, mkdir, readFile, rm, truncate, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Expectation, PlannedOutput, PlannedPart } from '../domain/plan.ts'
import { seconds } from '../domain/units.ts'
import { locateFfmpeg } from '../engine/ffmpeg.ts'
import { problemOf } from '../engine/outcome-problem.ts'
import { type ProcessOutcome, runProcess } from '../engine/run.ts'
import { detectSandbox } from '../engine/sandbox.ts'
import { ffmpeg, QUICK_H264, temporaryFolder, testSound, testVideo } from '../testing/clips.ts'
import { testProber } from '../testing/prober.ts'
import type { Prober } from './probe.ts'
import { verifyOutput } from './verify.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let prober: Prober
const at = (...names: string[]) => join(folder.path, ...names)
const HLS = ['-f', 'hls', '-hls_time', '1', '-hls_playlist_type', 'vod'] as const

beforeAll(async () => {
  folder = await temporaryFolder()
  prober = await testProber()
  await ffmpeg(folder.path, ...testVideo(3), ...testSound(3), ...QUICK_H264, '-c:a', 'aac', 'good.mp4')
  for (const name of ['ts', 'fmp4', 'sound', 'sprite']) await mkdir(at('good', name), { recursive: true })
  await ffmpeg(
    at('good', 'ts'),
    '-i',
    '../../good.mp4',
    '-c',
    'copy',
    ...HLS,
    '-hls_segment_filename',
    '%05d.ts',
    'index.m3u8',
  )
  const fmp4 = [
    '-hls_segment_type',
    'fmp4',
    '-hls_fmp4_init_filename',
    'init.mp4',
    '-hls_segment_filename',
    '%05d.m4s',
  ]
  await ffmpeg(at('good', 'fmp4'), '-i', '../../good.mp4', '-c', 'copy', ...HLS, ...fmp4, 'index.m3u8')
  await ffmpeg(
    at('good', 'sound'),
    '-i',
    '../../good.mp4',
    '-vn',
    '-c',
    'copy',
    ...HLS,
    ...fmp4,
    'index.m3u8',
  )
  await ffmpeg(
    at('good', 'sprite'),
    '-i',
    '../../good.mp4',
    '-vf',
    'fps=2,scale=32:18,metadata=mode=add:key=t:value=1,metadata=mode=print:file=tiles.txt,tile=2x2',
    '-q:v',
    '4',
    's_%05d.jpg',
  )
})
afterAll(() => folder[Symbol.asyncDispose]())

const EXPECT: Expectation = {
  duration: seconds(3),
  tolerance: seconds(0.2),
  video: { codec: 'h264', width: 320, height: 180, frames: { count: 75, slack: 1 }, duration: seconds(3) },
  audio: { codec: 'aac', channels: 1, sampleRate: 48000, duration: seconds(3) },
}
const FILE: PlannedPart = { role: 'file', path: 'good.mp4', expect: EXPECT }
const rendition = (name: string, segmentFormat: 'ts' | 'fmp4', expected = EXPECT): PlannedPart => ({
  ...{ role: 'rendition', name, path: `good/${name}/index.m3u8`, segmentFormat },
  ...{ audioOnly: expected.video === null, aligned: false, keyFrames: false, expect: expected },
})
const SHEETS = {
  ...{
    role: 'sheets',
    pattern: 'good/sprite/s_%05d.jpg',
    list: 'good/sprite/tiles.txt',
    format: 'jpeg',
    columns: 2,
    rows: 2,
    tileWidth: 32,
    tileHeight: 18,
  },
  ...{ interval: seconds(0.5), duration: seconds(3), padding: 0, margin: 0, count: 6, least: 6 },
} as const satisfies PlannedPart

const verify = (parts: readonly PlannedPart[], dir = folder.path) => {
  const planned: PlannedOutput = { output: 0, step: 's', kind: 'file', parts, reasons: [] }
  return verifyOutput({ prober, dir, planned })
}
/** The problem, which must be there. */
const problemWith = async (part: PlannedPart, dir?: string) => {
  const verdict = await verify([part], dir)
  if (verdict.ok) throw new Error('nothing was found')
  expect(verdict.problem.code).toBe('output-invalid')
  return verdict.problem
}
const md5 = async (path: string) =>
  createHash('md5')
    .update(await readFile(path))
    .digest('hex')

describe('a good output', () => {
  test('a file: measured, hashed', async () => {
    const verdict = await verify([FILE])
    const data = await readFile(at('good.mp4'))
    expect(verdict).toMatchObject({
      ok: true,
      parts: [
        {
          part: FILE,
          media: { video: [{ frames: 75 }] },
          files: [{ path: 'good.mp4', role: 'file', size: data.length, md5: await md5(at('good.mp4')) }],
        },
      ],
    })
  })

  test('an HLS stream of three renditions: every segment listed, bitrates measured', async () => {
    const sound = { ...EXPECT, video: null }
    const verdict = await verify([
      rendition('ts', 'ts'),
      rendition('fmp4', 'fmp4'),
      rendition('sound', 'fmp4', sound),
    ])
    if (!verdict.ok) throw new Error(verdict.problem.message)
    const [ts, fmp4, audio] = verdict.parts
    expect(ts!.files.map((file) => [file.role, file.path])).toEqual([
      ['playlist', 'good/ts/index.m3u8'],
      ['segment', 'good/ts/00000.ts'],
      ['segment', 'good/ts/00001.ts'],
      ['segment', 'good/ts/00002.ts'],
    ])
    expect(ts!.files[1]).toMatchObject({ duration: 1 })
    expect(ts!.files[1]).not.toHaveProperty('md5')
    expect(fmp4!.files[1]).toMatchObject({ role: 'init', path: 'good/fmp4/init.mp4' })
    const bytes = fmp4!.files.slice(2).reduce((sum, file) => sum + file.size, 0)
    expect(fmp4!.media!.bitrate).toBeCloseTo((bytes * 8) / 3, -1)
    expect(fmp4!.media).toMatchObject({
      duration: 3,
      video: [{ codecString: 'avc1.42c00c' }],
    })
    expect(fmp4!.media!.size).toBe(bytes + fmp4!.files[1]!.size)
    // What the configuration says, bit for bit: constrained baseline has a flag more than its name tells.
    expect(fmp4!.measured).toMatchObject({
      codecs: ['avc1.42c00c', 'mp4a.40.2'],
      segments: [{ span: { duration: 12_800 } }, { span: { duration: 12_800 } }, {}],
    })
    expect(audio!.media).toMatchObject({ video: [], audio: [{ codecString: 'mp4a.40.2' }] })
  })

  test('sheets: counted and sized', async () => {
    expect(await verify([SHEETS])).toMatchObject({
      ok: true,
      parts: [
        {
          pictures: 6,
          files: [
            { path: 'good/sprite/s_00001.jpg', role: 'sheet', md5: await md5(at('good/sprite/s_00001.jpg')) },
            { path: 'good/sprite/s_00002.jpg', role: 'sheet' },
          ],
        },
      ],
    })
  })
})

describe('a file that is not what was planned', () => {
  const wrong = (change: Partial<Expectation>) => problemWith({ ...FILE, expect: { ...EXPECT, ...change } })
  test.each([
    ['codec', { video: { codec: 'hevc', width: 320, height: 180 } }, 'video.codec', 'hevc', 'h264'],
    ['width', { video: { codec: 'h264', width: 640, height: 180 } }, 'width', 640, 320],
    ['height', { video: { codec: 'h264', width: 320, height: 182 } }, 'height', 182, 180],
    ['a stream too many', { audio: null }, 'audio.streams', 0, 1],
    ['channels', { audio: { codec: 'aac', channels: 2 } }, 'channels', 2, 1],
    ['sample rate', { audio: { codec: 'aac', sampleRate: 44100 } }, 'sampleRate', 44100, 48000],
  ] as const)('%s', async (_, change, check, expected, actual) => {
    expect((await wrong(change)).detail).toEqual({ check, expected, actual })
  })

  test('shorter than the source: by duration, by frames, in one stream alone', async () => {
    const short = await wrong({
      duration: seconds(4),
      video: { codec: 'h264', width: 320, height: 180 },
      audio: { codec: 'aac' },
    })
    expect(short.message).toBe('The output is shorter than the source: 3.000 s instead of 4.000 s.')
    const frames = await wrong({
      video: { codec: 'h264', width: 320, height: 180, frames: { count: 80, slack: 1 } },
    })
    expect(frames.message).toBe('The output is shorter than the source: 75 frames instead of 80.')
    const sound = await wrong({ audio: { codec: 'aac', duration: seconds(3.5) } })
    expect(sound.message).toMatch(
      /^The output's sound is shorter than the source: 3\.0\d\d s instead of 3\.500 s\.$/,
    )
  })

  test('missing, empty, cut, not media', async () => {
    expect((await problemWith({ ...FILE, path: 'none.mp4' })).detail).toMatchObject({ check: 'exists' })
    await writeFile(at('empty.mp4'), '')
    expect((await problemWith({ ...FILE, path: 'empty.mp4' })).detail).toMatchObject({ check: 'size' })
    await copyFile(at('good.mp4'), at('cut.mp4'))
    await truncate(at('cut.mp4'), 20_000)
    const cut = await problemWith({ ...FILE, path: 'cut.mp4' })
    expect(cut.detail).toMatchObject({ check: 'readable' })
    await writeFile(at('text.mp4'), 'hello')
    expect((await problemWith({ ...FILE, path: 'text.mp4' })).detail).toMatchObject({ check: 'readable' })
  })

  test('encoded from a source that was cut, with exit code 0', async () => {
    await ffmpeg(folder.path, '-i', 'good.mp4', '-c', 'copy', 'source.ts')
    await writeFile(at('cut.ts'), (await readFile(at('source.ts'))).subarray(0, 40_000))
    await ffmpeg(folder.path, '-i', 'cut.ts', ...QUICK_H264, '-c:a', 'aac', 'short.mp4')
    expect((await problemWith({ ...FILE, path: 'short.mp4' })).message).toMatch(/is shorter than the source/)
  })
})

describe('an HLS stream that is not whole', () => {
  const damaged = async (name: 'ts' | 'fmp4', damage: (dir: string) => Promise<void>) => {
    await using copy = await temporaryFolder()
    await cp(at('good'), join(copy.path, 'good'), { recursive: true })
    await damage(join(copy.path, 'good', name))
    return await problemWith(rendition(name, name), copy.path)
  }
  const edited = (change: (text: string) => string) => async (dir: string) =>
    writeFile(join(dir, 'index.m3u8'), change(await readFile(join(dir, 'index.m3u8'), 'utf8')))

  test.each([
    ['never closed', 'endlist', edited((text) => text.replace('#EXT-X-ENDLIST', ''))],
    ['no playlist', 'playlist', edited(() => 'hello')],
    ['a segment is missing', 'exists', (dir: string) => unlink(join(dir, '00001.m4s'))],
    ['a segment is empty', 'size', (dir: string) => truncate(join(dir, '00002.m4s'), 0)],
    ['the init segment is missing', 'exists', (dir: string) => unlink(join(dir, 'init.mp4'))],
    [
      'a segment is garbage',
      'frames',
      (dir: string) => writeFile(join(dir, '00001.m4s'), Buffer.alloc(9000, 7)),
    ],
    ['it names a file elsewhere', 'segments', edited((text) => text.replace('00001.m4s', '../ts/00001.ts'))],
    ['it names a URL', 'segments', edited((text) => text.replace('00001.m4s', 'http://127.0.0.1/x'))],
    ['it lost an entry', 'playlist.duration', edited((text) => text.replace(/#EXTINF:.*\n00002.m4s\n/, ''))],
    [
      'it claims too much',
      'playlist.duration',
      edited((text) => text.replace(/#EXTINF:1\.0/, '#EXTINF:2.0')),
    ],
  ] as const)('%s', async (_, check, damage) => {
    expect((await damaged('fmp4', damage)).detail).toMatchObject({ check })
  })

  test('a segment that lost its end', async () => {
    const problem = await damaged('ts', (dir) => truncate(join(dir, '00001.ts'), 1880))
    expect(problem.detail).toMatchObject({ check: 'frames', expected: 75 })
  })
})

describe('sheets that are not whole', () => {
  test('one is missing, cut, or of another size; the film was longer', async () => {
    await using copy = await temporaryFolder()
    const restore = () => cp(at('good/sprite'), join(copy.path, 'good/sprite'), { recursive: true })
    const second = join(copy.path, 'good/sprite/s_00002.jpg')
    await restore()
    await rm(second)
    expect((await problemWith(SHEETS, copy.path)).detail).toEqual({ check: 'sheets', expected: 2, actual: 1 })
    await restore()
    await truncate(second, 300)
    expect((await problemWith(SHEETS, copy.path)).detail).toMatchObject({ check: 'sheet', actual: null })
    await restore()
    expect((await problemWith({ ...SHEETS, tileWidth: 30 }, copy.path)).detail).toMatchObject({
      ...{ check: 'sheet', expected: '60x36', actual: '64x36' },
    })
    // As many sheets as there should be, but the last of them is not as full.
    const longer = await problemWith({ ...SHEETS, count: 8, least: 8 }, copy.path)
    expect(longer.message).toBe(
      'The sheets hold 6 pictures instead of 8: the output is shorter than the source.',
    )
  })
})

describe('a full disk', () => {
  const encode = async (cwd: string, name: string, fileBytes?: number): Promise<ProcessOutcome> =>
    runProcess({
      program: (await locateFfmpeg()).ffmpeg,
      args: [
        ...['-v', 'error', '-nostdin', '-y', '-i', `file:${at('good.mp4')}`],
        ...[
          '-c:v',
          'libx264',
          '-preset',
          'ultrafast',
          '-crf',
          '1',
          '-threads',
          '1',
          '-c:a',
          'aac',
          `file:${name}`,
        ],
      ],
      ...{ cwd, readablePaths: [at('good.mp4')], sandbox: await detectSandbox('auto') },
      ...(fileBytes !== undefined && { limits: { fileBytes } }),
    })

  test.each(['out.mp4', 'out.mkv'])('a limit of the file size: %s is not taken for whole', async (name) => {
    await using attempt = await temporaryFolder()
    const outcome = await encode(attempt.path, name, 64 * 1024)
    expect(outcome).toMatchObject({ ended: 'signal', signal: 'SIGXFSZ' })
    expect((await readFile(join(attempt.path, name))).length).toBe(64 * 1024)
    await problemWith({ ...FILE, path: name }, attempt.path)
  })

  test.runIf(process.getuid?.() === 0).each(['out.mp4', 'out.mkv', 'out.ts'])(
    'a small file system: %s is not taken for whole, whatever the exit code',
    async (name) => {
      await using attempt = await temporaryFolder()
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', attempt.path])
      try {
        expect(problemOf(await encode(attempt.path, name))?.code).toBe('disk-full')
        await problemWith({ ...FILE, path: name }, attempt.path)
      } finally {
        execFileSync('umount', [attempt.path])
      }
    },
  )
})
