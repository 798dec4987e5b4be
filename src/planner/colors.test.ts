import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import type { VideoSpec } from '../domain/output-spec.ts'
import { mp4, video as videoOf } from '../testing/output-stubs.ts'
import { attempt, ffmpeg, probed, run } from '../testing/planned-run.ts'

// Patches of known light go through whole plans; what comes out is read back by the tags it carries.

const PATCHES = [
  [180, 60, 60],
  [60, 160, 80],
  [70, 80, 180],
  [200, 190, 60],
  [60, 150, 170],
  [128, 128, 128],
  [235, 235, 235],
  [20, 20, 20],
] as const
const RGB709 = 'min=gbr:pin=bt709:tin=bt709:rin=pc'
const hex = (patch: readonly number[]) => `0x${patch.map((n) => n.toString(16).padStart(2, '0')).join('')}`

/** Five frames of the patches side by side, through the given filters. */
const patches = (width: number, height: number, filters: string, ...output: string[]): string =>
  attempt(
    ...PATCHES.flatMap((p) => [
      '-f',
      'lavfi',
      '-i',
      `color=${hex(p)}:s=${width / 8}x${height}:r=5:d=0.4,format=gbrp`,
    ]),
    '-filter_complex',
    `${PATCHES.map((_, i) => `[${i}]`).join('')}hstack=inputs=8,${filters}`,
    ...output,
  )

const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '4']
const tags = (matrix: string, primaries = matrix, transfer = primaries, range = 'tv') => [
  ...['-colorspace', matrix, '-color_primaries', primaries, '-color_trc', transfer, '-color_range', range],
]
const to = (matrix: string, primaries: string, transfer: string, range = 'tv') =>
  `zscale=${RGB709}:m=${matrix}:p=${primaries}:t=${transfer}:r=${range},format=yuv420p`

/** The middle pixel of each patch in the RGB of BT.709, by the file's own tags. */
const readBack = async (dir: string, path: string): Promise<number[][]> => {
  const [stream] = (await probed(dir, path)).video
  const { space, primaries, transfer, range } = stream?.color ?? {}
  const pixels = execFileSync(
    'ffmpeg',
    [
      ...['-v', 'error', '-i', path, '-frames:v', '1', '-vf'],
      `zscale=min=${space}:pin=${primaries}:tin=${transfer}:rin=${range}:m=gbr:p=bt709:t=bt709:r=pc,format=gbrp,format=rgb24`,
      ...['-f', 'rawvideo', '-'],
    ],
    { cwd: dir, maxBuffer: 1 << 26 },
  )
  const { width = 0, height = 0 } = stream ?? {}
  return PATCHES.map((_, i) => {
    const at = 3 * (Math.floor(height / 2) * width + Math.floor(((i + 0.5) * width) / 8))
    return [...pixels.subarray(at, at + 3)]
  })
}

const worst = (seen: number[][]): number =>
  Math.max(...seen.flatMap((rgb, i) => rgb.map((n, c) => Math.abs(n - (PATCHES[i]?.[c] ?? 0)))))
const fine = (more: Partial<VideoSpec> = {}): VideoSpec =>
  videoOf(undefined, { speed: 'ultrafast', rate: { mode: 'crf', crf: 4 }, ...more })
const box = (first: number, second: number) =>
  ({ by: 'sides', first, second, fill: 'stretch', upscale: true }) as const

