import { type InputPolicy, inputOptions, playlistPolicy } from '../domain/input-policy.ts'
import type { OutputSpec } from '../domain/output-spec.ts'
import type { Capabilities, PlannedPart, QualityRun } from '../domain/plan.ts'
import { type Problem, problem } from '../domain/problem.ts'
import { QUALITY_METRICS, type QualityMetric } from '../domain/quality.ts'
import { seconds } from '../domain/units.ts'
import type { Warning } from '../domain/warning.ts'
import { lacks } from './capabilities.ts'
import type { Draft } from './draft.ts'
import { pictureEffort, rateOf } from './effort.ts'
import { framedSize } from './frame-size.ts'
import { globalArgs } from './global-args.ts'
import { readingOf } from './reading.ts'
import type { Source } from './source.ts'
import { isVideo, type Track } from './tracks.ts'

/** What FFmpeg itself measures, and where its filters leave the figure of a frame. VMAF takes an ffprobe. */
const FIGURES = { psnr: 'lavfi.psnr.psnr_avg', ssim: 'lavfi.ssim.All' } as const
type OwnMetric = keyof typeof FIGURES
const OWN = Object.keys(FIGURES) as OwnMetric[]
const HELPERS = ['metadata', 'settb', 'setpts', 'split']

/** Pictures and animations mean something else by it. */
export const askedMetrics = (spec: OutputSpec): readonly QualityMetric[] | undefined =>
  spec.kind === 'file' || spec.kind === 'stream' ? spec.quality : undefined

/** Why the wished metrics cannot be measured here, or not of this output. */
export const qualityFault = (spec: OutputSpec, has: Capabilities): Problem | undefined => {
  const quality = askedMetrics(spec)
  if (!quality) return undefined
  if (spec.kind === 'file' ? !spec.video : spec.kind === 'stream' && spec.renditions.length === 0)
    return problem('invalid-parameter', 'Quality is measured of a picture, and the output has none.')
  if (quality.includes('vmaf') && !has.vmaf)
    return problem(
      'encoder-missing',
      'VMAF cannot be measured: neither FFmpeg here nor an ffprobe named by PENTODE_VMAF_FFPROBE has the filter "libvmaf".',
      { detail: { filter: 'libvmaf' } },
    )
  return lacks({ filters: filtersFor(quality) }, has)
}

const filtersFor = (metrics: readonly QualityMetric[]): readonly string[] => [
  ...measuredHere(metrics),
  ...HELPERS,
]

/** At least one, as it also tells when the frames of the others are. */
const measuredHere = (metrics: readonly QualityMetric[]): readonly OwnMetric[] => {
  const own = OWN.filter((metric) => metrics.includes(metric))
  return own.length > 0 ? own : ['ssim']
}

/** All that can be measured here. */
export const possibleMetrics = (has: Capabilities): readonly QualityMetric[] =>
  QUALITY_METRICS.filter((metric) =>
    metric === 'vmaf'
      ? has.vmaf && !lacks({ filters: filtersFor(['vmaf']) }, has)
      : !lacks({ filters: filtersFor([metric]) }, has),
  )

export interface MeasuredParts {
  readonly parts: readonly PlannedPart[]
  readonly reasons: readonly string[]
  readonly warnings: readonly Warning[]
}

/** The parts of an output, with how each picture among them is measured once it is made. */
export const measuredParts = (
  draft: Draft,
  source: Source,
  policy: InputPolicy,
  metrics: readonly QualityMetric[],
  processors?: number,
): MeasuredParts => {
  const plain = { parts: draft.parts, reasons: [], warnings: [] }
  if (metrics.length === 0) return plain
  const measured = draft.parts.map((part, i) => {
    if (part.role !== 'file' && part.role !== 'rendition') return part
    const track = draft.files.find((file) => file.path === part.path)?.tracks.find(isVideo)
    const run =
      track &&
      qualityRun(track, part, {
        ...{ draft, source, policy, metrics, processors, number: i },
      })
    return run ? { ...part, quality: run } : part
  })
  const pictures = draft.files.flatMap(({ tracks }) => tracks.filter(isVideo))
  if (pictures.some((track) => startsEarly(track, draft))) return { ...plain, warnings: [EARLY] }
  if (pictures.length === 0) return plain
  return {
    ...plain,
    parts: measured,
    reasons: [`quality: ${metrics.join(', ')} are measured once it is made`],
  }
}

