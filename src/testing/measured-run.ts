import { execFileSync, spawnSync } from 'node:child_process'
import type { Analysis, Loudness, Measurement } from '../domain/analysis.ts'
import type { Font } from '../domain/font.ts'
import { DEFAULT_INPUT_POLICY } from '../domain/input-policy.ts'
import type { MediaInfo } from '../domain/media-info.ts'
import type { OutputSpec } from '../domain/output-spec.ts'
import type { PlanInput } from '../domain/plan-input.ts'
import { readFrameTimes } from '../media/frame-times.ts'
import { readLoudness } from '../media/loudness.ts'
import { readSubtitleTrack } from '../media/subtitles/read-subtitles.ts'
import { analyses } from '../planner/analyses.ts'
import { type PlanRequest, plan } from '../planner/plan.ts'
import { fullCapabilities } from './media-stubs.ts'
import { runPlan } from './planned-run.ts'

const said = (dir: string, args: readonly string[]): string =>
  spawnSync('ffmpeg', args, { cwd: dir, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe', 'ignore'] })
    .stderr

const measured = (dir: string, { what, args }: Analysis): Measurement | undefined => {
  switch (what) {
    case 'loudness':
      return readLoudness(said(dir, args))
    case 'frame-times':
      return readFrameTimes(said(dir, args))
    case 'subtitles':
      return readSubtitleTrack(
        execFileSync('ffmpeg', args, {
          cwd: dir,
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore', 'ignore'],
        }),
      )
  }
}

/** Measures, plans and makes outputs with the real FFmpeg, as a worker would. */
export const measureAndRun = (
  dir: string,
  info: MediaInfo,
  specs: readonly OutputSpec[],
  { inputs = [], fonts }: { readonly inputs?: readonly PlanInput[]; readonly fonts?: readonly Font[] } = {},
) => {
  const measurements = new Map<string, Measurement>()
  const request: PlanRequest = {
    media: info,
    inputs,
    outputs: specs.map((spec, index) => ({ index, name: `out${index}`, spec })),
    capabilities: { ...fullCapabilities, ...(fonts && { fonts }) },
    policy: DEFAULT_INPUT_POLICY,
    measurements,
  }
  for (let wanted = analyses(request); wanted.length > 0; wanted = analyses(request))
    for (const analysis of wanted) {
      const found = measured(dir, analysis)
      if (!found) throw new Error('FFmpeg gave no figures')
      measurements.set(analysis.key, found)
    }
  const planned = plan(request)
  runPlan(dir, planned)
  return { plan: planned, measured: measurements.size }
}

/** Of a file's first audio track. */
export const loudnessOf = (dir: string, path: string): Loudness => {
  const found = readLoudness(
    said(dir, [
      ...['-hide_banner', '-nostats', '-i', `file:${path}`, '-map', '0:a:0'],
      ...['-af', 'ebur128=peak=true:framelog=verbose', '-f', 'null', '-'],
    ]),
  )
  if (!found) throw new Error('FFmpeg gave no figures')
  return found
}

/** Peak and RMS of each channel of a file's audio track, in dBFS; -Infinity is silence. */
export const levelsOf = (dir: string, path: string, track = 0): { peak: number; rms: number }[] => {
  const text = said(dir, [
    ...['-hide_banner', '-nostats', '-i', `file:${path}`, '-map', `0:a:${track}`],
    ...['-af', 'aformat=sample_fmts=flt,astats=measure_overall=none', '-f', 'null', '-'],
  ])
  const figures = (name: string) =>
    [...text.matchAll(new RegExp(`${name} dB: (\\S+)`, 'g'))].map(([, n]) =>
      n === '-inf' ? Number.NEGATIVE_INFINITY : Number(n),
    )
  const rms = figures('RMS level')
  return figures('Peak level').map((peak, i) => ({ peak, rms: rms[i] ?? Number.NaN }))
}
