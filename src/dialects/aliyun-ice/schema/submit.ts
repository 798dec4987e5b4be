import { z } from 'zod'
import { json, optionalText } from '../../../wire/aliyun/scalars.ts'
import { honoured, stored } from '../../../wire/fields.ts'
import { jobConfig } from './config.ts'

export const submitRequest = z.strictObject({
  ClientToken: honoured(optionalText(128)),
  Config: json(jobConfig),
  PipelineId: honoured(optionalText(64)),
  UserData: stored(optionalText(4096)),
})
export type SubmitRequest = z.output<typeof submitRequest>
