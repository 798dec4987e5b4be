import { expect, test } from 'vitest'
import { problemOf } from '../../../testing/problem-of.ts'
import { vodGroup, vodVideo } from '../../../testing/vod-groups.ts'
import { toOutputs } from './submission.ts'

const codeOf = (work: () => unknown): string => problemOf(work)?.join(' ') ?? 'none'
const url = (key: string): string => `https://in.oss-cn-shanghai.aliyuncs.com/${key}`
const at = (key: string) => ({ from: 'object', bucket: 'in', key })
const drawing = { SubtitleList: [{ SubtitleUrl: url('a.srt'), CharEncode: 'GBK' }] }

test('subtitles of a template are drawn on its picture, in their character set', () => {
  const [drawn] = toOutputs(vodGroup(drawing), vodVideo)
  expect(drawn?.spec).toMatchObject({ burn: { from: { file: { source: at('a.srt'), charset: 'gbk' } } } })
  const [plain] = toOutputs(vodGroup({ SubtitleList: [{ SubtitleUrl: 'http://x.example/a.ass' }] }), vodVideo)
  expect(plain?.spec).toMatchObject({
    burn: { from: { file: { source: { from: 'url', url: 'http://x.example/a.ass' }, charset: 'auto' } } },
  })
})

test('a submission draws others, where the template draws some', () => {
  const SubtitleSetting = {
    SubtitleList: [{ SubtitleUrl: url('b.srt'), CharEncode: 'UTF-8' as const }],
  } as never
  const [changed, other] = toOutputs(vodGroup(drawing, {}), vodVideo, { subtitles: { SubtitleSetting } })
  expect(changed?.spec).toMatchObject({ burn: { from: { file: { source: at('b.srt'), charset: 'utf-8' } } } })
  expect(other?.spec).not.toHaveProperty('burn')
  expect(codeOf(() => toOutputs(vodGroup({}), vodVideo, { subtitles: { SubtitleSetting } }))).toBe(
    'invalid-parameter OverrideParams.SubtitleSetting.SubtitleList',
  )
})

const packed = { Type: 'VideoPackage', Container: { Format: 'm3u8' } }
const texts = {
  Type: 'SubtitlePackage',
  PackageSetting: {
    SubtitleExtractConfigList: [
      { SubtitleUrlList: [url('en.srt')], Language: 'en-US', Format: 'vtt', Name: 'English' },
      { SubtitleUrlList: [url('zh.srt')], Language: 'zh' },
    ],
  },
}

test('a template of subtitles adds them to the package of its group', () => {
  const [only, ...others] = toOutputs(vodGroup(packed, texts), vodVideo)
  expect(others).toEqual([])
  expect(only?.spec).toMatchObject({
    master: true,
    subtitleFiles: [
      { source: at('en.srt'), language: 'en-US', title: 'English' },
      { source: at('zh.srt'), language: 'zh' },
    ],
  })
  const PackageSubtitleList = [
    { SubtitlePackageTemplateId: 't1', Language: 'zh', SubtitleUrl: url('other.srt') },
  ]
  const [changed] = toOutputs(vodGroup(packed, texts), vodVideo, {
    subtitles: { PackageSubtitleSetting: { PackageSubtitleList } },
  })
  expect(changed?.spec).toMatchObject({
    subtitleFiles: [{ source: at('en.srt') }, { source: at('other.srt') }],
  })
})

test.each([
  [
    'several files',
    () => vodGroup({ SubtitleList: [...drawing.SubtitleList, ...drawing.SubtitleList] }),
    'unsupported-parameter TranscodeTemplateList.0.SubtitleList.1',
  ],
  [
    'an address that is none',
    () => vodGroup({ SubtitleList: [{ SubtitleUrl: 'file:///etc/passwd' }] }),
    'invalid-parameter TranscodeTemplateList.0.SubtitleList.0.SubtitleUrl',
  ],
  [
    'a copied picture',
    () => vodGroup({ ...drawing, Definition: 'OD' }),
    'invalid-parameter TranscodeTemplateList.0.SubtitleList',
  ],
  ['a package of subtitles alone', () => vodGroup(texts), 'invalid-parameter TranscodeTemplateList.0.Type'],
  [
    'two packages of subtitles',
    () => vodGroup(packed, texts, texts),
    'invalid-parameter TranscodeTemplateList.2.Type',
  ],
  [
    'no subtitles in their template',
    () => vodGroup(packed, { Type: 'SubtitlePackage' }),
    'missing-parameter TranscodeTemplateList.1.PackageSetting.SubtitleExtractConfigList',
  ],
])('%s: refused', (_what, work, code) => {
  expect(codeOf(work)).toBe(code)
})
