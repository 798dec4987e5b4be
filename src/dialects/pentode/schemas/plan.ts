import { z } from 'zod'
import { listOf } from './fields.ts'
import { MediaInfoOut } from './media-info.ts'
import { OutputSpecJson } from './output-spec.ts'
import { ProblemOut, WarningOut } from './problem.ts'

/** A command line twice: as a program gets it, and as a shell would be given it. */
export const CommandOut = z
  .object({ args: listOf(z.string()).describe('The program first.'), shell: z.string() })
  .meta({ id: 'Command' })

/** What a submission would do. */
export const PlanOut = z
  .object({
    media: MediaInfoOut,
    commands: listOf(
      CommandOut.extend({
        id: z
          .string()
          .describe('Commands that are run one after the other for the same outputs have one id.'),
        purpose: z
          .enum(['measure', 'make'])
          .describe('`measure`: a first pass, whose findings the next command of the same id uses.'),
        outputs: listOf(z.number()).describe('Indexes of the outputs this process makes.'),
        duration: z.number().describe('Seconds of media to be worked through.'),
        files: listOf(z.object({ name: z.string(), content: z.string() }))
          .optional()
          .describe('Texts that it reads, in the folder where it runs.'),
      }),
    ),
    outputs: listOf(
      z.object({
        index: z.number(),
        name: z.string(),
        template: z.string().optional(),
        spec: OutputSpecJson,
        command: z.string().optional().describe('The id of the commands that make it.'),
        reasons: listOf(z.string()),
        warnings: listOf(WarningOut).optional().describe('What will be less than asked.'),
        refused: ProblemOut.optional().describe('Why it cannot be made from this source.'),
      }),
    ),
    reasons: listOf(z.string()),
  })
  .meta({ id: 'Plan' })

/** One try at a task. */
export const AttemptList = z
  .object({
    attempts: listOf(
      z.object({
        attempt: z.number(),
        worker: z.string(),
        startedAt: z.string(),
        finishedAt: z.string().optional(),
        outcome: z.string().optional(),
        commands: listOf(CommandOut),
        log: z.string().describe("The end of FFmpeg's own words."),
      }),
    ),
  })
  .meta({ id: 'AttemptList' })
