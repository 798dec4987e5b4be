import { describe, expect, it } from 'vitest'
import type { OutputJson, ResultJson } from '../api/types.ts'
import { qualityColumn } from './quality.ts'
import { formatTable, printable } from './table.ts'
import { formatBytes, formatDuration, formatEta, formatPercent, formatSpeed } from './units.ts'

describe('units', () => {
  it.each([
    [0, '0:00'],
    [7.4, '0:07'],
    [59.6, '1:00'],
    [754, '12:34'],
    [3723, '1:02:03'],
    [-5, '0:00'],
  ])('%d s is %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text))

  it.each([
    [4, '4.0 s'],
    [59.94, '59.9 s'],
    [59.96, '1:00'],
  ])('exactly, %d s is %s', (seconds, text) => expect(formatDuration(seconds, { exact: true })).toBe(text))

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [999_949, '999.9 kB'],
    [999_950, '1.0 MB'],
    [12_345_678, '12.3 MB'],
    [5e15, '5000.0 TB'],
  ])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))

  it('speed, time to go and percent', () => {
    expect([formatSpeed(1.84), formatSpeed(123.4), formatSpeed(undefined), formatSpeed(0)]).toEqual([
      '1.8x',
      '123x',
      '',
      '',
    ])
    expect([formatEta(11.01), formatEta(undefined)]).toEqual(['0:12', '--:--'])
    expect([formatPercent(99.99), formatPercent(100)]).toEqual(['99 %', '100 %'])
  })
})

describe('qualityColumn', () => {
  const output = (result?: Partial<ResultJson>): OutputJson => ({
    ...{ index: 0, name: 'a', status: 'succeeded', progress: 100, destination: { bucket: 'b', key: 'k' } },
    ...(result && { result: { size: 1, files: [], ...result } }),
  })
  const quality = {
    vmaf: { mean: 94.123, worst: 88 },
    ssim: { mean: 0.99123, worst: 0.98 },
    psnr: { mean: null, worst: 41.27 },
  }

  it('says the mean and the worst second of what was measured, of renditions by their names', () => {
    const media = { duration: 1, video: [], audio: [] }
    const { vmaf } = quality
    const stream = output({ renditions: ['high', 'low'].map((name) => ({ name, media, quality: { vmaf } })) })
    expect(qualityColumn([output({ quality }), stream, output()])).toEqual({
      headings: ['QUALITY: MEAN (WORST SECOND)'],
      cells: [
        ['VMAF 94.1 (88.0), SSIM 0.9912 (0.9800), PSNR ∞ (41.3)'],
        ['high: VMAF 94.1 (88.0); low: VMAF 94.1 (88.0)'],
        ['-'],
      ],
    })
  })

  it('is not there when nothing was measured', () =>
    expect(qualityColumn([output({}), output()])).toEqual({ headings: [], cells: [[], []] }))
})

describe('formatTable', () => {
  it('aligns, without spaces at the ends of lines', () => {
    expect(
      formatTable(
        ['NAME', 'SIZE', 'NOTE'],
        [
          ['a', '1 kB', ''],
          ['映画.mp4', '100 kB', 'x'],
        ],
        ['SIZE'],
      ).split('\n'),
    ).toEqual(['NAME        SIZE  NOTE', 'a           1 kB', '映画.mp4  100 kB  x'])
  })

  it('lets no text steer the terminal', () => {
    expect(printable('a\u001b[2Jb\nc')).toBe('a?[2Jb?c')
  })
})