describe('colours come out as they went in', () => {
  const BT601 = 'smpte170m,smpte170m,smpte170m,tv'
  const BT709 = 'bt709,bt709,bt709,tv'
  test.each([
    ['BT.709 of HD, made small', 1280, 720, to('bt709', 'bt709', 'bt709'), tags('bt709'), [BT709, BT709]],
    ['untagged HD', 1280, 720, to('bt709', 'bt709', 'bt709'), [], [BT709, BT709]],
    [
      'full range',
      1280,
      720,
      to('bt709', 'bt709', 'bt709', 'pc'),
      tags('bt709', 'bt709', 'bt709', 'pc'),
      [BT709, BT709],
    ],
    ['untagged SD, made large', 640, 480, to('smpte170m', 'smpte170m', 'smpte170m'), [], [BT709, BT601]],
    ['HD of BT.601', 1280, 720, to('smpte170m', 'smpte170m', 'smpte170m'), tags('smpte170m'), [BT709, BT601]],
    [
      'SD of analogue PAL, whose curve encoders call by another name',
      640,
      480,
      to('bt470bg', 'bt470bg', 'bt470bg'),
      tags('bt470bg', 'bt470bg', 'gamma28'),
      [BT709, 'bt470bg,bt470bg,bt470bg,tv'],
    ],
    [
      'early HD of SMPTE 240M',
      1280,
      720,
      `zscale=${RGB709}:m=7:p=bt709:t=bt709:r=tv,format=yuv420p`,
      tags('smpte240m', 'bt709', 'smpte240m'),
      [BT709, BT709],
    ],
    [
      'HD with only the matrix of BT.601',
      1280,
      720,
      to('smpte170m', 'bt709', 'bt709'),
      tags('smpte170m', 'bt709'),
      [BT709, 'smpte170m,bt709,bt709,tv'],
    ],
    [
      'SDR of BT.2020',
      1280,
      720,
      to('bt2020nc', 'bt2020', 'bt2020-10'),
      tags('bt2020nc', 'bt2020', 'bt2020-10'),
      [BT709, BT709],
    ],
    [
      'odd sides of BT.601',
      1288,
      721,
      `${to('smpte170m', 'smpte170m', 'smpte170m').replace('420p', '444p')},pad=iw+1`,
      tags('smpte170m'),
      [BT709, BT601],
    ],
  ] as const)('%s', async (_name, width, height, filters, sourceTags, expected) => {
    const dir = patches(width, height, filters, ...X264, ...sourceTags)
    const media = await probed(dir)
    run(dir, media, [
      mp4({ video: fine({ size: box(1280, 720) }) }),
      mp4({ video: fine({ size: box(320, 180) }) }),
    ])
    for (const [i, wanted] of expected.entries()) {
      const path = `o${i}/main.mp4`
      const { color } = (await probed(dir, path)).video[0] ?? {}
      expect([color?.space, color?.primaries, color?.transfer, color?.range].join()).toBe(wanted)
      expect(worst(await readBack(dir, path)), `${path} of ${color?.space}`).toBeLessThanOrEqual(3)
    }
  })

  test('of RGB, and of transparent pictures on black', async () => {
    const dir = patches(640, 360, 'format=rgba', '-c:v', 'ffv1', '-f', 'matroska')
    run(dir, await probed(dir), [mp4({ video: fine() })])
    expect(worst(await readBack(dir, 'o0/main.mp4'))).toBeLessThanOrEqual(3)
    const half = patches(640, 360, 'format=rgba,colorchannelmixer=aa=0.5', '-c:v', 'ffv1', '-f', 'matroska')
    run(half, await probed(half), [mp4({ video: fine() })])
    const seen = await readBack(half, 'o0/main.mp4')
    expect(worst(seen.map((rgb) => rgb.map((n) => n * 2)))).toBeLessThanOrEqual(5)
  })

  test('in the pictures of a sprite, which players take for BT.601 at full range', async () => {
    const dir = patches(1280, 720, to('bt709', 'bt709', 'bt709'), ...X264, ...tags('bt709'))
    run(dir, await probed(dir), [
      { kind: 'sprite', every: { seconds: 1 }, columns: 1, rows: 1, tileWidth: 320, tileHeight: 180 },
    ])
    const out = ['-vf', 'scale=in_color_matrix=bt601:in_range=pc,format=rgb24', '-f', 'rawvideo', '-']
    const pixels = execFileSync('ffmpeg', ['-v', 'error', '-i', 'o0/sheet_00001.jpg', ...out], { cwd: dir })
    const seen = PATCHES.map((_, i) => {
      const at = 3 * (90 * 320 + 20 + 40 * i)
      return [...pixels.subarray(at, at + 3)]
    })
    expect(worst(seen)).toBeLessThanOrEqual(4)
  })
})

