import type { Submission } from '../../../app/submit-task.ts'
import type { Asset } from '../../../domain/asset.ts'
import type { MediaInfo } from '../../../domain/media-info.ts'
import type { OutputSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { seconds } from '../../../domain/units.ts'
import { editedTracks } from './clip.ts'
import { filePlace, playlistPlace } from './places.ts'

export const CONCAT_TYPES = ['mp4', 'm3u8'] as const
export type ConcatType = (typeof CONCAT_TYPES)[number]

const SEGMENT = seconds(10)

/**
 * What joined files become: one output for each type, of the first file's size and sound.
 * @param media of the first file @param others in their order behind it
 * @throws DomainError invalid-parameter for a first file without a picture
 */
export const concatOutputs = (
  types: readonly ConcatType[],
  media: MediaInfo,
  others: readonly Pick<Asset, 'source'>[],
): Submission['outputs'] => {
  const { video, audio } = editedTracks(media)
  if (!video)
    throw fail('invalid-parameter', 'The first file has no picture that the others could be fitted into.', {
      path: 'srcFileList.0.fileId',
    })
  const tracks = { ...(audio ? { audio } : {}) }
  const join = {
    head: [],
    tail: others.map(({ source }) => ({ source: { from: 'object', ...source } }) as const),
  }
  const specs: Readonly<Record<ConcatType, OutputSpec>> = {
    mp4: { kind: 'file', container: 'mp4', video, ...tracks, join },
    m3u8: {
      ...{ kind: 'stream', protocol: 'hls', segmentFormat: 'ts', segmentDuration: SEGMENT, master: false },
      ...{ renditions: [{ name: 'video', video }], ...tracks, audioPlacement: 'muxed', join },
    },
  }
  return [...new Set(types)].map((type) => ({
    name: `concat-${type}`,
    spec: specs[type],
    destination: type === 'mp4' ? filePlace('concat.mp4') : playlistPlace('concat'),
  }))
}