/** A copy of a part begins at the key frame before it: nobody says which frame that is. */
const startsEarly = (track: Track, { cut }: Draft): boolean => track.type === 'copy' && !cut.whole
const EARLY: Warning = {
  code: 'quality-unmeasured',
  message:
    'The quality of a copied part of the source is not measured; its pictures are those of the source.',
}

/**
 * Timestamps are rounded as the container has it, to a millisecond at worst. The reference is shown so much earlier, in ticks
 * of the clock, that the latest of its frames is always the one that belongs to a frame of the output.
 */
const CLOCK = 90_000
const EARLIER = 180

interface Comparison {
  readonly draft: Draft
  readonly source: Source
  readonly policy: InputPolicy
  readonly metrics: readonly QualityMetric[]
  /** How many the task has to itself. */
  readonly processors: number | undefined
  readonly number: number
}

const qualityRun = (
  track: Track,
  part: Extract<PlannedPart, { role: 'file' | 'rendition' }>,
  { draft, source, policy, metrics, processors, number }: Comparison,
): QualityRun | undefined => {
  const targets = track.type === 'video' ? [track.target] : []
  const reading = readingOf(draft, source, policy, { targets, processors })
  const { video } = reading
  if (!video || startsEarly(track, draft)) return undefined
  const folder = `q${draft.index}-${number}`
  const own = measuredHere(metrics)
  const vmaf = metrics.includes('vmaf')
  const chains = [
    ...(track.type === 'video' ? reading.chains({ targets }) : [`[0:${video.stream.index}]null[v0]`]),
    onClock('[v0]', 'qr', own.length + (vmaf ? 1 : 0), EARLIER),
    onClock(`[${reading.inputs}:v:0]`, 'qd', vmaf ? 2 : 1),
    ...own.map(
      (metric, i) =>
        `[${i === 0 ? 'qd0' : `qm${i}`}][qr${i}]${metric}=eof_action=repeat,metadata=mode=print:key=${FIGURES[metric]}:file=${folder}/${metric}[qm${i + 1}]`,
    ),
  ]
  const inside = part.role === 'rendition' ? playlistPolicy(policy) : policy
  const size = track.type === 'video' ? framedSize(track.target.framing) : video.decoded
  const shown = pictureEffort(size, rateOf(video, track.type === 'video' ? track : undefined))
  return {
    metrics,
    folder,
    logs: Object.fromEntries(
      [...own, ...(vmaf ? (['vmaf'] as const) : [])].map((metric) => [metric, `${folder}/${metric}`]),
    ),
    args: [
      ...globalArgs(),
      ...reading.args,
      ...inputOptions(inside),
      ...(processors === undefined ? [] : ['-threads', String(processors)]),
      ...['-i', `file:${part.path}`],
      ...['-filter_complex', chains.join(';')],
      ...['-map', `[qm${own.length}]`, '-fps_mode', 'passthrough', '-f', 'null', '-'],
      ...(vmaf ? bothPictures(`qr${own.length}`) : []),
    ],
    ...(vmaf && { vmafGraph: vmafGraph(`${folder}/vmaf`) }),
    duration: seconds(draft.cut.duration),
    effort: {
      alike: vmaf ? 'quality with VMAF' : 'quality',
      weight:
        Math.max(1, draft.cut.duration) *
        (pictureEffort(video.decoded, rateOf(video)) + shown * (vmaf ? WITH_VMAF : WITHOUT_VMAF)),
    },
  }
}

/** Decoding a picture and comparing it, beside decoding it. */
const WITHOUT_VMAF = 2.5
const WITH_VMAF = 12

/** A picture under `count` labels, from its first frame on. */
const onClock = (from: string, label: string, count: number, earlier = 0): string => {
  const filters = [`settb=1/${CLOCK}`, `setpts=PTS-STARTPTS${earlier > 0 ? `-${earlier}` : ''}`]
  const labels = Array.from({ length: count }, (_, i) => `[${label}${i}]`)
  return `${from}${[...filters, ...(count > 1 ? [`split=${count}`] : [])].join(',')}${labels.join('')}`
}

/** Both pictures as they are, for who has VMAF. */
const bothPictures = (reference: string): readonly string[] => [
  ...['-map', '[qd1]', '-map', `[${reference}]`, '-c:v', 'rawvideo'],
  ...['-fps_mode', 'passthrough', '-enc_time_base', `1/${CLOCK}`, '-f', 'nut', 'pipe:1'],
]

const vmafGraph = (log: string): string =>
  `movie='pipe\\:0':s=0+1[d][r];[d][r]libvmaf=n_threads=4:log_path=${log}:log_fmt=csv[out0]`
