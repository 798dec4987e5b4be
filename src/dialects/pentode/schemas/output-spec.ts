import { z } from 'zod'
import {
  CONTAINERS,
  type FileSpec,
  type OriginalSpec,
  type OutputSpec,
  type ProbeSpec,
} from '../../../domain/output-spec.ts'
import { AudioJson } from './audio.ts'
import { JoinJson } from './join.ts'
import { AnimationJson, SnapshotsJson, SpriteJson } from './pictures.ts'
import { QualityJson } from './quality.ts'
import { CutRangeJson } from './range.ts'
import { StreamJson } from './stream.ts'
import { SubtitlesJson, subtitleFields } from './subtitles.ts'
import { TagsJson } from './tags.ts'
import { VideoJson } from './video.ts'

const FileJson = z
  .strictObject({
    kind: z.literal('file'),
    container: z.enum(CONTAINERS),
    video: VideoJson.exactOptional(),
    audio: AudioJson.exactOptional(),
    moreAudio: z
      .array(AudioJson)
      .min(1)
      .max(15)
      .readonly()
      .exactOptional()
      .describe('Further audio tracks: other languages, or the same sound in another codec.'),
    ...subtitleFields(', as tracks of the kind that the container has'),
    tags: TagsJson.exactOptional(),
    quality: QualityJson().exactOptional(),
    range: CutRangeJson.exactOptional(),
    join: JoinJson.exactOptional(),
  })
  .superRefine(({ video, audio, moreAudio, quality, burn }, context) => {
    if (burn && !video)
      context.addIssue({ code: 'custom', message: 'subtitles are drawn on a picture', path: ['burn'] })
    if (quality && !video)
      context.addIssue({ code: 'custom', message: 'quality is that of a picture', path: ['quality'] })
    if (moreAudio && !audio)
      context.addIssue({
        code: 'custom',
        message: 'further tracks come after those of audio',
        path: ['audio'],
      })
    if (!video && !audio)
      context.addIssue({ code: 'custom', message: 'a file needs video or audio', path: ['video'] })
  })
  .meta({
    id: 'FileSpec',
    description: 'One file: video with audio, or either alone.',
  }) satisfies z.ZodType<FileSpec>

const OriginalJson = z.strictObject({ kind: z.literal('original') }).meta({
  id: 'OriginalSpec',
  description: 'The source itself, byte for byte: how a file of elsewhere comes into a bucket.',
}) satisfies z.ZodType<OriginalSpec>

const ProbeJson = z.strictObject({ kind: z.literal('probe') }).meta({
  id: 'ProbeSpec',
  description: 'Nothing is made: the result tells what the source is. Its destination is not written to.',
}) satisfies z.ZodType<ProbeSpec>

/** What one output is to be. What comes out of the schema is the domain's own spec; the compiler proves it. */
export const OutputSpecJson = z
  .discriminatedUnion('kind', [
    FileJson,
    StreamJson,
    SnapshotsJson,
    SpriteJson,
    AnimationJson,
    SubtitlesJson,
    OriginalJson,
    ProbeJson,
  ])
  .meta({ id: 'OutputSpec' }) satisfies z.ZodType<OutputSpec>

export type OutputSpecInput = z.input<typeof OutputSpecJson>
