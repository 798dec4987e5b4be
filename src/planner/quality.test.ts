import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { OutputSpec, VideoSpec } from '../domain/output-spec.ts'
import type { QualityResult } from '../domain/quality.ts'
import { readQuality } from '../media/quality.ts'
import { fullCapabilities } from '../testing/media-stubs.ts'
import { hls, mp4, video as videoOf } from '../testing/output-stubs.ts'
import { attempt, FAST, PICTURE, probed, run } from '../testing/planned-run.ts'
import { possibleMetrics, qualityFault } from './quality.ts'

const SIMPLE = ['ssim', 'psnr'] as const
const vmafProbe = process.env.PENTODE_VMAF_FFPROBE
/** With the chroma and the detail of a picture, quick to encode. */
const video = (crf: number, more: Partial<VideoSpec> = {}): VideoSpec =>
  videoOf({ by: 'source' }, { speed: 'ultrafast', rate: { mode: 'crf', crf }, ...more })

/** Makes outputs of an attempt's source and measures each picture, as a worker would. */
const measured = async (dir: string, specs: readonly OutputSpec[]): Promise<QualityResult[]> => {
  const { outputs } = run(dir, await probed(dir), specs)
  const runs = outputs.flatMap(({ parts }) =>
    parts.flatMap((part) => ('quality' in part && part.quality ? [part.quality] : [])),
  )
  return Promise.all(
    runs.map(async (quality) => {
      mkdirSync(join(dir, quality.folder))
      const scorer = `| "$SCORER" -v error -f lavfi -i "$GRAPH" -show_entries frame=pts -of csv=p=0`
      execFileSync(
        '/bin/sh',
        ['-c', `ffmpeg "$@" ${quality.vmafGraph ? scorer : ''}`, 'sh', ...quality.args],
        {
          ...{ cwd: dir, stdio: ['ignore', 'ignore', 'pipe', 'ignore'] },
          env: { ...process.env, SCORER: vmafProbe ?? '', GRAPH: quality.vmafGraph ?? '' },
        },
      )
      const found = await readQuality(dir, quality)
      if (!found) throw new Error('no figures')
      return found
    }),
  )
}
const plain = (...options: string[]) => attempt(...PICTURE('30', 2), ...FAST, '-qp', '4', ...options)

test('a finer encode is nearer to the source, and a copy is the same', async () => {
  const copy = videoOf({ by: 'source' }, { copy: 'always' })
  const [fine, coarse, same] = await measured(
    plain(),
    [video(18), video(45), copy].map((v) => mp4({ video: v, quality: SIMPLE })),
  )
  expect(fine?.frames).toBe(60)
  expect(fine?.ssim?.mean).toBeGreaterThan((coarse?.ssim?.mean ?? 1) + 0.02)
  expect(fine?.psnr?.mean).toBeGreaterThan((coarse?.psnr?.mean ?? 99) + 5)
  expect(same).toMatchObject({ ssim: { mean: 1, worst: 1 }, psnr: { mean: null, worst: null } })
  expect(JSON.parse(JSON.stringify(same))).toEqual(same)
})

test.each<[string, () => string, Partial<VideoSpec>]>([
  [
    'a part cut out, another rate and size',
    () => plain(),
    {
      crop: { x: 40, y: 20, width: 200, height: 120 },
      frameRate: { num: 25, den: 1 },
      size: { by: 'sides', first: 160, fill: 'fit', upscale: false },
    },
  ],
  ['pixels twice as wide as high', () => plain('-vf', 'setsar=2'), {}],
  ['turned and padded', () => plain(), { turn: { rotation: 90, mirrored: true } }],
])('what is compared is brought to the same frame: %s', async (_what, source, more) => {
  const [found] = await measured(source(), [
    mp4({ container: 'mkv', video: video(12, more), quality: SIMPLE, range: { start: 0.5 as never } }),
  ])
  expect(found?.ssim?.mean).toBeGreaterThan(0.95)
  expect(found?.ssim?.worst).toBeGreaterThan(0.95)
})

test('HDR made into SDR is compared as SDR', async () => {
  const dir = plain(
    ...['-pix_fmt', 'yuv420p10le', '-color_primaries', 'bt2020', '-color_trc', 'smpte2084'],
    ...['-colorspace', 'bt2020nc'],
  )
  expect((await probed(dir)).video[0]?.color.transfer).toBe('smpte2084')
  const [found] = await measured(dir, [mp4({ video: video(12), quality: SIMPLE })])
  expect(found?.ssim?.mean).toBeGreaterThan(0.95)
})

test('each rendition of a stream is measured by itself', async () => {
  const renditions = [14, 40].map((crf, i) => ({ name: `r${i}`, video: video(crf) }))
  const stream = hls({ segmentFormat: 'ts', renditions, quality: SIMPLE })
  const [fine, coarse] = await measured(plain(), [stream])
  expect(fine?.frames).toBe(60)
  expect(fine?.ssim?.mean).toBeGreaterThan(coarse?.ssim?.mean ?? 1)
})

test.skipIf(vmafProbe === undefined)(
  'VMAF is measured by an ffprobe that has it (PENTODE_VMAF_FFPROBE)',
  async () => {
    const [fine, coarse] = await measured(
      plain(),
      [video(18), video(45)].map((v) => mp4({ video: v, quality: ['vmaf'] })),
    )
    expect(fine?.vmaf?.mean).toBeGreaterThan(80)
    expect(fine?.vmaf?.mean).toBeGreaterThan((coarse?.vmaf?.mean ?? 100) + 10)
    expect(fine?.ssim).toBeUndefined()
  },
)

test('what is not there is refused by name, and left out when nobody asked for it', () => {
  const without = { ...fullCapabilities, vmaf: false }
  const spec = mp4({ video: video(20), quality: ['vmaf'] })
  expect(qualityFault(spec, without)).toMatchObject({
    code: 'encoder-missing',
    message: expect.stringContaining('libvmaf'),
  })
  expect(qualityFault(spec, fullCapabilities)).toBeUndefined()
  expect(qualityFault(mp4({ quality: ['ssim'] }), without)).toMatchObject({ code: 'invalid-parameter' })
  expect(possibleMetrics(without)).toEqual(['ssim', 'psnr'])
})
