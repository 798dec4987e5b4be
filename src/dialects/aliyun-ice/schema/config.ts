import { z } from 'zod'
import {
  choice,
  optionalChoice,
  optionalInt,
  optionalJson,
  optionalObject,
  optionalText,
  text,
} from '../../../wire/aliyun/scalars.ts'
import { honoured, ignored, refused, stored } from '../../../wire/fields.ts'
import { templateConfig } from './template-config.ts'

const NO_LIBRARY = 'there is no media library here; name an OSS object'
const NO_NAMES = 'the playlist names groups and tracks itself'

/** Where a file is. `Url` is another spelling of `Media` in the service's own example. */
const location = z
  .strictObject({
    Type: honoured(choice(['OSS'], { Media: NO_LIBRARY })),
    Media: honoured(optionalText(2048)),
    Url: honoured(optionalText(2048)),
  })
  .superRefine(({ Media, Url }, context) => {
    if (Media === undefined && Url === undefined)
      context.addIssue({
        ...{ code: 'custom', path: ['Media'], message: 'absent' },
        params: { problem: 'missing-parameter' },
      })
  })
export type Location = z.output<typeof location>

const features = optionalJson(
  z.strictObject({
    Clip: optionalObject(
      z.strictObject({
        TimeSpan: optionalObject(
          z.strictObject({
            Seek: honoured(optionalText(32).or(z.number())),
            Duration: honoured(optionalText(32).or(z.number())),
            End: honoured(optionalText(32).or(z.number())),
          }),
        ),
        ConfigToClipFirstPart: refused('there is one input, which is clipped as a whole', [false, 'false']),
      }),
    ),
    Metadata: refused('no tags are written here'),
    Watermarks: refused('no watermarks are drawn here'),
  }),
)
export type Features = z.output<typeof features>

const work = {
  Name: stored(optionalText(256)),
  TemplateId: honoured(text(64)),
  Priority: honoured(optionalInt(1, 10)),
  OverrideParams: optionalJson(templateConfig),
  Features: features,
  InputRef: honoured(optionalText(256)),
}

const output = z.strictObject({ ...work, OutputFile: location })
export type OutputConfig = z.output<typeof output>

const hlsGroupConfig = optionalObject(
  z.strictObject({
    Type: honoured(
      optionalChoice(['video', 'audio', 'hybrid'], { subtitle: 'no subtitles are written here' }),
    ),
    Group: refused(NO_NAMES, ['video', 'audio', 'hybrid']),
    Name: ignored(optionalText(256), NO_NAMES),
    Language: refused(NO_NAMES),
    AudioGroup: refused(NO_NAMES, ['audio']),
    SubtitleGroup: refused('no subtitles are written here', ['subtitle']),
    IsDefault: refused(NO_NAMES, ['true', true]),
    AutoSelect: refused(NO_NAMES, ['true', true]),
    Forced: refused('it concerns subtitles, which are not written here', ['false', false]),
  }),
)

const groupOutput = z.strictObject({
  ...work,
  OutputFileName: honoured(text(255)),
  HlsGroupConfig: hlsGroupConfig,
})
export type GroupOutput = z.output<typeof groupOutput>

const outputGroup = z.strictObject({
  Name: stored(optionalText(256)),
  GroupConfig: z.strictObject({
    Type: honoured(choice(['File', 'Hls'], { Dash: 'DASH is not made here; use Hls' })),
    OutputFileBase: location,
    ManifestName: honoured(optionalText(255)),
    ManifestExtend: refused('an existing playlist is not extended; name all its streams'),
  }),
  Outputs: z.array(groupOutput).min(1).max(32),
})
export type OutputGroup = z.output<typeof outputGroup>

/** https://www.alibabacloud.com/help/en/ims/developer-reference/struct-mediaconvertjobconfig */
export const jobConfig = z.strictObject({
  JobName: stored(optionalText(64)),
  Inputs: z
    .array(z.strictObject({ Name: honoured(optionalText(256)), InputFile: location }))
    .min(1)
    .max(32),
  Outputs: z.array(output).max(32).nullish(),
  OutputGroups: z.array(outputGroup).max(32).nullish(),
})
export type JobConfig = z.output<typeof jobConfig>
