import type { Seconds } from '../domain/units.ts'

export interface SpriteIndex {
  /** Pictures in all. */
  readonly count: number
  /** Distance between two pictures. */
  readonly interval: Seconds
  readonly columns: number
  readonly rows: number
  readonly tileWidth: number
  readonly tileHeight: number
  /** Pixels between pictures, and around the sheet. */
  readonly padding: number
  readonly margin: number
  /** Of the film: where the last picture ends. */
  readonly duration: Seconds
  /** Reference to the i-th sheet, counted from 0, relative to the WebVTT file. */
  readonly sheetName: (i: number) => string
}

/** WebVTT thumbnails: each cue names the part of a sheet to show, row by row. */
export const spriteVtt = (index: SpriteIndex): string => {
  const perSheet = index.columns * index.rows
  const cues = Array.from({ length: index.count }, (_, i) => {
    const start = i * index.interval
    const end = i === index.count - 1 ? Math.max(index.duration, start + 0.001) : start + index.interval
    const x = index.margin + (i % index.columns) * (index.tileWidth + index.padding)
    const y = index.margin + Math.floor((i % perSheet) / index.columns) * (index.tileHeight + index.padding)
    const sheet = index.sheetName(Math.floor(i / perSheet))
    return `${clock(start)} --> ${clock(end)}\n${sheet}#xywh=${x},${y},${index.tileWidth},${index.tileHeight}\n`
  })
  return `${['WEBVTT\n', ...cues].join('\n')}`
}

const clock = (time: number): string => {
  const ms = Math.round(time * 1000)
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0')
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${String(ms % 1000).padStart(3, '0')}`
}
