import type {
  BurntSubtitles,
  SubtitleFile,
  SubtitleOrigin,
  SubtitleStyle,
  SubtitleWishes,
} from '../../../domain/subtitle-spec.ts'
import type { OutputSpecInput } from '../schemas/output-spec.ts'
import { fromLength } from './overlay.ts'
import { fromSourceInput } from './source-input.ts'

type Wishes = Pick<Extract<OutputSpecInput, { kind: 'file' }>, 'subtitles' | 'subtitleFiles' | 'burn'>

/** Wishes for subtitles in the words of the native API; read by its schemas they are the same again. */
export const fromSubtitles = ({ subtitles, subtitleFiles, burn }: SubtitleWishes): Wishes => ({
  ...(subtitles !== undefined && { subtitles }),
  ...(subtitleFiles && { subtitleFiles: subtitleFiles.map(fromFile) }),
  ...(burn && { burn: fromBurn(burn) }),
})

const fromFile = <T extends Pick<SubtitleFile, 'source'>>({ source, ...rest }: T) => ({
  ...rest,
  source: fromSourceInput(source),
})

const fromBurn = ({ from, style }: BurntSubtitles): NonNullable<Wishes['burn']> => ({
  ...fromOrigin(from),
  ...(style && { style: fromStyle(style) }),
})

/** Where a text comes from. */
export const fromOrigin = (from: SubtitleOrigin) => ('file' in from ? { file: fromFile(from.file) } : from)

const fromStyle = ({ size, outline, shadow, board, margin, ...rest }: SubtitleStyle) => ({
  ...rest,
  ...(size && { size: fromLength(size) }),
  ...(outline && { outline: { ...outline, width: fromLength(outline.width) } }),
  ...(shadow && { shadow: { ...shadow, distance: fromLength(shadow.distance) } }),
  ...(board && {
    board: {
      ...board,
      bottom: fromLength(board.bottom),
      width: fromLength(board.width),
      height: fromLength(board.height),
    },
  }),
  ...(margin && { margin: fromLength(margin) }),
})
