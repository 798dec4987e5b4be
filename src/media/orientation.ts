import type { VideoStream } from '../domain/media-info.ts'
import { type Fields, numberOf, textOf } from './fields.ts'

export type Orientation = Pick<VideoStream, 'rotation' | 'mirrored'>

/**
 * How a player turns the picture. The display matrix says it in full; where ffprobe shows none, its `rotation` counts
 * degrees against the clock, and the older `rotate` tag with it. Other angles go to the nearest quarter turn.
 */
export const orientation = (sideData: readonly Fields[], tags: Fields): Orientation => {
  const matrix = sideData.map((data) => matrixOf(textOf(data, 'displaymatrix'))).find((found) => found)
  if (matrix) return byMatrix(matrix)
  const degrees = sideData.map((data) => numberOf(data, 'rotation')).find((found) => found !== undefined)
  return { rotation: quarter(degrees === undefined ? (numberOf(tags, 'rotate') ?? 0) : -degrees) }
}

/** x' = a·x + c·y and y' = b·x + d·y, with y downwards. */
type Matrix = readonly [a: number, b: number, c: number, d: number]

const byMatrix = ([a, b, c, d]: Matrix): Orientation => {
  const mirrored = a * d - b * c < 0
  const sign = mirrored ? -1 : 1
  const rotation = quarter((Math.atan2(sign * b, sign * a) * 180) / Math.PI)
  return mirrored ? { rotation, mirrored } : { rotation }
}

/** ffprobe prints three rows, each behind an offset: `00000000:  0  65536  0`. */
const matrixOf = (text: string | undefined): Matrix | undefined => {
  const rows = [...(text ?? '').matchAll(/[0-9a-f]{8}:\s*(-?\d+)\s+(-?\d+)\s+-?\d+/g)]
  const [a, b, c, d] = rows.slice(0, 2).flatMap(([, first, second]) => [Number(first), Number(second)])
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined
  return a * d - b * c === 0 ? undefined : [a, b, c, d]
}

const quarter = (clockwise: number): VideoStream['rotation'] => {
  const turns = (((Math.round(clockwise / 90) % 4) + 4) % 4) as 0 | 1 | 2 | 3
  return ([0, 90, 180, 270] as const)[turns]
}
