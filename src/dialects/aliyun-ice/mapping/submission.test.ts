import { expect, test } from 'vitest'
import type { Json } from '../../../domain/json.ts'
import { DomainError } from '../../../domain/problem.ts'
import { validate } from '../../../wire/validate.ts'
import { PRESETS } from '../presets.ts'
import { submitRequest } from '../schema/submit.ts'
import { toSubmission } from './submission.ts'
import { configOf } from './templates.ts'

const templates = new Map(PRESETS.map((preset) => [preset.id, configOf(preset)]))
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
  [{ Inputs: [input, input], Outputs: [output()] }, 'unsupported-parameter Config.Inputs'],
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
    one({ OverrideParams: '{"Video":{"Crop":"1:1:1:1"}}' }),
    'unsupported-parameter Config.Outputs.0.OverrideParams.Video.Crop',
  ],
  [
    one({ OverrideParams: { TransConfig: { TransMode: 'twopass' } } }),
    'unsupported-parameter Config.Outputs.0.OverrideParams.TransConfig.TransMode',
  ],
  [
    one({ OverrideParams: { Video: { Codec: 'AV1' } } }),
    'unsupported-parameter Config.Outputs.0.OverrideParams.Video.Codec',
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
    'unsupported-parameter Config.Outputs.0.Features.Watermarks',
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
  [hls([stream('a')], { Type: 'Dash' }), 'unsupported-parameter Config.OutputGroups.0.GroupConfig.Type'],
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
  [
    hls([stream('a'), stream('b', { TemplateId: 'S00000001-100030' })]),
    'unsupported-parameter Config.OutputGroups.0.Outputs.1',
  ],
  [
    hls([stream('a', { HlsGroupConfig: { Type: 'subtitle' } })]),
    'unsupported-parameter Config.OutputGroups.0.Outputs.0.HlsGroupConfig.Type',
  ],
  [
    hls([stream('a', { HlsGroupConfig: { Language: 'en' } })]),
    'unsupported-parameter Config.OutputGroups.0.Outputs.0.HlsGroupConfig.Language',
  ],
] as const)('%j: %s', (config, expected) => {
  expect(problemOf(config)).toBe(expected)
})

test('a structure nested without end is no JSON here', () => {
  const deep = `{"Inputs":${'['.repeat(5000)}${']'.repeat(5000)}}`
  expect(() => submit({ Config: deep })).toThrow(/Config/)
})
