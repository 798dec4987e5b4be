import { availableParallelism } from 'node:os'
import { readConfig } from '../config/config.ts'
import { lacking } from '../domain/font.ts'
import { DEFAULT_INPUT_POLICY } from '../domain/input-policy.ts'
import type { Capabilities } from '../domain/plan.ts'
import { DomainError } from '../domain/problem.ts'
import { describeFfmpeg, type FfmpegReport, type Missing } from '../engine/ffmpeg-lists.ts'
import { possibleMetrics } from '../planner/quality.ts'
import { findTools } from './tools.ts'

export interface Finding {
  readonly ok: boolean
  readonly label: string
  readonly detail: string
}

/** What is missing here matters only to outputs that ask for it; the machine is fit all the same. */
const NOT_VITAL = new Set(['Encoders', 'Filters', 'Formats', 'Fonts'])

/** Looks at this machine as a server would at its start: Node, FFmpeg with its encoders and filters, the sandbox. */
export const examine = async (
  env: NodeJS.ProcessEnv,
): Promise<{ ok: boolean; lines: readonly Finding[] }> => {
  const config = readConfig(env, availableParallelism())
  const tools = await findTools({
    ...(config.ffmpeg === undefined ? {} : { ffmpeg: config.ffmpeg }),
    ...(config.vmafProbe === undefined ? {} : { vmafProbe: config.vmafProbe }),
    sandbox: config.sandbox === 'required' ? 'auto' : config.sandbox,
    policy: DEFAULT_INPUT_POLICY,
    workers: config.workers,
  })
  const node: Finding = { ok: true, label: 'Node', detail: process.version }
  const sandbox: Finding = {
    ok: config.sandbox !== 'required' || tools.sandbox.kind === 'bwrap',
    label: 'Sandbox',
    detail: tools.sandbox.description,
  }
  const lines = [node, ...(await lookAtFfmpeg(tools)), sandbox]
  return { ok: lines.every((line) => line.ok || NOT_VITAL.has(line.label)), lines }
}

const lookAtFfmpeg = async (tools: Awaited<ReturnType<typeof findTools>>): Promise<readonly Finding[]> => {
  try {
    const { path, vmafProbe, capabilities } = await tools.ffmpeg()
    return [
      { ok: true, label: 'FFmpeg', detail: `${capabilities.version} (${path})` },
      ...parts(describeFfmpeg(capabilities)),
      fonts(capabilities),
      quality(capabilities, vmafProbe),
    ]
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return [{ ok: false, label: 'FFmpeg', detail: error.problem.message }]
  }
}

/** The families that text can be drawn in. */
const fonts = ({ fonts: found = [] }: Capabilities): Finding => ({
  ok: found.length > 0,
  label: 'Fonts',
  detail:
    found.length === 0
      ? 'none in /usr/share/fonts, so no text is drawn (apt-get install fonts-dejavu-core)'
      : [
          [...new Set(found.map(({ family }) => family))].sort().join(', '),
          ...(found.some((font) => lacking(font, '中あ한').length === 0) ? [] : [NO_EAST_ASIAN]),
        ].join('; '),
})
const NO_EAST_ASIAN = 'without: Chinese, Japanese and Korean (apt-get install fonts-wqy-zenhei)'

/** What can be said of the quality of a finished picture. */
const quality = (capabilities: Capabilities, vmafProbe: string | undefined): Finding => ({
  ok: true,
  label: 'Quality',
  detail: [
    possibleMetrics(capabilities).join(' '),
    vmafProbe === undefined
      ? 'without: vmaf (no libvmaf in FFmpeg; name an ffprobe that has it by PENTODE_VMAF_FFPROBE)'
      : `vmaf by ${vmafProbe}`,
  ].join('; '),
})

const parts = ({ encoders, filters, muxers }: FfmpegReport): readonly Finding[] =>
  Object.entries({ Encoders: encoders, Filters: filters, Formats: muxers }).map(
    ([label, { present, missing, absent }]) => ({
      ok: missing.length === 0,
      label,
      detail: [
        present.join(' '),
        ...(missing.length === 0 ? [] : [`missing: ${withCosts(missing)}`]),
        ...(absent.length === 0 ? [] : [`without: ${withCosts(absent)}`]),
      ].join('; '),
    }),
  )

const withCosts = (parts: readonly Missing[]): string =>
  parts.map(({ name, costs }) => `${name} (no ${costs})`).join(', ')
