import type { Submission } from '../../../app/submit-task.ts'
import type { Destination } from '../../../domain/destination.ts'
import type { Json } from '../../../domain/json.ts'
import type { OutputSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { baseName, type Source } from '../../../domain/source.ts'
import { seconds } from '../../../domain/units.ts'
import type { CreateTranscodingRequest } from '../schema/create-transcoding.ts'
import type { OutputObject } from '../schema/objects.ts'
import type { Parameters } from '../schema/parameters.ts'
import { DIALECT } from '../service.ts'
import { encrypted, toEncryption, withoutKeys } from './encryption.ts'
import { invalid } from './invalid.ts'
import { inFolder, toFolder, toKey } from './keys.ts'
import { tagged } from './metadata.ts'
import { outputNames } from './output-names.ts'
import { toOutputSpec } from './output-spec.ts'
import { toSound, voiced } from './sound.ts'
import { spriteOutputs } from './sprites.ts'
import { subtitled, textOutputs } from './subtitles.ts'
import { thumbnailOutputs } from './thumbnails.ts'
import { toOverlays, type WatermarkTemplates, watermarked } from './watermarks.ts'

/** One output as asked for, whichever of the three ways it was. */
export interface Wanted {
  readonly templateId?: number
  readonly parameters: Parameters
  readonly output: OutputObject
  readonly filename: string | undefined
  readonly at: string
}

/** Ids of all templates a request names. */
export const templateIdsOf = (request: CreateTranscodingRequest): readonly number[] =>
  request.av_parameters?.length
    ? []
    : [
        ...(request.trans_template_id ?? []),
        ...(request.trans_template_list ?? []).map(({ template_id }) => template_id),
      ]

/**
 * A transcoding request as a task to be.
 * @param whole the request as it came, kept with the task
 * @param templates parameters of every template the request names @param marks likewise of watermarks
 * @throws DomainError missing-parameter, invalid-parameter, unsupported-parameter
 */
export const toSubmission = (
  request: CreateTranscodingRequest,
  whole: Json,
  templates: ReadonlyMap<number, Parameters>,
  marks: WatermarkTemplates = new Map(),
): Submission => {
  const source: Source = { from: 'object', bucket: request.input.bucket, key: toKey(request.input.object) }
  const wanted = wantedOutputs(request, templates)
  const pictures = [...thumbnailOutputs(request), ...spriteOutputs(request, source)]
  if (wanted.length === 0)
    throw fail('missing-parameter', 'trans_template_id (or av_parameters) names no output', {
      path: 'trans_template_id',
    })
  const range = request.crop?.duration
    ? { start: seconds(0), end: seconds(request.crop.duration) }
    : undefined
  const encryption = toEncryption(request)
  const overlays = toOverlays(request, marks)
  const sound = toSound(request)
  const specs = wanted.map(({ parameters, at }) => {
    const plain = toOutputSpec(parameters, {
      process: request.video_process,
      ...(range ? { range } : {}),
      at,
    })
    const drawn = watermarked(encrypted(voiced(plain, sound), encryption), overlays)
    return tagged(subtitled(drawn, request), request)
  })
  const names = outputNames(
    baseName(source),
    wanted.map(({ parameters, filename }, i) => ({
      spec: specs[i] as OutputSpec,
      video: parameters.video,
      wish: filename,
    })),
  )
  const outputs = wanted.map(({ templateId, output }, i) => ({
    name: `output-${i}`,
    ...(templateId === undefined ? {} : { template: String(templateId) }),
    spec: specs[i] as OutputSpec,
    destination: destinationOf(output, names[i] ?? '', specs[i] as OutputSpec),
  }))
  return {
    dialect: DIALECT,
    request: withoutKeys(whole),
    source,
    outputs: [...outputs, ...textOutputs(request, outputs), ...pictures],
    priority: request.priority === 9 ? HIGH_PRIORITY : 0,
    ...(request.user_data === undefined ? {} : { userData: request.user_data }),
  }
}

/** Of the service's two priorities the higher one. */
const HIGH_PRIORITY = 5

const wantedOutputs = (
  request: CreateTranscodingRequest,
  templates: ReadonlyMap<number, Parameters>,
): readonly Wanted[] => {
  const filenames = request.output_filenames ?? []
  const byOrder = (i: number) => filenames[i] || undefined
  const find = (id: number): Parameters => {
    const found = templates.get(id)
    if (!found) throw fail('template-not-found', `There is no template ${id}.`)
    return found
  }
  if (request.av_parameters?.length)
    return request.av_parameters.map(({ output, output_filename, ...parameters }, i) => ({
      parameters,
      output: output ?? request.output,
      filename: output_filename ?? byOrder(i),
      at: `av_parameters.${i}`,
    }))
  const plain = (request.trans_template_id ?? []).map((templateId, i) => ({
    templateId,
    parameters: find(templateId),
    output: request.output,
    filename: byOrder(i),
    at: `template ${templateId}`,
  }))
  const listed = (request.trans_template_list ?? []).map(({ template_id, output, output_filename }) => ({
    templateId: template_id,
    parameters: find(template_id),
    output: output ?? request.output,
    filename: output_filename,
    at: `template ${template_id}`,
  }))
  return [...plain, ...listed]
}

/** Segments lie beside their playlist, under its name. */
const destinationOf = (output: OutputObject, name: string, spec: OutputSpec): Destination => {
  if (name.includes('/')) throw invalid('output_filenames', `${JSON.stringify(name)} has a slash`)
  const key = inFolder(toFolder(output.object), name)
  if (spec.kind !== 'stream') return { bucket: output.bucket, key }
  const stem = name.replace(/\.(?:m3u8|mpd)$/i, '')
  const extension = spec.segmentFormat === 'fmp4' ? 'm4s' : 'ts'
  const parts = spec.master
    ? { rendition: `${stem}_{rendition}.m3u8`, segment: `${stem}_{rendition}_{number}.${extension}` }
    : { segment: `${stem}_{number}.${extension}` }
  return { bucket: output.bucket, key, parts }
}
