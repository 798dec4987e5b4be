import type { z } from 'zod'
import type { Submission } from '../../../app/submit-task.ts'
import type { Json } from '../../../domain/json.ts'
import type { AudioSpec, FileSpec, StreamSpec, VideoSpec } from '../../../domain/output-spec.ts'
import { baseName, type Source } from '../../../domain/source.ts'
import { isTerminal, type Task, taskProgress, taskStatus } from '../../../domain/task.ts'
import { seconds } from '../../../domain/units.ts'
import { type CreateRemuxRequest, createRemuxRequest, type remuxTask } from '../schema/remux-task.ts'
import { REMUX_DIALECT } from '../service.ts'
import { describeMetadata } from './extract-task.ts'
import { familyHead } from './family.ts'
import { invalid } from './invalid.ts'
import { inFolder, nameOf, toFolder, toKey } from './keys.ts'
import { shownPlace } from './shown-place.ts'

const DEFAULT_SEGMENT = 5
const VIDEO: VideoSpec = {
  codec: 'h264',
  rate: { mode: 'crf', crf: 23 },
  size: { by: 'source' },
  copy: 'always',
}
const AUDIO: AudioSpec = { codec: 'aac', copy: 'always' }

const formatOf = ({ output_param }: CreateRemuxRequest): 'HLS' | 'MP4' => output_param?.format ?? 'MP4'
const durationOf = ({ output_param }: CreateRemuxRequest): number =>
  output_param?.segment_duration ?? DEFAULT_SEGMENT

const specOf = (request: CreateRemuxRequest): FileSpec | StreamSpec =>
  formatOf(request) === 'MP4'
    ? { kind: 'file', container: 'mp4', video: VIDEO, audio: AUDIO }
    : {
        ...{ kind: 'stream', protocol: 'hls', segmentFormat: 'ts', master: false },
        segmentDuration: seconds(durationOf(request)),
        renditions: [{ name: 'video', video: VIDEO }],
        ...{ audio: AUDIO, audioPlacement: 'muxed' },
      }

/** A request to put streams into another container as a task to be. Segments lie beside their playlist. @throws DomainError invalid-parameter */
export const toRemuxTask = (request: CreateRemuxRequest, whole: Json): Submission => {
  const { input, output, user_data } = request
  const source: Source = { from: 'object', bucket: input.bucket, key: toKey(input.object) }
  const wish = output.file_name ?? baseName(source)
  if (wish.includes('/')) throw invalid('output.file_name', 'it must have no slash')
  const extension = formatOf(request) === 'MP4' ? '.mp4' : '.m3u8'
  const stem = wish.toLowerCase().endsWith(extension) ? wish.slice(0, -extension.length) : wish
  if (extension === '.m3u8' && stem === 'index') throw invalid('output.file_name', 'it must not be index')
  const key = inFolder(toFolder(output.object), `${stem}${extension}`)
  return {
    dialect: REMUX_DIALECT,
    request: whole,
    source,
    outputs: [
      {
        ...{ name: 'remux', spec: specOf(request) },
        destination: { bucket: output.bucket, key, parts: { segment: `${stem}_{number}.ts` } },
      },
    ],
    ...(user_data === undefined ? {} : { userData: user_data }),
  }
}

export const describeRemux = (task: Task): z.input<typeof remuxTask> => {
  const request = createRemuxRequest.parse(task.request)
  const [output] = task.outputs
  const result = output?.state.status === 'succeeded' ? output.state.result : undefined
  const ratio = Math.min(99, Math.floor(taskProgress(task)))
  return {
    ...familyHead(task),
    complete_ratio: isTerminal(taskStatus(task.outputs)) ? 100 : ratio,
    input: shownPlace(request.input),
    output: { ...shownPlace(request.output), file_name: nameOf(output?.destination.key ?? '') },
    output_param: {
      format: formatOf(request),
      ...(formatOf(request) === 'HLS' ? { segment_duration: durationOf(request) } : {}),
    },
    ...(result?.media ? { output_metadata: { ...describeMetadata(result.media), size: result.size } } : {}),
  }
}
