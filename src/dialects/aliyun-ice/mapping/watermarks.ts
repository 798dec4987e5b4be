import type { ImageOverlay, Length } from '../../../domain/overlay-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { seconds } from '../../../domain/units.ts'
import { readSeconds } from '../../../wire/aliyun/clock.ts'
import type { Features } from '../schema/config.ts'
import type { ImageWatermark } from '../schema/watermark.ts'
import { toObject } from './locations.ts'

const CORNERS = {
  ...({
    TopLeft: 'top-left',
    TopRight: 'top-right',
    BottomLeft: 'bottom-left',
    BottomRight: 'bottom-right',
  } as const),
} as const

/** A share of the side is kept to four places, as the service has it. */
const length = (value: number): Length =>
  value > 0 && value < 1 ? { percent: Math.floor(value * 10_000) / 100 } : { px: value }

/** A watermark template as what is drawn; an image that moves does so for as long as it is seen. @throws DomainError value-out-of-range, invalid-parameter */
export const toImageOverlay = (template: ImageWatermark, at: string): ImageOverlay => {
  const { Dx = 0, Dy = 0, Width, Height, ReferPos = 'TopRight', Timeline, File } = template
  return {
    kind: 'image',
    source: { from: 'object', ...toObject(File, `${at}.File`) },
    position: { corner: CORNERS[ReferPos], x: length(Dx), y: length(Dy) },
    width: length(Width),
    height: length(Height),
    play: 'forever',
    ...window(Timeline, `${at}.Timeline`),
  }
}

const window = (timeline: ImageWatermark['Timeline'], at: string): Pick<ImageOverlay, 'window'> => {
  if (!timeline) return {}
  const start = readSeconds(timeline.Start, `${at}.Start`) ?? 0
  const { Duration } = timeline
  const open = Duration === undefined || String(Duration).toUpperCase() === 'TOEND'
  const lasts = open ? undefined : readSeconds(Duration, `${at}.Duration`)
  return { window: { start: seconds(start), ...(lasts !== undefined && { end: seconds(start + lasts) }) } }
}

/** The watermarks of one output: each a template's, with what is said of it here. @throws DomainError missing-parameter, template-not-found */
export const toOverlays = (
  features: Features,
  templates: ReadonlyMap<string, ImageWatermark>,
  at: string,
): readonly ImageOverlay[] =>
  (features?.Watermarks ?? []).map(({ TemplateId, X, Y, Width, Height }, i) => {
    const path = `${at}.Watermarks.${i}`
    // The image itself is named by a template alone.
    if (TemplateId === undefined) throw fail('missing-parameter', 'absent', { path: `${path}.TemplateId` })
    const template = templates.get(TemplateId)
    if (!template)
      throw fail('template-not-found', `The watermark template "${TemplateId}" cannot be found.`, {
        path: `${path}.TemplateId`,
      })
    const said = { Dx: X, Dy: Y, Width, Height }
    const here = Object.entries(said).filter(([, value]) => value !== undefined)
    return toImageOverlay({ ...template, ...Object.fromEntries(here) }, path)
  })
