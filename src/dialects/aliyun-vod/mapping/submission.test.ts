import { describe, expect, test } from 'vitest'
import type { OutputSpec } from '../../../domain/output-spec.ts'
import { problemOf } from '../../../testing/problem-of.ts'
import { vodGroup, vodVideo } from '../../../testing/vod-groups.ts'
import { PRESETS } from '../presets.ts'
import { template } from '../schema/template.ts'
import { jobIdOf } from './job-id.ts'
import { drawnIn, markNames, readOutputName, toOutputs } from './submission.ts'

const TASK = 'a'.repeat(32)
const specOf = (given: object): OutputSpec => toOutputs(vodGroup(given), vodVideo)[0]!.spec
const videoOf = (Video: object, more: object = {}) => {
  const spec = specOf({ Video, ...more })
  return spec.kind === 'file' ? spec.video : undefined
}
const codeOf = (work: () => unknown): string => problemOf(work)?.join(' ') ?? 'none'

describe('a picture', () => {
  test('has the sides of the service’s mode, and keeps to a smaller source only when told', () => {
    const sides = { Width: '640', Height: '360' }
    expect(videoOf(sides)?.size).toEqual({
      by: 'long-short',
      first: 640,
      second: 360,
      fill: 'fit',
      upscale: true,
    })
    expect(videoOf({ ...sides, LongShortMode: 'false' })?.size).toMatchObject({ by: 'sides' })
    expect(videoOf(sides, { TransConfig: { IsCheckReso: 'true' } })?.size).toMatchObject({ upscale: false })
    expect(videoOf({})?.size).toEqual({ by: 'source' })
  })

  test('has the rate that is asked for: a constant quality wins, and is what nothing means', () => {
    expect(videoOf({})?.rate).toEqual({ mode: 'crf', crf: 26 })
    expect(videoOf({ Bitrate: '800' })?.rate).toEqual({ mode: 'abr', bitrate: 800_000 })
    expect(videoOf({ Bitrate: 800, Crf: '20' })?.rate).toEqual({ mode: 'crf', crf: 20 })
    expect(videoOf({ Bitrate: 800, Maxrate: 900 })?.rate).toEqual({
      ...{ mode: 'abr', bitrate: 800_000, maxBitrate: 900_000, buffer: 6_000_000 },
    })
    expect(videoOf({ Bitrate: 800 }, { TransConfig: { TransMode: 'CBR' } })?.rate).toEqual({
      ...{ mode: 'cbr', bitrate: 800_000 },
    })
    expect(videoOf({ Bitrate: 800 }, { TransConfig: { TransMode: 'twopass' } })?.rate).toEqual({
      ...{ mode: 'abr', bitrate: 800_000, passes: 2 },
    })
    expect(codeOf(() => videoOf({}, { TransConfig: { TransMode: 'CBR' } }))).toBe(
      'invalid-parameter TranscodeTemplateList.0.Video.Bitrate',
    )
  })

  test('has frames, groups, profile and preset as given', () => {
    expect(
      videoOf({ Codec: 'H.265', Fps: '29.97', Gop: '50', Profile: 'main', Preset: 'slow' }),
    ).toMatchObject({
      ...{ codec: 'hevc', frameRate: { num: 30_000, den: 1001 }, gop: { frames: 50 } },
      ...{ profile: 'main', speed: 'slow', copy: 'never' },
    })
    expect(codeOf(() => videoOf({ Codec: 'H.265', Profile: 'high' }))).toMatch(
      /^invalid-parameter .*Profile$/,
    )
  })
})

describe('what the vendor’s services say alike', () => {
  test('of a picture', () =>
    expect(videoOf({ PixFmt: 'yuv422p', ScanMode: 'interlaced' }, { Rotate: '270' })).toMatchObject({
      ...{ chroma: '4:2:2', bitDepth: 8, deinterlace: 'never' },
      turn: { rotation: 270, mirrored: false },
    }))

  test('of a sound', () => {
    const soundOf = (Volume: object) => {
      const spec = specOf({ Audio: { Volume } })
      return spec.kind === 'file' ? spec.audio?.volume : undefined
    }
    expect(soundOf({ Method: 'linear', Level: '-6' })).toEqual({ by: 'gain', gain: -6 })
    expect(soundOf({ IntegratedLoudnessTarget: '-16' })).toMatchObject({ by: 'loudness', integrated: -16 })
  })
})

