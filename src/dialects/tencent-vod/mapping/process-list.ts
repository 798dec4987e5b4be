import type { LinkMaker } from '../../../app/links.ts'
import type { Output } from '../../../domain/task.ts'
import { OUTPUT_STATUS } from '../../../wire/tencent/states.ts'
import type { ProcessTask } from '../schema/task-info.ts'
import { errorOf, mainFile, resultOf } from './outputs.ts'
import { animationOf, partOf, snapshotTask } from './picture-results.ts'
import { transcodeResults } from './transcode-results.ts'

/** The parts of a procedure, in the order of its outputs. @param isOurs whether the task came in through this API */
export const processTasks = (output: Output, isOurs: boolean, urlOf: LinkMaker): readonly ProcessTask[] => {
  const outcome = { status: OUTPUT_STATUS[output.state.status], ...errorOf(output) }
  switch (output.spec.kind) {
    case 'file':
    case 'stream':
      return transcodeResults(output, isOurs, urlOf).map(({ definition, made }) => ({
        taskType: 'Transcode',
        ...outcome,
        input: { ...(definition === undefined ? {} : { definition }), watermark: 0 },
        ...(made ? { output: made } : {}),
      }))
    case 'animation': {
      const made = animationOf(output, output.spec, urlOf)
      const input = { ...definitionOf(output, isOurs), ...partOf(output.spec) }
      return [{ taskType: 'AnimatedGraphics', ...outcome, input, ...(made ? { output: made } : {}) }]
    }
    case 'snapshots':
      return [snapshotTask(output, output.spec, definitionOf(output, isOurs), outcome, urlOf)]
    case 'sprite':
      return [
        {
          taskType: 'ImageSprites',
          ...outcome,
          input: definitionOf(output, isOurs),
          ...sprite(output, urlOf),
        },
      ]
    // The service has no words for these.
    case 'subtitles':
    case 'probe':
      return []
    case 'original':
      return [{ taskType: 'PullFile', ...outcome, input: {}, ...pulled(output, urlOf) }]
  }
}

const definitionOf = ({ template }: Output, isOurs: boolean): { definition?: number } =>
  isOurs && template !== undefined ? { definition: Number(template) } : {}

const sprite = (output: Output, urlOf: LinkMaker) => {
  const result = resultOf(output)
  if (!result) return {}
  const made = {
    totalCount: result.sprite?.count ?? 0,
    urlList: result.files.filter(({ role }) => role === 'sheet').map((file) => urlOf(file)),
    webVttUrl: urlOf(output.destination),
  }
  return { output: made }
}

const pulled = (output: Output, urlOf: LinkMaker) => {
  const file = mainFile(output)
  return file ? { output: { fileSize: file.size, url: urlOf(file) } } : {}
}
