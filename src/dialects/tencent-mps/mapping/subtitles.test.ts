import { expect, test } from 'vitest'
import { problemOf } from '../../../testing/problem-of.ts'
import { validate } from '../../../wire/validate.ts'
import { processMediaRequest } from '../schema/process-media.ts'
import { toSubmission } from './submission.ts'

const cos = (key: string) => ({ Type: 'COS', CosInputInfo: { Bucket: 'in-1', Region: 'r', Object: key } })
const CLIP = {
  Container: 'mp4',
  VideoTemplate: { Codec: 'h264', Fps: 0, Bitrate: 500 },
  AudioTemplate: { Codec: 'aac', Bitrate: 64, SampleRate: 44_100 },
}
const submit = (MediaProcessTask: object) => {
  const request = { InputInfo: cos('/clip.mov'), MediaProcessTask }
  const templates = new Map([[100, CLIP]]) as never
  return toSubmission(validate(processMediaRequest, request), request as never, templates).outputs[0]?.spec
}
const drawn = (SubtitleTemplate: object, parameters: object = CLIP) =>
  submit({ TranscodeTaskSet: [{ Definition: 0, RawParameter: { ...parameters, SubtitleTemplate } }] })
const overridden = (OverrideParameter: object) =>
  submit({ TranscodeTaskSet: [{ Definition: 100, OverrideParameter }] })
const adaptive = (more: object) => submit({ AdaptiveDynamicStreamingTaskSet: [{ Definition: 10, ...more }] })

const USUAL = {
  size: { percent: 5 },
  margin: { percent: 4 },
  color: 'ffffff',
  outline: { width: { percent: 0.3 }, color: '000000' },
}

test('subtitles are drawn in the service’s own style, or in the one that is said', () => {
  expect(drawn({ Path: 'https://x.example/a.srt' })).toMatchObject({
    burn: { from: { file: { source: { from: 'url', url: 'https://x.example/a.srt' } } }, style: USUAL },
  })
  const said = {
    FontSize: '40px',
    FontColor: '0xFF8000',
    YPos: '10%',
    OutlineWidth: 2,
    OutlineColor: '0000FF',
  }
  expect(overridden({ SubtitleTemplate: { SubtitleFileInput: cos('/a.ass'), ...said } })).toMatchObject({
    burn: {
      from: { file: { source: { from: 'object', bucket: 'in-1', key: 'a.ass' } } },
      style: {
        size: { px: 40 },
        margin: { percent: 10 },
        color: 'ff8000',
        outline: { width: { px: 2 }, color: '0000ff' },
      },
    },
  })
})

test('letters let light through, have a shadow, and a board behind them', () => {
  const said = {
    FontAlpha: 0.5,
    OutlineAlpha: 0.4,
    ShadowWidth: 2,
    ShadowWidthUnit: 1,
    ShadowColor: 'FF0000',
  }
  expect(drawn({ StreamIndex: 0, ...said, BoardY: '5%' })).toMatchObject({
    burn: {
      style: {
        ...{ opacity: 0.5, outline: { ...USUAL.outline, opacity: 0.4 } },
        shadow: { distance: { percent: 2 }, color: 'ff0000' },
        board: {
          ...{ bottom: { percent: 5 }, width: { percent: 90 }, height: { percent: 15 } },
          ...{ color: '000000', opacity: 0.8 },
        },
      },
    },
  })
  const board = { BoardY: '0px', BoardWidth: 400, BoardHeight: 20, BoardHeightUnit: 1, BoardAlpha: 1 }
  expect(drawn({ StreamIndex: 0, ...board, ShadowWidth: 0 })).toMatchObject({
    burn: {
      style: { board: { bottom: { px: 0 }, width: { px: 400 }, height: { percent: 20 }, opacity: 1 } },
    },
  })
  expect(drawn({ StreamIndex: 0, ShadowWidth: 0, BoardWidth: 400 })).not.toHaveProperty('burn.style.board')
})

test('a stream of the source is told by its index, and 0 is its first subtitles', () => {
  expect(drawn({ StreamIndex: 3 })).toMatchObject({ burn: { from: { stream: 3 } } })
  expect(adaptive({ SubtitleTemplate: { StreamIndex: 0 } })).toMatchObject({ burn: { from: { track: 0 } } })
})

test('added subtitles are tracks of a file, and renditions of a stream', () => {
  const AddOnSubtitles = [
    {
      Type: 'subtitle-stream',
      Subtitle: cos('/a.srt'),
      SubtitleName: '中文',
      SubtitleLanguage: 'chi',
      DefaultTrack: true,
    },
    { Subtitle: cos('/b.vtt'), OutputFormat: 'WebVTT' },
  ]
  const subtitleFiles = [
    { source: { key: 'a.srt' }, title: '中文', language: 'zh', default: true },
    { source: { key: 'b.vtt' } },
  ]
  expect(overridden({ AddOnSubtitles })).toMatchObject({ kind: 'file', subtitleFiles })
  expect(adaptive({ AddOnSubtitles })).toMatchObject({ kind: 'stream', subtitleFiles })
})

const SET = 'MediaProcessTask.TranscodeTaskSet.0'
test.each([
  [
    'no file and no stream',
    () => drawn({ FontSize: '5%' }),
    'missing-parameter',
    `${SET}.RawParameter.SubtitleTemplate.Path`,
  ],
  [
    'a path that is no URL',
    () => drawn({ Path: '/etc/passwd' }),
    'invalid-parameter',
    `${SET}.RawParameter.SubtitleTemplate.Path`,
  ],
  [
    'sound alone',
    () => drawn({ StreamIndex: 0 }, { ...CLIP, RemoveVideo: 1 }),
    'invalid-parameter',
    `${SET}.RawParameter.SubtitleTemplate`,
  ],
  [
    'other distances of lines',
    () => drawn({ StreamIndex: 0, LineSpacing: 10 }),
    'unsupported-parameter',
    `${SET}.RawParameter.SubtitleTemplate.LineSpacing`,
  ],
  [
    'tracks of a playlist alone',
    () => overridden({ Container: 'hls', AddOnSubtitles: [{ Subtitle: cos('/a.srt') }] }),
    'unsupported-parameter',
    `${SET}.OverrideParameter.AddOnSubtitles`,
  ],
  [
    'captions in pictures',
    () => overridden({ AddOnSubtitles: [{ Type: 'close-caption-708', Subtitle: cos('/a.srt') }] }),
    'unsupported-parameter',
    `${SET}.OverrideParameter.AddOnSubtitles.0.Type`,
  ],
])('%s: refused', (_what, work, code, path) => {
  expect(problemOf(work)).toEqual([code, path])
})