describe('a template', () => {
  test('of gif is a moving picture of a part of the source', () =>
    expect(
      specOf({
        ...{ Container: { Format: 'gif' }, Video: { Codec: 'GIF', Width: '160', Fps: '5' } },
        Clip: { TimeSpan: { Seek: '1', Duration: '2' } },
      }),
    ).toEqual({
      ...{ kind: 'animation', format: 'gif', frameRate: { num: 5, den: 1 }, plays: 0 },
      size: { by: 'long-short', first: 160, fill: 'fit', upscale: true },
      range: { start: 1, end: 3 },
    }))

  test('of m3u8 without a picture is a playlist of sound', () =>
    expect(specOf({ Container: { Format: 'm3u8' }, Video: { Remove: 'true' } })).toMatchObject({
      ...{ kind: 'stream', renditions: [], audio: { codec: 'aac' } },
    }))

  test('of the definition OD is a copy, one without a picture a sound', () => {
    expect(specOf({ Definition: 'OD' })).toMatchObject({
      video: { copy: 'always' },
      audio: { copy: 'always' },
    })
    expect(
      specOf({ Definition: 'SQ', Container: { Format: 'mp3' }, Audio: { Bitrate: '64', Channels: '1' } }),
    ).toEqual({
      ...{ kind: 'file', container: 'mp3' },
      audio: { codec: 'mp3', bitrate: 64_000, sampleRate: 44_100, channels: 1, copy: 'if-fits' },
    })
  })

  test('of m3u8 is a playlist of its own, its segments beside it', () => {
    const group = vodGroup({ Container: { Format: 'm3u8' }, MuxConfig: { Segment: { Duration: '4' } } })
    const [output] = toOutputs(group, vodVideo)
    expect(output?.spec).toMatchObject({
      kind: 'stream',
      segmentFormat: 'ts',
      segmentDuration: 4,
      master: false,
    })
    const job = jobIdOf(TASK as never, 0)
    expect(typeof output?.destination === 'function' && output.destination(TASK)).toEqual({
      ...{ bucket: 'in', key: `${vodVideo.id}/${job}-sd.m3u8` },
      parts: {
        segment: `${job}-sd-{number}.ts`,
        numbers: { initial: 1, increment: 1, minLength: 5, pad: '0' },
      },
    })
  })

  test('of mpd is a manifest over picture and sound apart, in a folder of its own', () => {
    const [output] = toOutputs(vodGroup({ Container: { Format: 'mpd' } }), vodVideo)
    expect(output?.spec).toMatchObject({
      protocol: 'dash',
      segmentFormat: 'fmp4',
      audioPlacement: 'separate',
    })
    const stem = `${jobIdOf(TASK as never, 0)}-sd`
    expect(typeof output?.destination === 'function' && output.destination(TASK)).toEqual({
      ...{ bucket: 'in', key: `${vodVideo.id}/${stem}.mpd` },
      parts: { rendition: `${stem}/{rendition}/index.m3u8` },
    })
  })

  test('shows a part of the source', () => {
    expect(specOf({ Clip: { TimeSpan: { Seek: '00:00:01.5', Duration: 2 } } })).toMatchObject({
      range: { start: 1.5, end: 3.5 },
    })
    // How much is cut off at the tail, before any Duration.
    expect(specOf({ Clip: { TimeSpan: { Seek: 1, Duration: 2, End: '00:00:03' } } })).toMatchObject({
      range: { start: 1, end: -3 },
    })
  })

  test.each([
    [{ Container: { Format: 'mp4' }, Video: { Remove: true }, Audio: { Remove: true } }, 'invalid-parameter'],
    [{ Container: { Format: 'flv' }, Video: { Codec: 'H.265' } }, 'unsupported-parameter'],
    [{ Type: 'VideoPackage', Container: { Format: 'm3u8' }, Video: { Remove: true } }, 'invalid-parameter'],
    [{ Video: { Codec: 'GIF' } }, 'invalid-parameter'],
    [{ Container: { Format: 'gif' }, Video: { Codec: 'H.264' } }, 'invalid-parameter'],
    [{ Container: { Format: 'gif' }, Rotate: '90' }, 'unsupported-parameter'],
    [{ Definition: 'OD', Rotate: '90' }, 'invalid-parameter'],
    [{ Container: { Format: 'mp3' }, Audio: { Codec: 'AAC' } }, 'invalid-parameter'],
    [{ Audio: { Channels: 5 } }, 'value-out-of-range'],
    [{ Audio: { Codec: 'MP3', Profile: 'aac_he' } }, 'invalid-parameter'],
    [{ Type: 'VideoPackage' }, 'invalid-parameter'],
    [{ TranscodeFileRegular: '../{JobId}' }, 'value-out-of-range'],
    [{ TranscodeFileRegular: '{MediaId}/fixed' }, 'value-out-of-range'],
    [{ Definition: undefined }, 'missing-parameter'],
    [{ Container: undefined }, 'missing-parameter'],
  ])('%j is refused before it is kept', (given, code) => {
    expect(codeOf(() => vodGroup(given))).toMatch(new RegExp(`^${code} TranscodeTemplateList\\.0`))
  })
})

