/** Subtitles of pictures, as Blu-ray has them (PGS), made of plain white rectangles: FFmpeg has no encoder for them. */

export interface Plate {
  /** Seconds */
  readonly start: number
  readonly end: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const u16 = (n: number): number[] => [(n >> 8) & 255, n & 255]
const u24 = (n: number): number[] => [(n >> 16) & 255, ...u16(n & 0xffff)]
const u32 = (n: number): number[] => [...u16(Math.floor(n / 65_536)), ...u16(n % 65_536)]

const segment = (time: number, type: number, data: readonly number[]): number[] => [
  ...[0x50, 0x47],
  ...u32(Math.round(time * 90_000)),
  ...u32(0),
  type,
  ...u16(data.length),
  ...data,
]

const line = (width: number): number[] => [0, 0xc0 | (width >> 8), width & 255, 1, 0, 0]

const shown = (canvas: readonly [number, number], number: number, plate: Plate): number[] => {
  const { start, x, y, width, height } = plate
  const pixels = Array.from({ length: height }, () => line(width)).flat()
  return [
    ...segment(start, 0x16, [
      ...[...canvas.flatMap(u16), 0x10, ...u16(number), 0x80, 0, 0, 1],
      ...[...u16(0), 0, 0, ...u16(x), ...u16(y)],
    ]),
    ...segment(start, 0x17, [1, 0, ...u16(x), ...u16(y), ...u16(width), ...u16(height)]),
    // Colour 1: white.
    ...segment(start, 0x14, [0, 0, 1, 235, 128, 128, 255]),
    ...segment(start, 0x15, [
      ...[...u16(0), 0, 0xc0, ...u24(pixels.length + 4), ...u16(width), ...u16(height)],
      ...pixels,
    ]),
    ...segment(start, 0x80, []),
  ]
}

const gone = (canvas: readonly [number, number], number: number, { end, x, y, width, height }: Plate) => [
  ...segment(end, 0x16, [...canvas.flatMap(u16), 0x10, ...u16(number), 0, 0, 0, 0]),
  ...segment(end, 0x17, [1, 0, ...u16(x), ...u16(y), ...u16(width), ...u16(height)]),
  ...segment(end, 0x80, []),
]

/** A `.sup` file of rectangles, 64 pixels wide at least. */
export const pgs = (canvas: readonly [width: number, height: number], ...plates: readonly Plate[]): Buffer =>
  Buffer.from([
    // FFmpeg takes the first time of a file for its beginning.
    ...plates.slice(0, 1).flatMap((plate) => gone(canvas, 0, { ...plate, end: 0 })),
    ...plates.flatMap((plate, i) => [...shown(canvas, 2 * i + 1, plate), ...gone(canvas, 2 * i + 2, plate)]),
  ])
