import { expect, test } from 'vitest'
import type { Json } from '../../../domain/json.ts'
import { DomainError } from '../../../domain/problem.ts'
import { validate } from '../../../wire/validate.ts'
import { PRESETS } from '../presets.ts'
import { submitRequest } from '../schema/submit.ts'
import { toSubmission } from './submission.ts'
import { configOf } from './templates.ts'
import type { MarkTemplate } from './watermarks.ts'

const mark = {
  ...{ Width: 0.25, Height: 64, Dx: 8, ReferPos: 'BottomLeft' as const },
  File: { Type: 'OSS' as const, Media: 'oss://in/logo.png' },
}
const templates = {
  transcoding: new Map(PRESETS.map((preset) => [preset.id, configOf(preset)])),
  watermarks: new Map<string, MarkTemplate>([
    ['mark', mark],
    ['words', { Content: 'kept', FontName: 'SimSun', FontColor: 'ff8c00', Left: 300, BorderWidth: 2 }],
    ['wordless', { FontSize: 30 }],
  ]),
}
const submit = (params: { Config: unknown; ClientToken?: string; UserData?: string }) =>
  toSubmission(validate(submitRequest, params), params as Json, templates, undefined)
const problemOf = (Config: unknown): string => {
  try {
    submit({ Config: Config === '' ? '' : JSON.stringify(Config) })
    return 'none'
  } catch (error) {
    if (error instanceof DomainError) return `${error.problem.code} ${error.problem.path}`
    throw error
  }
}

const input = { InputFile: { Type: 'OSS', Media: 'oss://in/dir/clip.mp4' } }
const output = (more: object = {}) => ({
  OutputFile: { Type: 'OSS', Media: 'oss://out/a.mp4' },
  TemplateId: 'S00000001-200010',
  ...more,
})
const one = (more: object) => ({ Inputs: [input], Outputs: [output(more)] })
const stream = (OutputFileName: string, more: object = {}) => ({
  OutputFileName,
  TemplateId: 'S00000001-100010',
  ...more,
})
const hls = (Outputs: readonly object[], more: object = {}) => ({
  Inputs: [input],
  OutputGroups: [
    {
      GroupConfig: {
        Type: 'Hls',
        OutputFileBase: { Type: 'OSS', Media: 'oss://out/base/' },
        ManifestName: 'main',
        ...more,
      },
      Outputs,
    },
  ],
})

test('outputs, files of a group and a stream become outputs of one task', () => {
  const made = submit({
    ClientToken: 't',
    UserData: 'u',
    Config: {
      Inputs: [
        { Name: 'v', InputFile: { Type: 'OSS', Url: 'https://in.oss-cn-x.aliyuncs.com/dir/a%20b.mp4' } },
      ],
      Outputs: [output({ Priority: '8', InputRef: 'v', OverrideParams: '{"Video":{"Width":"320"}}' })],
      OutputGroups: [
        {
          GroupConfig: { Type: 'File', OutputFileBase: { Type: 'OSS', Media: 'oss://out/files' } },
          Outputs: [
            stream('x.m3u8', { Features: '{"Clip":{"TimeSpan":{"Seek":"00:00:01.5","Duration":"2"}}}' }),
          ],
        },
        ...hls([
          stream('lo', { HlsGroupConfig: { Type: 'video', Group: 'video' } }),
          stream('audio', { HlsGroupConfig: { Type: 'audio', Name: 'sound' } }),
        ]).OutputGroups,
      ],
    },
  })
  expect(made).toMatchObject({
    dialect: 'aliyun-ice',
    source: { from: 'object', bucket: 'in', key: 'dir/a b.mp4' },
    priority: 2,
    clientToken: 't',
    userData: 'u',
  })
  expect(made.outputs.map(({ name, destination }) => [name, destination])).toEqual([
    ['output-0', { bucket: 'out', key: 'a.mp4' }],
    [
      'group-0-0',
      { bucket: 'out', key: 'files/x.m3u8', parts: { segment: 'x-{number}.ts', numbers: expect.anything() } },
    ],
    [
      'group-1',
      {
        bucket: 'out',
        key: 'base/main.m3u8',
        parts: {
          rendition: '{rendition}.m3u8',
          segment: '{rendition}-{number}.ts',
          numbers: expect.anything(),
        },
      },
    ],
  ])
  expect(made.outputs[0]?.spec).toMatchObject({ video: { size: { first: 320 }, rate: { bitrate: 400_000 } } })
  expect(made.outputs[1]?.spec).toMatchObject({ master: false, range: { start: 1.5, end: 3.5 } })
  expect(made.outputs[2]?.spec).toMatchObject({
    master: true,
    audioPlacement: 'separate',
    renditions: [{ name: 'lo' }],
    audio: { codec: 'aac', bitrate: 64_000 },
  })
})

