import type { AvParameters } from '../schema/create-transcoding.ts'
import type { AudioParameters, CommonParameters, Parameters, VideoParameters } from '../schema/parameters.ts'

type Shown<T> = { [K in keyof T]: T[K] | undefined }

/**
 * Parameters as answers show them: always with an `output_policy` and `PVC`, which clients read unasked, and without the
 * members that only ever have one value here, since those may have come in any type.
 */
export const shownParameters = ({ video, audio, common }: Parameters) => ({
  video: shownVideo(video),
  audio: shownAudio(audio),
  common: shownCommon(common),
})

const policy = (part: { readonly output_policy?: VideoParameters['output_policy'] } | undefined) =>
  part === undefined ? 'discard' : (part.output_policy ?? 'transcode')

const shownVideo = (video: VideoParameters | undefined): Shown<VideoParameters> => {
  const { black_cut: _, GOP_structure: _2, sr_factor: _3, sync_timestamp: _4, ...rest } = video ?? {}
  return { ...rest, output_policy: policy(video) }
}

const shownAudio = (audio: AudioParameters | undefined): Shown<AudioParameters> => ({
  ...audio,
  output_policy: policy(audio),
})

const shownCommon = ({ pack_type, hls_interval, dash_interval }: CommonParameters) => ({
  pack_type,
  hls_interval,
  dash_interval,
  PVC: false,
})

/** An inline template, echoed. */
export const shownInline = ({ output, output_filename, ...parameters }: AvParameters) => ({
  ...shownParameters(parameters),
  ...(output ? { output: { bucket: output.bucket, location: output.location, object: output.object } } : {}),
  output_filename,
})
