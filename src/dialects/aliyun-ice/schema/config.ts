import { z } from 'zod'
import { DRAWABLE_TEXT } from '../../../domain/overlay-spec.ts'
import { TAG_NAME } from '../../../domain/tag.ts'
import {
  choice,
  optionalBool,
  optionalChoice,
  optionalInt,
  optionalJson,
  optionalList,
  optionalObject,
  optionalText,
  text,
} from '../../../wire/aliyun/scalars.ts'
import { timeSpan } from '../../../wire/aliyun/time-span.ts'
import { honoured, refused, stored } from '../../../wire/fields.ts'
import { optional } from '../../../wire/scalars.ts'
import { location } from './location.ts'
import { templateConfig } from './template-config.ts'
import { watermark } from './watermark.ts'

/** The service's own limit. */
const MAX_TAGS = 4

/** What a file says of itself, by names. */
const tags = z
  .record(
    z.string().regex(TAG_NAME, 'not a name of letters, digits, "-" and "_"'),
    text(512).regex(DRAWABLE_TEXT, 'it holds control characters'),
  )
  .refine((all) => Object.keys(all).length <= MAX_TAGS, `at most ${MAX_TAGS} are taken`)

const features = optionalJson(
  z.strictObject({
    Clip: optionalObject(
      z.strictObject({
        TimeSpan: timeSpan(),
        ConfigToClipFirstPart: honoured(optionalBool()),
      }),
    ),
    Metadata: honoured(optional(tags)),
    Watermarks: optionalList(watermark, 4),
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

/** How a stream of an HLS group is told to players. Groups link what belongs together; those of one kind are one here. */
const hlsGroupConfig = optionalObject(
  z.strictObject({
    Type: honoured(optionalChoice(['video', 'audio', 'subtitle', 'hybrid'])),
    Group: honoured(optionalText(64)),
    Name: honoured(optionalText(256)),
    Language: honoured(optionalText(35)),
    AudioGroup: honoured(optionalText(64)),
    SubtitleGroup: honoured(optionalText(64)),
    IsDefault: honoured(optionalBool()),
    AutoSelect: honoured(optionalBool()),
    Forced: honoured(optionalBool()),
  }),
)
export type HlsGroupConfig = NonNullable<z.output<typeof hlsGroupConfig>>

const groupOutput = z.strictObject({
  ...work,
  OutputFileName: honoured(text(255)),
  HlsGroupConfig: hlsGroupConfig,
})
export type GroupOutput = z.output<typeof groupOutput>

const outputGroup = z.strictObject({
  Name: stored(optionalText(256)),
  GroupConfig: z.strictObject({
    Type: honoured(choice(['File', 'Hls', 'Dash'])),
    OutputFileBase: location,
    ManifestName: honoured(optionalText(255)),
    ManifestExtend: refused(
      'a playlist that is already there is not extended; name all streams of it in one group',
    ),
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
