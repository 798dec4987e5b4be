import { describe, expect, test } from 'vitest'
import type { App } from '../../../app/app.ts'
import type { JsonObject } from '../../../domain/json.ts'
import { appWith, call, codeOf } from '../../../testing/tencent-calls.ts'

const only = async (app: App, Definition: unknown, project = 'p') => {
  const found = await call(app, 'DescribeTranscodeTemplates', { Definitions: [Definition] }, project)
  return (found.TranscodeTemplateSet as JsonObject[])[0]
}

const VideoTemplate = { Codec: 'h264', Fps: 25, Bitrate: 300, Width: 0, Height: 240, Vcrf: 30, Bframes: 2 }
const AudioTemplate = { Codec: 'aac', Bitrate: 64, SampleRate: 44_100 }
const CREATE = { Container: 'mp4', Name: 'mine', Comment: 'why', VideoTemplate, AudioTemplate }

describe('custom transcoding templates', () => {
  test('are kept whole, per project, and given back with a text for a number', async () => {
    const app = appWith()
    const more = { RemoveVideo: 0, VideoTemplate: { ...VideoTemplate, Sar: '1:1', SceneType: 'pgc' } }
    expect(await call(app, 'CreateTranscodeTemplate', { ...CREATE, ...more })).toEqual({
      Definition: 1_500_000,
    })
    expect(await only(app, 1_500_000)).toMatchObject({
      Definition: '1500000',
      Type: 'Custom',
      Container: 'mp4',
      ContainerType: 'Video',
      Name: 'mine',
      Comment: 'why',
      RemoveVideo: 0,
      VideoTemplate: { ...VideoTemplate, Sar: '1:1', SceneType: 'pgc' },
      AudioTemplate,
      CreateTime: '2001-09-09T09:46:40+08:00',
    })
    expect(await only(app, 1_500_000, 'other')).toBeUndefined()
    expect(await call(app, 'DescribeTranscodeTemplates', { Type: 'Custom' })).toMatchObject({ TotalCount: 1 })
    await call(app, 'DeleteTranscodeTemplate', { Definition: '1500000' })
    expect(await only(app, 1_500_000)).toBeUndefined()
    expect(await codeOf(app, 'DeleteTranscodeTemplate', { Definition: 1_500_000 })).toBe(
      'ResourceNotFound.TemplateNotExist',
    )
  })

  test('get numbers of their own however many are created at once', async () => {
    const app = appWith()
    const made = await Promise.all(
      Array.from({ length: 20 }, () => call(app, 'CreateTranscodeTemplate', CREATE)),
    )
    expect(made.map(({ Definition }) => Number(Definition)).sort()).toEqual(
      Array.from({ length: 20 }, (_, i) => 1_500_000 + i),
    )
  })

  test('are at most a thousand to a project', async () => {
    const app = appWith()
    for (let i = 0; i < 999; i++) await call(app, 'CreateTranscodeTemplate', CREATE)
    const last = [1, 2].map(() => codeOf(app, 'CreateTranscodeTemplate', CREATE))
    expect(await Promise.all(last)).toEqual(['none', 'LimitExceeded.TooMuchTemplate'])
    expect(await call(app, 'CreateTranscodeTemplate', CREATE, 'other')).toEqual({ Definition: 1_500_000 })
  })

  test('change only in the members that are sent', async () => {
    const app = appWith()
    const { Definition } = await call(app, 'CreateTranscodeTemplate', CREATE)
    await call(app, 'ModifyTranscodeTemplate', {
      Definition,
      Comment: '',
      VideoTemplate: { Bitrate: 500, Vcrf: 100, Bframes: -1, ContentAdaptStream: 0 },
    })
    const changed = await only(app, Definition)
    expect(changed).toMatchObject({ Name: 'mine', Comment: '', Container: 'mp4', AudioTemplate })
    expect(changed?.VideoTemplate).toEqual({ Codec: 'h264', Fps: 25, Bitrate: 500, Width: 0, Height: 240 })

    await call(app, 'ModifyTranscodeTemplate', {
      Definition,
      Container: 'm4a',
      RemoveVideo: 1,
      AudioTemplate: { Bitrate: 96 },
    })
    expect(await only(app, Definition)).toMatchObject({
      ContainerType: 'PureAudio',
      RemoveVideo: 1,
      AudioTemplate: { ...AudioTemplate, Bitrate: 96 },
    })
  })

  test.each([
    [{ Container: 'avi' }, 'InvalidParameterValue.Container'],
    [{ VideoTemplate: { ...VideoTemplate, Codec: 'dnxhd' } }, 'UnsupportedOperation'],
    [{ Name: 'x'.repeat(65) }, 'InvalidParameterValue.Name'],
    [{ Comment: 'x'.repeat(257) }, 'InvalidParameterValue'],
    [{ RemoveVideo: 2 }, 'InvalidParameterValue.RemoveVideo'],
    [{ RemoveAudio: 2 }, 'InvalidParameterValue.RemoveAudio'],
    [{ RemoveVideo: 1, RemoveAudio: 1 }, 'InvalidParameterValue.RemoveVideo'],
    [{ Container: 'mp3' }, 'InvalidParameterValue.RemoveVideo'],
    [{ VideoTemplate: { ...VideoTemplate, Bitrate: 100 } }, 'InvalidParameterValue.VideoBitrate'],
    [{ VideoTemplate: { ...VideoTemplate, Codec: 'x' } }, 'InvalidParameterValue.VideoCodec'],
    [{ VideoTemplate: { ...VideoTemplate, Codec: 'h266' } }, 'UnsupportedOperation'],
    [{ VideoTemplate: { ...VideoTemplate, Fps: 121 } }, 'InvalidParameterValue.Fps'],
    [{ VideoTemplate: { ...VideoTemplate, Height: 100 } }, 'InvalidParameterValue.Resolution'],
    [{ VideoTemplate: { ...VideoTemplate, Width: 200 } }, 'InvalidParameterValue.Resolution'],
    [
      { VideoTemplate: { ...VideoTemplate, ResolutionAdaptive: 'x' } },
      'InvalidParameterValue.ResolutionAdaptive',
    ],
    [{ AudioTemplate: { ...AudioTemplate, Bitrate: 1000 } }, 'InvalidParameterValue.AudioBitrate'],
    [{ AudioTemplate: { ...AudioTemplate, Codec: 'flac' } }, 'InvalidParameterValue.AudioCodec'],
    [{ AudioTemplate: { ...AudioTemplate, SampleRate: 1 } }, 'InvalidParameterValue.AudioSampleRate'],
    [{ AudioTemplate: { ...AudioTemplate, AudioChannel: 4 } }, 'InvalidParameterValue.AudioChannel'],
    [{ TEHDConfig: { Type: 'TEHD-100' } }, 'UnsupportedOperation'],
    [{ SubtitleTemplate: {} }, 'UnknownParameter'],
  ])('with %j are refused with %s, new or changed', async (change, code) => {
    const app = appWith()
    expect(await codeOf(app, 'CreateTranscodeTemplate', { ...CREATE, ...change })).toBe(code)
    const { Definition } = await call(app, 'CreateTranscodeTemplate', CREATE)
    const before = await only(app, Definition)
    expect(await codeOf(app, 'ModifyTranscodeTemplate', { Definition, ...change })).toBe(code)
    expect(await only(app, Definition)).toEqual(before)
  })

  test('need their parameters', async () => {
    const app = appWith()
    expect(await codeOf(app, 'CreateTranscodeTemplate', { ...CREATE, Container: undefined })).toBe(
      'MissingParameter',
    )
    expect(await codeOf(app, 'CreateTranscodeTemplate', { Container: 'mp4' })).toBe('MissingParameter')
    expect(await codeOf(app, 'ModifyTranscodeTemplate', { Name: 'x' })).toBe('MissingParameter')
  })

  test('are the only ones that can be changed or deleted', async () => {
    const app = appWith()
    for (const Definition of [10, 100_010, 100_800]) {
      expect(await codeOf(app, 'ModifyTranscodeTemplate', { Definition, Name: 'x' })).toBe(
        'InvalidParameterValue.ModifyDefaultTemplate',
      )
      expect(await codeOf(app, 'DeleteTranscodeTemplate', { Definition })).toBe(
        'InvalidParameterValue.DeleteDefaultTemplate',
      )
    }
    expect(await codeOf(app, 'ModifyTranscodeTemplate', { Definition: 4711, Name: 'x' })).toBe(
      'ResourceNotFound.TemplateNotExist',
    )
    expect(await codeOf(app, 'DeleteTranscodeTemplate', { Definition: 0 })).toBe(
      'InvalidParameterValue.Definition',
    )
  })
})