test.each([
  [one({}), 'none'],
  ['', 'missing-parameter Config'],
  [{ Inputs: [input] }, 'missing-parameter Config.Outputs'],
  [{ Inputs: [input, input], Outputs: [output()] }, 'none'],
  [
    {
      Inputs: [
        { ...input, Name: 'a' },
        { ...input, Name: 'b' },
      ],
      Outputs: [output({ InputRef: 'a' }), output({ InputRef: 'b' })],
    },
    'unsupported-parameter Config.InputRef',
  ],
  [
    { Inputs: [input, input], Outputs: [output({ Features: { Clip: { TimeSpan: { Seek: '1' } } } })] },
    'unsupported-parameter Config.Features.Clip',
  ],
  [{ Outputs: [output()] }, 'missing-parameter Config.Inputs'],
  [one({ TemplateId: 'none' }), 'template-not-found undefined'],
  [one({ TemplateId: '' }), 'value-out-of-range Config.Outputs.0.TemplateId'],
  [one({ InputRef: 'other' }), 'invalid-parameter Config.InputRef'],
  [one({ Priority: 11 }), 'value-out-of-range Config.Outputs.0.Priority'],
  [one({ Sprite: 1 }), 'unknown-parameter Config.Outputs.0.Sprite'],
  [
    one({ OutputFile: { Type: 'Media', Media: 'x' } }),
    'unsupported-parameter Config.Outputs.0.OutputFile.Type',
  ],
  [one({ OutputFile: { Type: 'OSS' } }), 'missing-parameter Config.Outputs.0.OutputFile.Media'],
  [
    one({ OutputFile: { Type: 'OSS', Media: 'https://b.oss-cn-x.aliyuncs.com/a?Signature=s' } }),
    'invalid-parameter Config.Outputs.0.OutputFile.Media',
  ],
  [
    one({ OverrideParams: '{"Video":{"Crop":"border"}}' }),
    'unsupported-parameter Config.Outputs.0.OverrideParams.Video.Crop',
  ],
  [
    one({ OverrideParams: { Video: { Pad: '1280x800' } } }),
    'value-out-of-range Config.Outputs.0.OverrideParams.Video.Pad',
  ],
  [
    one({ OverrideParams: { Video: { Codec: 'copy', Rotate: 90 } } }),
    'unsupported-parameter Config.Outputs.0.OverrideParams.Video.Rotate',
  ],
  [
    one({ OverrideParams: { Container: { Format: 'gif' }, Video: { Codec: 'GIF', Crop: '2:2:0:0' } } }),
    'unsupported-parameter Config.Outputs.0.OverrideParams.Video.Crop',
  ],
  [
    one({ OverrideParams: { TransConfig: { TransMode: 'twopass' }, Video: { Bitrate: -1 } } }),
    'invalid-parameter Config.Outputs.0.OverrideParams.Video.Bitrate',
  ],
  [
    one({ OverrideParams: { Video: { Codec: 'GIF' } } }),
    'invalid-parameter Config.Outputs.0.OverrideParams.Video.Codec',
  ],
  [
    one({ OverrideParams: { Audio: { Channels: 4 } } }),
    'value-out-of-range Config.Outputs.0.OverrideParams.Audio.Channels',
  ],
  [
    one({ OverrideParams: { Audio: { Codec: 'FLAC' } } }),
    'invalid-parameter Config.Outputs.0.OverrideParams.Audio.Codec',
  ],
  [
    one({ OverrideParams: { Subtitles: [{ Codec: 'VTT' }] } }),
    'unsupported-parameter Config.Outputs.0.OverrideParams.Subtitles',
  ],
  [
    one({ Features: { Watermarks: [{ Type: 'Text' }] } }),
    'missing-parameter Config.Outputs.0.Features.Watermarks.0.Content',
  ],
  [
    one({ Features: { Watermarks: [{ TemplateId: 'wordless' }] } }),
    'missing-parameter Config.Outputs.0.Features.Watermarks.0.Content',
  ],
  [
    one({ Features: { Watermarks: [{ TemplateId: 'words', Type: 'Image' }] } }),
    'invalid-parameter Config.Outputs.0.Features.Watermarks.0.Type',
  ],
  [
    one({ Features: { Watermarks: [{ TemplateId: 'words', Width: 100 }] } }),
    'unsupported-parameter Config.Outputs.0.Features.Watermarks.0.Width',
  ],
  [
    one({ Features: { Watermarks: [{ TemplateId: 'words', Adaptive: 'true' }] } }),
    'unsupported-parameter Config.Outputs.0.Features.Watermarks.0.Adaptive',
  ],
  [
    one({ Features: { Watermarks: [{ TemplateId: 'words', FontColor: 'dull' }] } }),
    'value-out-of-range Config.Outputs.0.Features.Watermarks.0.FontColor',
  ],
  [
    one({ Features: { Metadata: { 'a=b': 'c' } } }),
    'invalid-parameter Config.Outputs.0.Features.Metadata.a=b',
  ],
  [
    one({ OverrideParams: { Container: { Format: 'm3u8' } }, Features: { Metadata: { title: 'a' } } }),
    'unsupported-parameter Config.Outputs.0.Features.Metadata',
  ],
  [
    hls([stream('a', { Features: { Metadata: { title: 'a' } } })]),
    'unsupported-parameter Config.OutputGroups.0.Outputs.0.Features.Metadata',
  ],
  [
    one({ Features: { Clip: { TimeSpan: { Seek: '5', End: '3' } } } }),
    'invalid-parameter Config.Outputs.0.Features.Clip.TimeSpan',
  ],
  [
    one({ Features: { Clip: { TimeSpan: { Seek: 'x' } } } }),
    'value-out-of-range Config.Outputs.0.Features.Clip.TimeSpan.Seek',
  ],
  [hls([stream('a'), stream('b.m3u8')]), 'none'],
  [hls([stream('a')], { Type: 'Dash' }), 'invalid-parameter Config.OutputGroups.0.Outputs.0.TemplateId'],
  [
    hls([stream('a')], { ManifestName: '' }),
    'missing-parameter Config.OutputGroups.0.GroupConfig.ManifestName',
  ],
  [
    hls([stream('a')], { ManifestExtend: { InputRef: 'x' } }),
    'unsupported-parameter Config.OutputGroups.0.GroupConfig.ManifestExtend',
  ],
  [hls([stream('a/b')]), 'invalid-parameter Config.OutputGroups.0.Outputs.0.OutputFileName'],
  [
    hls([stream('a', { TemplateId: 'S00000001-200010' })]),
    'invalid-parameter Config.OutputGroups.0.Outputs.0.TemplateId',
  ],
  [hls([stream('a'), stream('b', { TemplateId: 'S00000001-100030' })]), 'none'],
  [
    hls([stream('a', { HlsGroupConfig: { Type: 'audio' } }), stream('b')]),
    'unsupported-parameter Config.OutputGroups.0.Outputs.0',
  ],
  [
    hls([
      stream('a', { HlsGroupConfig: { Type: 'video', AudioGroup: 'other' } }),
      stream('b', { HlsGroupConfig: { Type: 'audio' } }),
    ]),
    'invalid-parameter Config.OutputGroups.0.Outputs.0.HlsGroupConfig.AudioGroup',
  ],
  [
    one({ Features: { Watermarks: [{ Width: 32 }] } }),
    'missing-parameter Config.Outputs.0.Features.Watermarks.0.TemplateId',
  ],
  [
    one({ Features: { Watermarks: [{ TemplateId: 'none' }] } }),
    'template-not-found Config.Outputs.0.Features.Watermarks.0.TemplateId',
  ],
  [
    one({ Features: { Watermarks: [{ TemplateId: 'mark', Width: 5000 }] } }),
    'value-out-of-range Config.Outputs.0.Features.Watermarks.0.Width',
  ],
] as const)('%j: %s', (config, expected) => {
  expect(problemOf(config)).toBe(expected)
})

