import { z } from 'zod'
import {
  type BurntSubtitles,
  SUBTITLE_CHARSETS,
  SUBTITLE_FORMATS,
  type SubtitleFile,
  type SubtitleOrigin,
  type SubtitleStyle,
  type SubtitlesSpec,
} from '../../../domain/subtitle-spec.ts'
import { exactlyOne } from './fields.ts'
import { LengthJson, PaddingJson } from './length.ts'
import { RangeJson } from './range.ts'
import { SourceJson } from './source.ts'
import { LanguageText, TrackChoiceJson, TrackName } from './track-choice.ts'

const color = () => z.string().regex(/^[0-9a-f]{6}$/, 'not a colour such as "ffffff"')
const opacity = () => z.number().min(0).max(1).exactOptional()
const charset = () =>
  z
    .enum(SUBTITLE_CHARSETS)
    .exactOptional()
    .describe('`auto`: UTF-8, else the Chinese encoding that fits. Absent: `utf-8`.')

const SubtitleFileJson = z
  .strictObject({
    source: SourceJson,
    charset: charset(),
    language: LanguageText.exactOptional(),
    title: z
      .string()
      .min(1)
      .max(64)
      .regex(/^[^\p{Cc}]+$/u, 'not a text without control characters')
      .exactOptional()
      .describe("Shown by players. Absent: the language's name."),
    default: z.boolean().exactOptional().describe('Shown when the viewer has not chosen.'),
    forced: z.boolean().exactOptional().describe('Shown even to who wants none.'),
    autoSelect: z.boolean().exactOptional().describe('`false`: only when the viewer chooses it by hand.'),
    name: TrackName.exactOptional(),
  })
  .meta({
    id: 'SubtitleFile',
    description:
      'A file of SubRip, WebVTT or ASS, up to 4 MiB. Its clock begins with the source, so that a range of it shows the cues of that range.',
  }) satisfies z.ZodType<SubtitleFile>

const StyleJson = z
  .strictObject({
    font: z
      .string()
      .min(1)
      .max(100)
      .exactOptional()
      .describe('A font of the server by its name; `pentode doctor` lists them. Absent: DejaVu Sans.'),
    size: LengthJson.exactOptional().describe(
      "Height of a line. Absent: a sixteenth of the picture's shorter side.",
    ),
    color: color().exactOptional().describe('Absent: `ffffff`.'),
    opacity: opacity().describe('Of the letters, 0 to 1. Absent: 1.'),
    outline: z
      .strictObject({ width: PaddingJson, color: color().exactOptional(), opacity: opacity() })
      .exactOptional()
      .describe('Around each letter. Absent: black, a sixteenth of the size.'),
    shadow: z
      .strictObject({ distance: PaddingJson, color: color().exactOptional(), opacity: opacity() })
      .exactOptional()
      .describe('To the right of the letters and below them; black when it has no colour. Absent: none.'),
    board: z
      .strictObject({
        bottom: PaddingJson,
        width: LengthJson,
        height: LengthJson,
        color: color().exactOptional(),
        opacity: opacity(),
      })
      .exactOptional()
      .describe(
        'A rectangle behind the text while any is seen, in the middle of the width, so far from the lower edge; black when it has no colour. Percent of its width are of the picture’s. Absent: none.',
      ),
    margin: PaddingJson.exactOptional().describe(
      "Distance from the edge. Absent: a twentieth of the picture's height.",
    ),
    edge: z.enum(['bottom', 'top']).exactOptional().describe('Absent: `bottom`.'),
  })
  .meta({
    id: 'SubtitleStyle',
    description:
      'Of plain text. Lengths are pixels of the finished picture, or percent of its height: `"5%"`.',
  }) satisfies z.ZodType<SubtitleStyle>

const origin = {
  file: z.strictObject({ source: SourceJson, charset: charset() }).exactOptional(),
  track: z.int().min(0).max(31).exactOptional().describe("0-based, among the source's subtitles."),
  stream: z
    .int()
    .min(0)
    .max(1000)
    .exactOptional()
    .describe('Its index among all streams of the source, as media info tells it.'),
  language: LanguageText.exactOptional().describe("The first of the source's subtitles in it."),
}
type Origin = { readonly [K in keyof typeof origin]?: z.output<(typeof origin)[K]> | undefined }

const oneOrigin = ({ file, track, stream, language }: Origin, context: z.RefinementCtx): void =>
  exactlyOne('file', 'track', 'stream', 'language')({ file, track, stream, language }, context)

const toOrigin = ({ file, track, stream, language = '' }: Origin): SubtitleOrigin => {
  if (file) return { file }
  if (track !== undefined) return { track }
  return stream === undefined ? { language } : { stream }
}

const BurnJson = z
  .strictObject({ ...origin, style: StyleJson.exactOptional() })
  .superRefine(oneOrigin)
  .transform(({ style, ...from }): BurntSubtitles => ({ from: toOrigin(from), ...(style && { style }) }))
  .meta({
    id: 'BurntSubtitles',
    description:
      'Drawn on the finished picture: a file beside the source, or one of its tracks. ASS and pictures of text look as they are made, plain text in a style.',
  }) satisfies z.ZodType<BurntSubtitles>

export const SubtitlesJson = z
  .strictObject({
    kind: z.literal('subtitles'),
    format: z.enum(SUBTITLE_FORMATS).default('webvtt'),
    ...origin,
    range: RangeJson.exactOptional(),
  })
  .superRefine(oneOrigin)
  .transform(
    ({ kind, format, range, ...from }): SubtitlesSpec => ({
      ...{ kind, format, from: toOrigin(from) },
      ...(range && { range }),
    }),
  )
  .meta({
    id: 'SubtitlesSpec',
    description:
      'A file of text alone, made of a track of the source that is text, or of a file beside it. Its clock begins with the part that is asked for. As ASS, what is ASS keeps its look.',
  })

/** What files and streams do with subtitles; `of` says how they carry them. */
export const subtitleFields = (of: string) => ({
  subtitles: TrackChoiceJson.exactOptional().describe(`Subtitles of the source${of}. Absent: none.`),
  subtitleFiles: z
    .array(SubtitleFileJson)
    .min(1)
    .max(32)
    .readonly()
    .exactOptional()
    .describe('Subtitles of files beside the source, after those.'),
  burn: BurnJson.exactOptional().describe('Subtitles that become part of the picture.'),
})
