import { z } from 'zod'
import { honoured, stored } from '../../../wire/fields.ts'
import { MAX_ID } from '../service.ts'
import { templateParameters, videoCommon, videoObject } from './parameters.ts'
import { int, optionalInt, optionalList, optionalObject, queryList, text } from './scalars.ts'

const MAX_ASKED = 10

/** TransTemplate, without the project every request has. */
export const templateFields = {
  project_id: honoured(z.string()),
  template_name: stored(text(256)),
  ...templateParameters,
}
export const templateId = () => honoured(int(1, MAX_ID))

export const groupFields = {
  project_id: honoured(z.string()),
  name: stored(text(128)),
  videos: optionalList(videoObject, 6),
  audio: templateParameters.audio,
  video_common: optionalObject(videoCommon),
  common: templateParameters.common,
}
const groupRequest = z.strictObject(groupFields)
export type GroupRequest = z.output<typeof groupRequest>

export const paging = {
  page: honoured(optionalInt(0, 50_000)),
  size: honoured(optionalInt(1, 100)),
}
export const templateIds = () => honoured(queryList(int(1, MAX_ID), MAX_ASKED))
export const texts = () => honoured(queryList(text(256), MAX_ASKED))