test('a structure nested without end is no JSON here', () => {
  const deep = `{"Inputs":${'['.repeat(5000)}${']'.repeat(5000)}}`
  expect(() => submit({ Config: deep })).toThrow(/Config/)
})

const specOf = (Config: object) => submit({ Config: JSON.stringify(Config) }).outputs[0]?.spec
const made = (OverrideParams: object, more: object = {}) => specOf(one({ OverrideParams, ...more }))

test.each([
  [{ Video: { Codec: 'H.265', PixFmt: 'yuv420p10le' } }, { codec: 'hevc', chroma: '4:2:0', bitDepth: 10 }],
  [{ Video: { Codec: 'AV1' }, TransConfig: { TransMode: 'fixCRF' } }, { rate: { mode: 'crf', crf: 32 } }],
  [
    { Video: { Crop: '320:180:10:20', Pad: '640:480:0:60', Rotate: '180', MaxFps: '29.97' } },
    {
      crop: { x: 10, y: 20, width: 320, height: 180 },
      ground: { x: 0, y: 60, width: 640, height: 480 },
      turn: { rotation: 180, mirrored: false },
      maxFrameRate: { num: 30_000, den: 1001 },
    },
  ],
  [{ Video: { ScanMode: 'interlaced' } }, { deinterlace: 'never' }],
  [{ Video: { Preset: 'veryslow', Profile: 'high' } }, { speed: 'veryslow', profile: 'high' }],
  [{ TransConfig: { TransMode: 'twopass' } }, { rate: { mode: 'abr', bitrate: 400_000, passes: 2 } }],
  [
    { TransConfig: { TransMode: 'CBR' }, Video: { Bufsize: 2000 } },
    { rate: { mode: 'cbr', bitrate: 400_000, buffer: 2_000_000 } },
  ],
])('%j is a picture %j', (params, video) => {
  expect(made(params)).toMatchObject({ kind: 'file', video })
})

