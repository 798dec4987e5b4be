import type { Template } from '../../../domain/template.ts'
import type {
  DescribeTranscodeTemplatesRequest,
  TranscodeTemplate,
} from '../operations/describe-transcode-templates.ts'
import { isPureAudio } from './output-spec.ts'
import { parametersOf } from './templates.ts'
import { spellTemplateTime } from './times.ts'

const DEFAULT_LIMIT = 10

/** The templates that pass every filter, one page of them, and how many they are in all. */
export const describeTemplateList = (
  asked: DescribeTranscodeTemplatesRequest,
  templates: readonly Template[],
) => {
  const { Offset: offset = 0, Limit: limit = DEFAULT_LIMIT } = asked
  const found = templates.filter((template) => passes(template, asked)).map(describeTemplate)
  const typed = found.filter(
    ({ ContainerType }) => asked.ContainerType === undefined || ContainerType === asked.ContainerType,
  )
  return { TotalCount: typed.length, TranscodeTemplateSet: typed.slice(offset, offset + limit) }
}

/** All templates here are plain ones: filters for other sorts let them pass only where they name "plain" or "not set". */
const passes = (template: Template, asked: DescribeTranscodeTemplatesRequest): boolean => {
  const is = (filter: string | undefined, ...values: string[]): boolean =>
    filter === undefined || values.includes(filter)
  return (
    (asked.Definitions === undefined || asked.Definitions.includes(Number(template.id))) &&
    is(asked.Type, typeOf(template)) &&
    (asked.Name === undefined || template.name.includes(asked.Name)) &&
    is(asked.TEHDType, 'Common') &&
    is(asked.TranscodeType, 'Common') &&
    is(asked.SceneType, 'no_config') &&
    is(asked.CompressType, 'no_config') &&
    is(asked.EnhanceSceneType) &&
    is(asked.EnhanceTranscodeType) &&
    is(asked.EnhanceType)
  )
}

const typeOf = (template: Template): 'Preset' | 'Custom' =>
  template.project === undefined ? 'Preset' : 'Custom'

const describeTemplate = (template: Template): TranscodeTemplate => {
  const parameters = parametersOf(template)
  return {
    Definition: template.id,
    Container: parameters.Container,
    Name: template.name,
    Comment: template.description ?? '',
    Type: typeOf(template),
    RemoveVideo: parameters.RemoveVideo ?? 0,
    RemoveAudio: parameters.RemoveAudio ?? 0,
    VideoTemplate: parameters.VideoTemplate ?? null,
    AudioTemplate: parameters.AudioTemplate ?? null,
    TEHDConfig: null,
    EnhanceConfig: null,
    ContainerType: isPureAudio(parameters.Container) ? 'PureAudio' : 'Video',
    CreateTime: spellTemplateTime(template.createdAt),
    UpdateTime: spellTemplateTime(template.updatedAt),
    AliasName: '',
  }
}
