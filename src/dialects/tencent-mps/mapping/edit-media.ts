import type { Submission } from '../../../app/submit-task.ts'
import { type Destination, PLAIN_NUMBERS } from '../../../domain/destination.ts'
import type { Clip, Joined } from '../../../domain/join-spec.ts'
import type { Json } from '../../../domain/json.ts'
import type { AudioSpec, OutputSpec, TimeRange, VideoSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import type { Task } from '../../../domain/task.ts'
import { seconds } from '../../../domain/units.ts'
import type { EditMediaRequest } from '../schema/edit-media.ts'
import { DIALECT, SESSION_WINDOW } from '../service.ts'
import { inheritBucket, toSource } from './locations.ts'
import { withoutNotifyKey } from './notify.ts'
import { DEFAULT_SEGMENT, toRange } from './output-spec.ts'
import { toMainKey } from './paths.ts'

const OUTPUT_NAME = 'edit-media'

/** Whether a task came in as an edit of this API. */
export const isEdit = (task: Pick<Task, 'dialect' | 'outputs'>): boolean =>
  task.dialect === DIALECT && task.outputs[0]?.name === OUTPUT_NAME

/** The service re-encodes to H.264, at a quality it does not tell; sound that needs no cut is kept when it is AAC. */
const VIDEO: VideoSpec = {
  codec: 'h264',
  rate: { mode: 'crf', crf: 23 },
  size: { by: 'source' },
  copy: 'never',
}
const AUDIO: AudioSpec = { codec: 'aac', copy: 'if-fits' }

type Container = 'mp4' | 'hls' | 'mov' | 'flv'

/**
 * An EditMedia request as a task to be: the first file is its source, the others are joined to it in their order and take on
 * its size, rate and sound.
 * @param request as validated
 * @param whole the same as it came, kept with the task
 * @throws DomainError missing-parameter, invalid-parameter
 */
export const toEdit = (request: EditMediaRequest, whole: Json): Submission => {
  const [file, ...others] = request.FileInfos
  if (!file) throw fail('missing-parameter', 'Missing: FileInfos.', { path: 'FileInfos' })
  const bucket = request.OutputStorage && inheritBucket([request.OutputStorage], file.InputInfo)?.Bucket
  if (bucket === undefined)
    throw fail('missing-parameter', 'Missing: OutputStorage with the bucket to write to.', {
      path: 'OutputStorage',
    })
  const container = request.OutputConfig?.Container ?? 'mp4'
  const fast = request.OutputConfig?.Type === 'fast'
  if (fast && others.length > 0)
    throw fail('invalid-parameter', 'Type "fast" cuts a single file; several are joined by "normal".', {
      path: 'OutputConfig.Type',
    })
  const source = toSource(file.InputInfo)
  const key = toMainKey(
    request.OutputObjectPath,
    container === 'hls' ? 'm3u8' : container,
    { source, folder: '', definition: 0, numbers: PLAIN_NUMBERS },
    'OutputObjectPath',
  )
  return {
    dialect: DIALECT,
    request: withoutNotifyKey(whole),
    source,
    outputs: [
      {
        name: OUTPUT_NAME,
        spec: { ...specOf(container, rangeOf(file), fast), ...joinOf(others) },
        destination: destinationOf(container, bucket, key),
      },
    ],
    priority: request.TasksPriority ?? 0,
    ...(request.SessionId ? { clientToken: request.SessionId } : {}),
    dedupeWindow: SESSION_WINDOW,
    ...(request.SessionContext === undefined ? {} : { userData: request.SessionContext }),
  }
}

type FileInfo = EditMediaRequest['FileInfos'][number]

const rangeOf = ({ StartTimeOffset, EndTimeOffset }: FileInfo): TimeRange | undefined =>
  toRange(StartTimeOffset, EndTimeOffset)

const joinOf = (files: readonly FileInfo[]): { readonly join?: Joined } => {
  if (files.length === 0) return {}
  const tail = files.map((file): Clip => {
    const range = rangeOf(file)
    return { source: toSource(file.InputInfo), ...(range && { range }) }
  })
  return { join: { head: [], tail } }
}

/** @param fast the streams are copied, from the key frame before the start on */
const specOf = (container: Container, range: TimeRange | undefined, fast: boolean): OutputSpec => {
  const cut = range === undefined ? {} : { range }
  const video: VideoSpec = { ...VIDEO, ...(fast && { copy: 'always' }) }
  const audio: AudioSpec = { ...AUDIO, ...(fast && { copy: 'always' }) }
  return container === 'hls'
    ? {
        kind: 'stream',
        protocol: 'hls',
        segmentFormat: 'ts',
        segmentDuration: seconds(DEFAULT_SEGMENT),
        master: false,
        renditions: [{ name: 'video', video }],
        audio,
        audioPlacement: 'muxed',
        ...cut,
      }
    : { kind: 'file', container, video, audio, ...cut }
}

/** Segments are named after their playlist, so that clips of one folder keep apart. */
const destinationOf = (container: Container, bucket: string, key: string): Destination => {
  if (container !== 'hls') return { bucket, key }
  const stem = key.slice(key.lastIndexOf('/') + 1, -'.m3u8'.length)
  return { bucket, key, parts: { segment: `${stem}_{number}.ts`, numbers: PLAIN_NUMBERS } }
}
