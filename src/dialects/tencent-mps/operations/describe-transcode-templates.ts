import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { describeTemplateList } from '../mapping/template-list.ts'
import { PRESETS } from '../presets.ts'
import { int, optionalChoice, optionalInt, optionalList, optionalText } from '../schema/scalars.ts'
import { DIALECT, docsPage, VERSION } from '../service.ts'

const request = z.strictObject({
  Definitions: honoured(optionalList(int(0), 100)),
  Type: honoured(optionalChoice(['Preset', 'Custom'])),
  ContainerType: honoured(optionalChoice(['Video', 'PureAudio'])),
  TEHDType: honoured(optionalChoice(['Common', 'TEHD'])),
  Offset: honoured(optionalInt(0)),
  Limit: honoured(optionalInt(1, 100)),
  TranscodeType: honoured(optionalChoice(['Common', 'TEHD', 'TEHD-100', 'TEHD-200', 'Enhance'])),
  Name: honoured(optionalText(64)),
  SceneType: honoured(optionalText(64)),
  CompressType: honoured(optionalText(64)),
  EnhanceSceneType: honoured(optionalText(64)),
  EnhanceTranscodeType: honoured(optionalText(64)),
  EnhanceType: honoured(optionalText(64)),
})
export type DescribeTranscodeTemplatesRequest = z.output<typeof request>

/** https://www.tencentcloud.com/document/api/1041/33690#TranscodeTemplate */
const transcodeTemplate = z.strictObject({
  /** A text here and a number everywhere else: so the service's clients have it. */
  Definition: z.string(),
  Container: z.string(),
  Name: z.string(),
  Comment: z.string(),
  Type: z.enum(['Preset', 'Custom']),
  RemoveVideo: z.int(),
  RemoveAudio: z.int(),
  VideoTemplate: z.record(z.string(), z.unknown()).nullable(),
  AudioTemplate: z.record(z.string(), z.unknown()).nullable(),
  TEHDConfig: z.null(),
  EnhanceConfig: z.null(),
  ContainerType: z.enum(['Video', 'PureAudio']),
  CreateTime: z.string(),
  UpdateTime: z.string(),
  AliasName: z.string(),
})
export type TranscodeTemplate = z.input<typeof transcodeTemplate>

export const describeTranscodeTemplates = operation({
  name: 'DescribeTranscodeTemplates',
  summary: 'Lists transcoding templates: the built-in ones that can be used here, then custom ones.',
  docs: docsPage('33655'),
  route: { by: 'action', action: 'DescribeTranscodeTemplates', version: VERSION },
  request,
  response: z.strictObject({ TotalCount: z.int(), TranscodeTemplateSet: z.array(transcodeTemplate) }),
  limit: { count: 100, perSeconds: 1 },
  handle: async (asked, { app, caller }) =>
    describeTemplateList(asked, await app.templates.list(caller.project, DIALECT, PRESETS)),
})
