import { z } from 'zod'
import { honoured, refused, stored } from '../../../wire/fields.ts'
import { int } from './scalars.ts'
import { overrideTranscodeParameter, rawTranscodeParameter } from './transcode-parameters.ts'

/** A text of the caller's own. An empty one is a value here: it takes an earlier text away. */
const label = (max: number) =>
  z.preprocess((value) => value ?? undefined, z.string().max(max).optional()).optional()

export const names = { Name: stored(label(64)), Comment: stored(label(256)) }

const whole = rawTranscodeParameter.shape

/** https://www.tencentcloud.com/document/product/1041/33671 */
export const createTranscodeTemplateRequest = z.strictObject({
  Container: whole.Container,
  ...names,
  RemoveVideo: whole.RemoveVideo,
  RemoveAudio: whole.RemoveAudio,
  VideoTemplate: whole.VideoTemplate,
  AudioTemplate: whole.AudioTemplate,
  TEHDConfig: whole.TEHDConfig,
  EnhanceConfig: whole.EnhanceConfig,
  StdExtInfo: whole.StdExtInfo,
})
export type CreateTranscodeTemplateRequest = z.output<typeof createTranscodeTemplateRequest>

const changes = overrideTranscodeParameter.shape

/** https://www.tencentcloud.com/document/product/1041/33647 */
export const modifyTranscodeTemplateRequest = z.strictObject({
  Definition: honoured(int(1)),
  Container: changes.Container,
  ...names,
  RemoveVideo: changes.RemoveVideo,
  RemoveAudio: changes.RemoveAudio,
  VideoTemplate: changes.VideoTemplate,
  AudioTemplate: changes.AudioTemplate,
  TEHDConfig: changes.TEHDConfig,
  EnhanceConfig: refused('no picture or sound enhancement is done here'),
})
export type ModifyTranscodeTemplateRequest = z.output<typeof modifyTranscodeTemplateRequest>
