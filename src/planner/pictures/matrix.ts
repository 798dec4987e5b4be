import type { SourceVideo } from '../source.ts'

/** HD is BT.709 for players when a file does not say it, while FFmpeg's scaler takes everything untold for BT.601. */
export const sourceMatrix = ({ stream, display }: SourceVideo): { readonly matrix?: 'bt709' } =>
  stream.color.space === undefined && !/rgb|gbr|bgr/.test(stream.pixelFormat) && display.height > 576
    ? { matrix: 'bt709' }
    : {}
