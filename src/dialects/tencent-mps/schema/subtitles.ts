import { z } from 'zod'
import { honoured, ignored, refused } from '../../../wire/fields.ts'
import { mediaInputInfo } from './locations.ts'
import {
  optionalBool,
  optionalChoice,
  optionalInt,
  optionalIntChoice,
  optionalList,
  optionalNumber,
  optionalObject,
  optionalText,
} from './scalars.ts'

const NO_SPACING = 'lines have the distance that their font gives them'

/** `10%` or `100px` */
const length = () =>
  honoured(
    optionalText(16).superRefine((value, context) => {
      if (value === undefined || /^\d{1,4}(?:\.\d{1,4})?(?:%|px)$/.test(value)) return
      context.addIssue({ code: 'custom', message: 'not a length such as "10%" or "100px"' })
    }),
  )
const color = () =>
  honoured(
    optionalText(16).superRefine((value, context) => {
      if (value === undefined || /^(?:0x|#)?[0-9a-f]{6}$/i.test(value)) return
      context.addIssue({ code: 'custom', message: 'not a colour such as "0xFFFFFF"' })
    }),
  )

/** Opaque is 1. */
const alpha = () => honoured(optionalNumber(0, 1))
/** Pixels (0), or percent of the picture's side. */
const unit = () => honoured(optionalIntChoice([0, 1]))

/** What is drawn on the picture: https://www.tencentcloud.com/document/api/1041/33690#SubtitleTemplate */
export const subtitleTemplate = optionalObject(
  z.strictObject({
    Path: honoured(optionalText(8192)),
    StreamIndex: honoured(optionalInt(0, 1000)),
    SubtitleFileInput: optionalObject(mediaInputInfo),
    FontFileInput: refused('text is drawn in the fonts that the server has'),
    FontType: ignored(
      optionalText(128),
      'the service’s fonts are its own: text is drawn in one of the server that has its letters',
    ),
    FontSize: length(),
    FontColor: color(),
    FontAlpha: alpha(),
    YPos: length(),
    BoardY: length(),
    BoardWidth: honoured(optionalInt(0, 4096)),
    BoardWidthUnit: unit(),
    BoardHeight: honoured(optionalInt(0, 4096)),
    BoardHeightUnit: unit(),
    BoardColor: color(),
    BoardAlpha: alpha(),
    OutlineWidth: honoured(optionalNumber(0, 1000)),
    OutlineWidthUnit: unit(),
    OutlineColor: color(),
    OutlineAlpha: alpha(),
    ShadowWidth: honoured(optionalNumber(0, 1000)),
    ShadowWidthUnit: unit(),
    ShadowColor: color(),
    ShadowAlpha: alpha(),
    LineSpacing: refused(NO_SPACING, [0, '0']),
    LineSpacingUnit: ignored(optionalInt(), 'it acts only with LineSpacing, which is refused'),
    Alignment: honoured(
      optionalChoice(['bottom'], { top: 'the lowest line stays in its place, and others are above it' }),
    ),
  }),
)
export type SubtitleTemplate = NonNullable<z.output<typeof subtitleTemplate>>

const NO_CAPTIONS = 'captions are not written into the pictures’ own data'

/** Tracks of their own: https://www.tencentcloud.com/document/api/1041/33690#AddOnSubtitle */
export const addOnSubtitles = optionalList(
  z.strictObject({
    Type: honoured(
      optionalChoice(['subtitle-stream'], {
        'close-caption-708': NO_CAPTIONS,
        'close-caption-608': NO_CAPTIONS,
      }),
    ),
    Subtitle: mediaInputInfo,
    SubtitleName: honoured(optionalText(64)),
    SubtitleLanguage: honoured(optionalText(35)),
    OutputFormat: honoured(optionalChoice(['WebVTT'], { TTML: 'streams have their subtitles as WebVTT' })),
    DefaultTrack: honoured(optionalBool()),
  }),
  32,
)
export type AddOnSubtitles = NonNullable<z.output<typeof addOnSubtitles>>
