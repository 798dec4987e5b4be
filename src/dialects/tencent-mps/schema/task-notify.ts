import { z } from 'zod'
import { optionalCallbackUrl } from '../../../wire/callback-url.ts'
import { honoured, ignored, refused } from '../../../wire/fields.ts'
import { optionalChoice, optionalObject, optionalText } from './scalars.ts'

const NO_QUEUES = 'there are no message queues here; set NotifyType to URL'
const QUEUE_ONLY = 'it belongs to a message queue, which is refused as NotifyType'

/** https://www.tencentcloud.com/document/api/1041/33690#TaskNotifyConfig */
export const taskNotifyConfig = optionalObject(
  z
    .strictObject({
      NotifyType: honoured(
        optionalChoice(['URL'], {
          ...{ CMQ: NO_QUEUES, 'TDMQ-CMQ': NO_QUEUES, 'AWS-SQS': NO_QUEUES },
          SCF: 'there are no cloud functions here; set NotifyType to URL',
        }),
      ),
      NotifyMode: honoured(optionalChoice(['Finish', 'Change'])),
      NotifyUrl: honoured(optionalCallbackUrl(2048)),
      NotifyKey: honoured(optionalText(256)),
      CmqModel: ignored(optionalText(64), QUEUE_ONLY),
      CmqRegion: ignored(optionalText(64), QUEUE_ONLY),
      TopicName: ignored(optionalText(256), QUEUE_ONLY),
      QueueName: ignored(optionalText(256), QUEUE_ONLY),
      AwsSQS: refused(NO_QUEUES),
    })
    .superRefine((config, context) => {
      if (config.NotifyType === undefined) {
        // What names no type asks for a queue of the service.
        if (Object.values(config).some((value) => value !== undefined))
          context.addIssue({
            ...{ code: 'custom', path: ['NotifyType'], message: NO_QUEUES },
            params: { problem: 'unsupported-parameter' },
          })
      } else if (config.NotifyUrl === undefined)
        context.addIssue({
          ...{ code: 'custom', path: ['NotifyUrl'], message: 'absent' },
          params: { problem: 'missing-parameter' },
        })
    }),
)
export type TaskNotifyConfig = z.output<typeof taskNotifyConfig>