test.each([
  [
    { Volume: { Method: 'dynamic', IntegratedLoudnessTarget: '-16' } },
    { volume: { integrated: -16, truePeak: -1 } },
  ],
  [{ Volume: { Method: 'linear', Level: 6 } }, { volume: { by: 'gain', gain: 6 } }],
  [{ Profile: 'aac_he' }, { codec: 'aac', profile: 'he' }],
  [{ Codec: 'EAC3' }, { codec: 'eac3' }],
])('%j is a sound %j', (Audio, audio) => {
  expect(made({ Audio })).toMatchObject({ audio })
})

test.each([
  [
    'webm',
    { Video: { Codec: 'VP9' }, Audio: { Codec: 'OPUS' } },
    { container: 'webm', video: { codec: 'vp9' } },
  ],
  [
    'mxf',
    { Audio: { Codec: 'pcm_s16le' } },
    { container: 'mxf', video: { codec: 'h264' }, audio: { codec: 'pcm_s16le' } },
  ],
  ['aac', {}, { container: 'adts', audio: { codec: 'aac' } }],
  [
    'gif',
    { Video: { Codec: 'GIF', Fps: 5, Width: 128 } },
    { kind: 'animation', frameRate: { num: 5, den: 1 } },
  ],
  ['mpd', {}, { protocol: 'dash', segmentFormat: 'fmp4', audioPlacement: 'separate' }],
  ['cmaf', {}, { protocol: 'hls+dash', master: true }],
])('the format %s', (Format, params, spec) => {
  expect(made({ Container: { Format }, ...params })).toMatchObject(spec)
})

test('a watermark is its template with the place it is given here', () => {
  expect(
    made({}, { Features: { Watermarks: [{ TemplateId: 'mark', X: '0.1', Width: '32' }] } }),
  ).toMatchObject({
    video: {
      overlays: [
        {
          source: { from: 'object', bucket: 'in', key: 'logo.png' },
          position: { corner: 'bottom-left', x: { percent: 10 }, y: { px: 0 } },
          ...{ width: { px: 32 }, height: { px: 64 } },
        },
      ],
    },
  })
})

test('words are those of a template with what is said here, or stand alone', () => {
  const Watermarks = [
    { TemplateId: 'words', Content: 'here', Y: '0.1', FontSize: '40', FontAlpha: '0.5' },
    { Type: 'Text', Content: 'alone', X: '8', FontColor: '#0064FF', Adaptive: 'false' },
  ]
  expect(made({}, { Features: { Watermarks } })).toMatchObject({
    video: {
      overlays: [
        {
          ...{ kind: 'text', text: 'here', font: 'SimSun', replaceable: true, size: { px: 40 } },
          ...{ color: 'ff8c00', opacity: 0.5, outline: { color: '000000', width: { px: 2 } } },
          position: { corner: 'top-left', x: { px: 300 }, y: { percent: 10 } },
        },
        {
          ...{ kind: 'text', text: 'alone', size: { px: 16 }, color: '0064ff' },
          position: { corner: 'top-left', x: { px: 8 }, y: { px: 0 } },
        },
      ],
    },
  })
})