describe('HDR', () => {
  const MASTERING =
    'master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1):max-cll=1000,400'
  /** Greys of 20, 100, 203 and 812 cd/m², in BT.2020. */
  const NITS = [20, 100, 203, 812]
  const hdr = (transfer: 'smpte2084' | 'arib-std-b67') => {
    const grey = `if(lt(X,80),${NITS[0]},if(lt(X,160),${NITS[1]},if(lt(X,240),${NITS[2]},${NITS[3]})))/203`
    return attempt(
      ...[
        '-f',
        'lavfi',
        '-i',
        `color=black:s=320x180:r=5:d=0.4,format=gbrpf32le,geq=r='${grey}':g='${grey}':b='${grey}'`,
      ],
      ...[
        '-vf',
        `zscale=min=gbr:rin=pc:pin=bt709:tin=linear:npl=203:t=${transfer}:p=bt2020:m=bt2020nc:r=tv,format=yuv420p10le`,
      ],
      ...['-c:v', 'libx265', '-preset', 'ultrafast', '-crf', '4', ...tags('bt2020nc', 'bt2020', transfer)],
      ...['-x265-params', `log-level=error${transfer === 'smpte2084' ? `:${MASTERING}` : ''}`],
    )
  }
  const pixel = (dir: string, path: string, format: string, bytes: number) => {
    const raw = execFileSync(
      'ffmpeg',
      ['-v', 'error', '-i', path, '-frames:v', '1', '-pix_fmt', format, '-f', 'rawvideo', '-'],
      { cwd: dir },
    )
    const read = (i: number) => (bytes === 1 ? raw.readUInt8(i) : raw.readUInt16LE(2 * i))
    const row = 90 * 320
    const chroma = 320 * 180 + 45 * 160
    return NITS.map((_, i) => [
      read(row + 40 + 80 * i),
      read(chroma + 20 + 40 * i),
      read(chroma + 160 * 90 + 20 + 40 * i),
    ])
  }

  test.each(['smpte2084', 'arib-std-b67'] as const)(
    'of %s is tone-mapped: mid-tones keep their light, white stays near white, grey stays grey',
    async (transfer) => {
      const dir = hdr(transfer)
      run(dir, await probed(dir), [mp4({ video: fine() })])
      const { color, pixelFormat, hdr: kind } = (await probed(dir, 'o0/main.mp4')).video[0] ?? {}
      expect([pixelFormat, kind, color]).toEqual([
        'yuv420p',
        'sdr',
        { space: 'bt709', primaries: 'bt709', transfer: 'bt709', range: 'tv' },
      ])
      const seen = pixel(dir, 'o0/main.mp4', 'yuv420p', 1)
      for (const [, cb = 0, cr = 0] of seen)
        expect(Math.max(Math.abs(cb - 128), Math.abs(cr - 128))).toBeLessThanOrEqual(1)
      // A display of gamma 2.4 shows 10 % of white's light at code 100, and the curve is straight up to 30 %.
      const near = [100, 174, 202, 230]
      for (const [i, [luma = 0]] of seen.entries())
        expect(Math.abs(luma - (near[i] ?? 0)), `${NITS[i]} cd/m² is ${luma}`).toBeLessThanOrEqual(4)
    },
  )

  test.each([
    ['smpte2084', 'hevc', 'main10'],
    ['arib-std-b67', 'hevc', 'main10'],
    ['smpte2084', 'av1', 'main'],
    ['arib-std-b67', 'av1', 'main'],
  ] as const)(
    'of %s is kept by %s in ten bits with what it says of its light',
    async (transfer, codec, profile) => {
      const dir = hdr(transfer)
      const media = await probed(dir)
      run(dir, media, [
        mp4({ video: fine({ codec, profile, dynamicRange: 'source' }) }),
        mp4({ video: fine() }),
        mp4({ video: fine({ codec, profile, bitDepth: 10, dynamicRange: 'sdr' }) }),
      ])
      const [kept, plain, deep] = await Promise.all(
        [0, 1, 2].map(async (i) => (await probed(dir, `o${i}/main.mp4`)).video[0]),
      )
      expect(kept).toMatchObject({
        pixelFormat: 'yuv420p10le',
        hdr: media.video[0]?.hdr,
        color: media.video[0]?.color,
      })
      expect(inThousandths(kept?.hdrMetadata)).toEqual(inThousandths(media.video[0]?.hdrMetadata))
      if (transfer === 'smpte2084')
        expect(inThousandths(kept?.hdrMetadata)).toMatchObject({
          maxCll: 1000,
          maxFall: 400,
          mastering: { maxLuminance: 1000, white: [0.313, 0.329] },
        })
      expect([plain?.hdr, deep?.hdr, deep?.pixelFormat]).toEqual(['sdr', 'sdr', 'yuv420p10le'])
      const [before, after] = ['src', 'o0/main.mp4'].map((path) => pixel(dir, path, 'yuv420p10le', 2))
      for (const [i, codes] of (before ?? []).entries())
        for (const [c, code] of codes.entries())
          expect(Math.abs(code - (after?.[i]?.[c] ?? 0))).toBeLessThanOrEqual(3)
    },
  )
})

/** The codecs count chromaticities in steps of their own. */
const inThousandths = (facts: unknown): unknown =>
  JSON.parse(JSON.stringify(facts ?? null), (_key, each) =>
    typeof each === 'number' ? Math.round(each * 1000) / 1000 : each,
  )

test('ten bits become eight without bands: each small block keeps its mean', async () => {
  // A ramp of 128 codes of ten bits over 1024 pixels: eight bits alone would make steps of 32 pixels.
  const ramp = "geq=lum='400+X/8':cb=512:cr=512"
  const dir = attempt(
    ...['-f', 'lavfi', '-i', `color=gray:s=1024x64:r=5:d=0.4,format=yuv420p10le,${ramp}`],
    ...['-c:v', 'ffv1', '-f', 'matroska'],
  )
  run(dir, await probed(dir), [mp4({ video: fine({ rate: { mode: 'crf', crf: 0 } }) })])
  const out = ffmpegRaw(dir, 'o0/main.mp4')
  for (let x = 0; x + 16 <= 1024; x += 16) {
    let sum = 0
    for (let y = 0; y < 16; y++) for (let i = 0; i < 16; i++) sum += out.readUInt8(y * 1024 + x + i)
    expect(Math.abs(sum / 256 - (400 + (x + 7) / 8) / 4), `at ${x}`).toBeLessThan(0.2)
  }
})

const ffmpegRaw = (dir: string, path: string): Buffer => {
  ffmpeg(
    dir,
    '-i',
    path,
    '-frames:v',
    '1',
    '-pix_fmt',
    'gray',
    '-f',
    'rawvideo',
    '-vf',
    'extractplanes=y',
    'raw',
  )
  return execFileSync('cat', ['raw'], { cwd: dir })
}
