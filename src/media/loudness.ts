import type { Loudness } from '../domain/analysis.ts'

/** What FFmpeg's `ebur128` writes of a track that is silent or shorter than one block. */
const NOTHING = -70

/** Reads the summary that `ebur128=peak=true` ends with; undefined when there is none. */
export const readLoudness = (stderr: string): Loudness | undefined => {
  const summary = stderr.slice(Math.max(0, stderr.lastIndexOf('Summary:')))
  const figure = (name: string, unit: string): number | undefined => {
    const text = new RegExp(`^\\s*${name}:\\s+(-?[\\d.]+|-?inf|nan) ${unit}$`, 'm').exec(summary)?.[1]
    return text === undefined ? undefined : Number(text)
  }
  const integrated = figure('I', 'LUFS')
  const range = figure('LRA', 'LU')
  const truePeak = figure('Peak', 'dBFS')
  if (integrated === undefined || range === undefined) return undefined
  return {
    what: 'loudness',
    ...(integrated > NOTHING && { integrated }),
    ...(truePeak !== undefined && Number.isFinite(truePeak) && { truePeak }),
    range,
  }
}
