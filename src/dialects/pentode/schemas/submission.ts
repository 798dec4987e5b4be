import { z } from 'zod'
import { MAX_OUTPUTS } from '../../../app/submit-task.ts'
import { callbackUrl } from '../../../wire/callback-url.ts'
import { honoured, ignored, stored } from '../../../wire/fields.ts'
import { BucketName, exactlyOne, ObjectKey } from './fields.ts'
import { OutputSpecJson } from './output-spec.ts'
import { SourceJson } from './source.ts'

/** How outputs and templates are called. */
export const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/
export const Name = z
  .string()
  .regex(NAME, 'not 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit')

const OutputRequest = z
  .strictObject({
    template: honoured(Name.exactOptional().describe('A preset or a template of the project.')),
    spec: honoured(
      OutputSpecJson.exactOptional().describe('The parameters themselves, in place of a template.'),
    ),
    name: honoured(
      Name.exactOptional().describe("Unique in the task. Absent: the template's name, or `output-<index>`."),
    ),
    to: honoured(
      z
        .strictObject({ bucket: BucketName, key: ObjectKey })
        .exactOptional()
        .describe('Where the main file goes. Absent: `<task id>/<name>.<ext>` in the bucket `outputs`.'),
    ),
  })
  .superRefine(exactlyOne('template', 'spec'))
  .meta({ id: 'OutputRequest' })

const priority = () => z.int().min(-10).max(10).exactOptional().describe('Higher goes first; 0 when absent.')
const clientToken = () =>
  z
    .string()
    .min(1)
    .max(64)
    .exactOptional()
    .describe('The same token with the same body answers with the first task, for three days.')
const userData = () => z.string().max(4096).exactOptional().describe('Text you get back unchanged.')

const callback = () =>
  z
    .strictObject({
      url: callbackUrl(2048).describe('On the public internet, or allowed by `PENTODE_EGRESS_ALLOW`.'),
      secret: z
        .string()
        .min(1)
        .max(256)
        .exactOptional()
        .describe('Signs what is sent, and is shown to nobody.'),
    })
    .exactOptional()
    .describe(
      'Who is told when the task is over: a POST of `{type: "task.finished", at, task}`, again and again with growing pauses for a day until it is answered with a status of 200 to 299. It may come twice, with the same `Pentode-Delivery`. `Pentode-Signature` is `sha256=` and the HMAC-SHA256, in hex, of `Pentode-Timestamp`, a full stop and the body.',
    )

const work = {
  source: honoured(SourceJson),
  outputs: honoured(z.array(OutputRequest).min(1).max(MAX_OUTPUTS)),
}

/** A task to be. */
export const SubmissionJson = z.strictObject({
  ...work,
  priority: honoured(priority()),
  clientToken: honoured(clientToken()),
  userData: stored(userData()),
  callback: honoured(callback()),
})
export type SubmissionRequest = z.output<typeof SubmissionJson>

const NOTHING_KEPT = 'a dry run keeps nothing; the body of a submission can be sent as it is'

/** The same for a dry run. */
export const PlanRequestJson = z.strictObject({
  ...work,
  priority: ignored(priority(), NOTHING_KEPT),
  clientToken: ignored(clientToken(), NOTHING_KEPT),
  userData: ignored(userData(), NOTHING_KEPT),
  callback: ignored(callback(), NOTHING_KEPT),
})
