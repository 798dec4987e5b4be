import type { z } from 'zod'
import type { Submission } from '../../../app/submit-task.ts'
import type { MediaInfo } from '../../../domain/media-info.ts'
import type { Plan } from '../../../domain/plan.ts'
import type { PlanOut } from '../schemas/plan.ts'
import { fromMediaInfo } from './media-info.ts'
import { fromCommand } from './shell.ts'
import { fromSpec } from './spec.ts'

/** A plan for people and programs: what would run, and for each output why so or why not. */
export const fromPlan = (
  media: MediaInfo,
  { steps, outputs, refused, reasons }: Plan,
  asked: Submission['outputs'],
): z.input<typeof PlanOut> => ({
  media: fromMediaInfo(media),
  commands: steps.flatMap(({ id, commands, outputs: makes, duration, files }) =>
    commands.map(({ program, args, purpose }) => ({
      id,
      purpose,
      outputs: makes,
      duration,
      ...(files.length > 0 ? { files: [...files] } : {}),
      ...fromCommand([program, ...args]),
    })),
  ),
  outputs: asked.map(({ name, template, spec }, index) => {
    const planned = outputs.find((each) => each.output === index)
    const problem = refused.find((each) => each.output === index)?.problem
    return {
      index,
      name,
      ...(template === undefined ? {} : { template }),
      spec: fromSpec(spec),
      ...(planned?.step === undefined ? {} : { command: planned.step }),
      reasons: planned?.reasons ?? [],
      ...(planned?.warnings ? { warnings: planned.warnings } : {}),
      ...(problem ? { refused: problem } : {}),
    }
  }),
  reasons,
})
