import type { Submission } from '../../../app/submit-task.ts'
import type { Asset } from '../../../domain/asset.ts'
import type { MediaInfo } from '../../../domain/media-info.ts'
import { fail } from '../../../domain/problem.ts'
import type { Template } from '../../../domain/template.ts'
import type { ProcessFileRequest } from '../schema/process-file.ts'
import { mainVideo } from './media.ts'
import { withMosaics } from './mosaic.ts'
import { PICTURES, pictureOutputs } from './pictures.ts'
import { transcodeOutputs } from './transcodes.ts'

/**
 * The outputs a ProcessFile request asks for.
 * @param templates those of `transcode.definition`, in its order
 * @throws DomainError missing-parameter, invalid-parameter, unsupported-parameter
 */
export const processOutputs = (
  request: ProcessFileRequest,
  media: MediaInfo,
  templates: readonly Template[],
): Submission['outputs'] => {
  const { transcode } = request
  const outputs = [
    ...(transcode
      ? withMosaics(
          transcodeOutputs({
            templates,
            master: transcode.hlsMasterPlaylist,
            aligned: transcode.idrAlignment,
            ceiling: transcode.disableHigherBitrate
              ? (mainVideo(media)?.bitrate ?? media.bitrate)
              : undefined,
          }),
          transcode.mosaicList ?? [],
        )
      : []),
    ...pictureOutputs(request),
  ]
  if (outputs.length === 0)
    throw fail('missing-parameter', `The request names nothing to do: transcode, ${PICTURES.join(', ')}.`, {
      path: 'transcode',
    })
  return outputs
}

/** A task on a file of the library. @param action and `params` the request, kept with the task as it came */
export const taskOn = (
  asset: Asset,
  action: string,
  params: unknown,
  rest: Pick<Submission, 'outputs' | 'priority'>,
): Omit<Submission, 'dialect'> => ({
  request: { Action: action, ...(params as object) },
  source: { from: 'object', ...asset.source },
  asset: asset.id,
  ...rest,
})
