import { z } from 'zod'
import { optionalInt, optionalText, text } from '../../../wire/aliyun/scalars.ts'
import { honoured, ignored, refused, stored } from '../../../wire/fields.ts'

const TITLE = 128
const MAX_TAGS = 16

const tags = optionalText(1024).refine(
  (value) => value === undefined || value.split(',').length <= MAX_TAGS,
  {
    message: `at most ${MAX_TAGS} tags, separated by commas`,
  },
)

/** What is said of one file on its way in. */
export const labels = {
  Title: stored(text(TITLE)),
  Description: stored(optionalText(1024)),
  Tags: stored(tags),
  CoverURL: stored(optionalText(1024)),
  CateId: stored(optionalInt(0, Number.MAX_SAFE_INTEGER)),
  ReferenceId: refused('videos are found by their VideoId here'),
}

export const registeredMetadata = z.strictObject({ FileURL: honoured(text(2048)), ...labels })
export type RegisteredMetadata = Omit<z.output<typeof registeredMetadata>, 'FileURL'>

export const uploadMetadata = z.strictObject({
  SourceURL: honoured(text(8192)),
  ...labels,
  FileSize: ignored(optionalText(32).or(z.number()), 'a file is measured when it is here'),
  FileExtension: honoured(optionalText(10)),
  TemplateGroupId: honoured(optionalText(64)),
  WorkflowId: refused('there are no workflows here; name a TemplateGroupId'),
})
export type UploadMetadata = z.output<typeof uploadMetadata>