describe('jobs', () => {
  test('lead back to their templates by their names, whatever becomes of the group', () => {
    const outputs = toOutputs(vodGroup({}, { Definition: 'FHD' }), vodVideo)
    expect(outputs.map(({ name }) => readOutputName(name))).toEqual([
      { definition: 'HD', templateId: 't0' },
      { definition: 'FHD', templateId: 't1' },
    ])
  })

  test('are changed by what a submission overrides, member by member', () => {
    const group = vodGroup({ Video: { Width: 640, Bitrate: 800 } }, {})
    const change = { TranscodeTemplateId: 't0', ...template.parse({ Video: { Width: 320 } }) } as never
    const outputs = toOutputs(group, vodVideo, { overrides: [change] })
    expect(outputs[0]?.spec).toMatchObject({ video: { size: { first: 320 }, rate: { bitrate: 800_000 } } })
    expect(outputs[1]?.spec).toMatchObject({ video: { size: { by: 'source' } } })
    expect(
      codeOf(() => toOutputs(group, vodVideo, { overrides: [{ TranscodeTemplateId: 'none' } as never] })),
    ).toBe('invalid-parameter OverrideParams.TranscodeTemplateList.0.TranscodeTemplateId')
  })

  test('of templates that are packaged together are one adaptive stream, after the others', () => {
    const packed = (Width: number, more: object = {}) => ({
      ...{ Type: 'VideoPackage', Container: { Format: 'm3u8' }, Video: { Width } },
      ...more,
    })
    const outputs = toOutputs(vodGroup(packed(640), {}, packed(320)), vodVideo)
    expect(outputs.map(({ name }) => name)).toEqual(['HD-t1', 'AUTO-HLSPackage'])
    expect(outputs[1]?.spec).toMatchObject({
      ...{ kind: 'stream', protocol: 'hls', master: true, audioPlacement: 'muxed' },
      renditions: [
        { name: 'v0', video: { size: { first: 640 } } },
        { name: 'v1', video: { size: { first: 320 } } },
      ],
    })
    const stem = `${jobIdOf(TASK as never, 1)}-auto`
    const { destination } = outputs[1]!
    expect(typeof destination === 'function' && destination(TASK)).toEqual({
      ...{ bucket: 'in', key: `${vodVideo.id}/${stem}.m3u8` },
      parts: { rendition: `${stem}/{rendition}/index.m3u8` },
    })
    const dash = vodGroup(packed(640, { PackageSetting: { PackageType: 'DASHPackage' } }))
    expect(toOutputs(dash, vodVideo)[0]?.spec).toMatchObject({ protocol: 'dash', segmentFormat: 'fmp4' })
    expect(codeOf(() => vodGroup(packed(640), packed(320, { Audio: { Bitrate: 64 } })))).toBe(
      'unsupported-parameter TranscodeTemplateList.1',
    )
  })

  test('of every built-in group can be made', () => {
    expect(PRESETS).toHaveLength(27)
    for (const group of PRESETS)
      expect(toOutputs(group, vodVideo)).toHaveLength(group.id === 'VOD_NO_TRANSCODE' ? 0 : 1)
  })
})

test('watermarks that a template names are drawn on what it makes, and told by their own ids', () => {
  const overlay = { kind: 'text' } as never
  const marks = new Map([
    ['w1', { id: 'w1', overlay }],
    ['USER_DEFAULT_WATERMARK', { id: 'w2', overlay }],
  ])
  const packed = {
    ...{ Type: 'VideoPackage', Container: { Format: 'm3u8' } },
    ...{ PackageSetting: { PackageType: 'HLSPackage' }, WatermarkIds: ['w1'] },
  }
  const moving = { Container: { Format: 'gif' }, WatermarkIds: ['w1'] }
  const group = vodGroup({ WatermarkIds: ['w1', 'USER_DEFAULT_WATERMARK'] }, {}, moving, packed)
  expect(markNames(group)).toEqual(['w1', 'USER_DEFAULT_WATERMARK', 'w1', 'w1'])
  const [two, none, gif, stream] = toOutputs(group, vodVideo, { marks }).map(({ spec }) => spec)
  expect(two).toMatchObject({ video: { overlays: [overlay, overlay] } })
  expect(none).not.toHaveProperty('video.overlays')
  expect(gif).toMatchObject({ kind: 'animation', overlays: [overlay] })
  expect(stream).toMatchObject({ renditions: [{ video: { overlays: [overlay] } }] })
  expect(drawnIn(group, marks)).toEqual({
    Drawn: { 'HD-t0': ['w1', 'w2'], 'HD-t2': ['w1'], 'AUTO-HLSPackage': ['w1'] },
  })
  expect(drawnIn(vodGroup({}), marks)).toEqual({})
})

test.each([
  [{ Definition: 'OD', WatermarkIds: ['w'] }],
  [{ Container: { Format: 'mp3' }, WatermarkIds: ['w'] }],
])('watermarks are refused where nothing is drawn: %j', (given) => {
  expect(codeOf(() => vodGroup(given))).toBe('invalid-parameter TranscodeTemplateList.0.WatermarkIds')
})
