import { z } from 'zod'
import { honoured, refused, stored } from '../../../wire/fields.ts'
import { MAX_ID } from '../service.ts'
import { encryption } from './encryption.ts'
import { metadata } from './metadata.ts'
import { inputObject, outputObject } from './objects.ts'
import { audioParameters, commonParameters, inlineVideo, videoProcess } from './parameters.ts'
import { int, optionalChoice, optionalInt, optionalList, optionalObject, optionalText } from './scalars.ts'
import { audioProcess, audioTrack, multiAudio } from './sound.ts'
import { imageSprite } from './sprite.ts'
import { subtitle } from './subtitle.ts'
import { thumbnail } from './thumbnail.ts'
import { watermarks } from './watermark.ts'

const MAX_OUTPUTS = 9
const FILE_NAME = 180
const MAX_THUMBNAILS = 20
const MAX_SPRITES = 20

const templateId = () => int(1, MAX_ID)
const GONE = 'the service does not document it any longer'

const avParameters = z.strictObject({
  video: optionalObject(inlineVideo),
  audio: optionalObject(audioParameters),
  common: commonParameters,
  output: optionalObject(outputObject),
  output_filename: honoured(optionalText(FILE_NAME)),
})

/** https://support.huaweicloud.com/intl/en-us/api-mpc/mpc_04_0017.html */
export const createTranscodingRequest = z.strictObject({
  project_id: honoured(z.string()),
  input: inputObject,
  output: outputObject,
  trans_template_id: honoured(optionalList(templateId(), MAX_OUTPUTS)),
  trans_template_list: optionalList(
    z.strictObject({
      template_id: honoured(templateId()),
      output: optionalObject(outputObject),
      output_filename: honoured(optionalText(FILE_NAME)),
    }),
    MAX_OUTPUTS,
  ),
  av_parameters: optionalList(avParameters, MAX_OUTPUTS),
  output_filenames: honoured(optionalList(z.string().max(FILE_NAME), MAX_OUTPUTS)),
  user_data: stored(optionalText(65_535)),
  priority: honoured(optionalChoice([6, 9])),
  crop: optionalObject(z.strictObject({ duration: honoured(optionalInt(0, 1_000_000)) })),
  video_process: videoProcess,
  audio_process: audioProcess,
  audio_track: audioTrack,
  multi_audio: multiAudio,
  subtitle,
  watermarks,
  encryption,
  thumbnail: optionalObject(thumbnail),
  thumbnails: optionalList(thumbnail, MAX_THUMBNAILS),
  image_sprites: optionalList(imageSprite, MAX_SPRITES),
  additional_manifests: refused('each template makes a playlist of its own'),
  metadata,
  quality_enhance: refused(GONE),
  special_effect: refused(GONE),
  digital_watermark: refused(GONE),
  drm: refused(GONE),
  multidrm: refused(GONE),
  preview_duration: refused(GONE),
  template_extend: refused(GONE),
  hls_info: refused(GONE),
  dynamic_range: refused(GONE),
})
export type CreateTranscodingRequest = z.output<typeof createTranscodingRequest>
export type AvParameters = z.output<typeof avParameters>
