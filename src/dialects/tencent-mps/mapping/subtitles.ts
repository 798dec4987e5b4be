import { languageTag } from '../../../domain/language.ts'
import type { FileSpec, StreamSpec } from '../../../domain/output-spec.ts'
import type { Length } from '../../../domain/overlay-spec.ts'
import { fail } from '../../../domain/problem.ts'
import type {
  BurntSubtitles,
  SubtitleBoard,
  SubtitleFile,
  SubtitleOrigin,
} from '../../../domain/subtitle-spec.ts'
import type { AddOnSubtitles, SubtitleTemplate } from '../schema/subtitles.ts'
import { toSource } from './locations.ts'

/** What is asked of a task's subtitles, and where it stands in the request. */
export interface Asked {
  readonly template?: SubtitleTemplate | undefined
  readonly templateAt: string
  readonly addOn?: AddOnSubtitles | undefined
  readonly addOnAt: string
}

/** The same output with subtitles on its picture, as tracks, or both. @throws DomainError invalid-parameter, missing-parameter, unsupported-parameter */
export const withSubtitles = <S extends FileSpec | StreamSpec>(
  spec: S,
  { template, templateAt, addOn = [], addOnAt }: Asked,
): S => {
  const videos = spec.kind === 'stream' ? spec.renditions.map(({ video }) => video) : [spec.video]
  if (template && !videos.every((video) => video && video.copy !== 'always'))
    throw fail('invalid-parameter', `${templateAt} draws on a picture, but none is encoded.`, {
      path: templateAt,
    })
  if (addOn.length > 0 && spec.kind === 'stream' && !spec.master)
    throw fail(
      'unsupported-parameter',
      'A playlist of one rendition names no subtitles here; an adaptive streaming task has an entry playlist that does.',
      { path: addOnAt },
    )
  return {
    ...spec,
    ...(template && { burn: toBurnt(template, templateAt) }),
    ...(addOn.length > 0 && { subtitleFiles: addOn.map((each, i) => toFile(each, `${addOnAt}.${i}`)) }),
  }
}

/** The service's own style, where nothing is said: of the picture's height. */
const USUAL = {
  ...{ size: 5, margin: 4, outline: 0.3 },
  ...{ boardWidth: 90, boardHeight: 15, boardAlpha: 0.8 },
} as const

const toBurnt = (template: SubtitleTemplate, at: string): BurntSubtitles => {
  const { FontSize, FontColor, FontAlpha, YPos, OutlineColor, OutlineAlpha } = template
  return {
    from: fromOf(template, at),
    style: {
      size: lengthOf(FontSize) ?? { percent: USUAL.size },
      margin: lengthOf(YPos) ?? { percent: USUAL.margin },
      color: colorOf(FontColor) ?? 'ffffff',
      ...(FontAlpha !== undefined && { opacity: FontAlpha }),
      outline: {
        width: measureOf(template.OutlineWidth, template.OutlineWidthUnit) ?? { percent: USUAL.outline },
        color: colorOf(OutlineColor) ?? '000000',
        ...(OutlineAlpha !== undefined && { opacity: OutlineAlpha }),
      },
      ...shadowOf(template),
      ...boardOf(template),
    },
  }
}

const shadowOf = ({ ShadowWidth, ShadowWidthUnit, ShadowColor, ShadowAlpha }: SubtitleTemplate) => {
  const distance = ShadowWidth ? measureOf(ShadowWidth, ShadowWidthUnit) : undefined
  if (!distance) return {}
  const opacity = ShadowAlpha === undefined ? {} : { opacity: ShadowAlpha }
  return { shadow: { distance, color: colorOf(ShadowColor) ?? '000000', ...opacity } }
}

/** Without a place there is none. */
const boardOf = (template: SubtitleTemplate): { readonly board?: SubtitleBoard } => {
  const bottom = lengthOf(template.BoardY)
  if (!bottom) return {}
  return {
    board: {
      bottom,
      width: measureOf(template.BoardWidth, template.BoardWidthUnit) ?? { percent: USUAL.boardWidth },
      height: measureOf(template.BoardHeight, template.BoardHeightUnit) ?? { percent: USUAL.boardHeight },
      color: colorOf(template.BoardColor) ?? '000000',
      opacity: template.BoardAlpha ?? USUAL.boardAlpha,
    },
  }
}

const measureOf = (value: number | undefined, unit: number | undefined): Length | undefined =>
  value === undefined ? undefined : unit === 1 ? { percent: value } : { px: value }

const fromOf = ({ Path, SubtitleFileInput, StreamIndex }: SubtitleTemplate, at: string): SubtitleOrigin => {
  if (SubtitleFileInput) return { file: { source: toSource(SubtitleFileInput) } }
  if (Path) {
    if (/^https?:\/\//i.test(Path)) return { file: { source: { from: 'url', url: Path } } }
    throw fail('invalid-parameter', `${at}.Path is not an http or https URL.`, { path: `${at}.Path` })
  }
  // The first of all streams is never subtitles: 0 stands for the first of those.
  if (StreamIndex === 0) return { track: 0 }
  if (StreamIndex !== undefined) return { stream: StreamIndex }
  throw fail('missing-parameter', `Missing: ${at}.Path (or SubtitleFileInput, or StreamIndex).`, {
    path: `${at}.Path`,
  })
}

const lengthOf = (text: string | undefined): Length | undefined => {
  if (text === undefined) return undefined
  const value = Number.parseFloat(text)
  return text.endsWith('%') ? { percent: value } : { px: value }
}

const colorOf = (text: string | undefined): string | undefined => text?.slice(-6).toLowerCase()

const toFile = (
  { Subtitle, SubtitleName, SubtitleLanguage, DefaultTrack }: AddOnSubtitles[number],
  at: string,
): SubtitleFile => {
  const language = languageTag(SubtitleLanguage ?? '')
  if (SubtitleLanguage !== undefined && language === undefined)
    throw fail(
      'invalid-parameter',
      `${at}.SubtitleLanguage: ${JSON.stringify(SubtitleLanguage)} is no language.`,
      {
        path: `${at}.SubtitleLanguage`,
      },
    )
  return {
    source: toSource(Subtitle),
    ...(SubtitleName !== undefined && { title: SubtitleName }),
    ...(language !== undefined && { language }),
    ...(DefaultTrack && { default: true }),
  }
}
