import type { Submission } from '../../../app/submit-task.ts'
import type { FileSpec, StreamSpec, VideoSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import type { Template } from '../../../domain/template.ts'
import { type Seconds, seconds } from '../../../domain/units.ts'
import { readParameters } from '../schema/transcode-template.ts'
import { toOutputSpec } from './output-spec.ts'
import { filePlace, masterPlace, playlistPlace } from './places.ts'

/** The number that stands for the multivariant playlist of all HLS results. */
export const MASTER_DEFINITION = 10_000

/** Names of outputs; the number in them is the definition. */
export const resultName = (definition: number): string => `f${definition}`
export const definitionIn = (name: string): number | undefined => {
  const found = /^f(\d+)$/.exec(name)?.[1]
  return found === undefined ? undefined : Number(found)
}

export interface TranscodeWish {
  readonly templates: readonly Template[]
  /** One playlist over all HLS results. */
  readonly master?: boolean | undefined
  /** Key frames at the same times in all results. */
  readonly aligned?: boolean | undefined
  /** Templates above this bitrate, in bit/s, are left out. */
  readonly ceiling?: number | undefined
}

type Outputs = Submission['outputs']
interface Made {
  readonly definition: number
  readonly spec: FileSpec | StreamSpec
}

/** @throws DomainError invalid-parameter, unsupported-parameter */
export const transcodeOutputs = ({ templates, master, aligned, ceiling }: TranscodeWish): Outputs => {
  const all = templates.map(
    (template): Made => ({
      definition: Number(template.id),
      spec: toOutputSpec(readParameters(template.params)),
    }),
  )
  const kept = ceiling === undefined ? all : all.filter(({ spec }) => bitrateOf(spec) <= ceiling)
  if (kept.length === 0)
    throw fail(
      'invalid-parameter',
      'With disableHigherBitrate, every template is above the source’s bitrate.',
      {
        path: 'transcode.disableHigherBitrate',
      },
    )
  const made = aligned ? kept.map((one) => ({ ...one, spec: inStep(one.spec, ALIGNED) })) : kept
  if (!master) return made.map(toOutput)
  return [...made.filter(({ spec }) => spec.kind === 'file').map(toOutput), toMaster(made)]
}

const ALIGNED: Seconds = seconds(8)

/** The first video of a spec; a stream here has one rendition. */
const videoOf = (spec: FileSpec | StreamSpec): VideoSpec | undefined =>
  spec.kind === 'file' ? spec.video : spec.renditions[0]?.video

const bitrateOf = (spec: FileSpec | StreamSpec): number => {
  const rate = videoOf(spec)?.rate
  return rate === undefined || rate.mode === 'crf' ? 0 : rate.bitrate
}

/** Key frames at each multiple of a length, and nowhere else. */
const inStep = (spec: FileSpec | StreamSpec, length: Seconds): FileSpec | StreamSpec => {
  const aligned = (video: VideoSpec): VideoSpec => ({
    ...video,
    gop: { seconds: length },
    sceneCut: false,
    copy: 'never',
  })
  return spec.kind === 'file'
    ? { ...spec, ...(spec.video ? { video: aligned(spec.video) } : {}) }
    : {
        ...spec,
        segmentDuration: length,
        renditions: spec.renditions.map((r) => ({ ...r, video: aligned(r.video) })),
      }
}

const toOutput = ({ definition, spec }: Made): Outputs[number] => ({
  name: resultName(definition),
  template: String(definition),
  spec,
  destination:
    spec.kind === 'stream'
      ? playlistPlace(resultName(definition))
      : filePlace(`${resultName(definition)}.${spec.container}`),
})

const toMaster = (made: readonly Made[]): Outputs[number] => {
  const streams = made.flatMap(({ definition, spec }) =>
    spec.kind === 'stream' ? [{ definition, spec }] : [],
  )
  const [first] = streams
  if (!first)
    throw fail('invalid-parameter', 'hlsMasterPlaylist needs an HLS template among transcode.definition.', {
      path: 'transcode.hlsMasterPlaylist',
    })
  const sound = JSON.stringify(first.spec.audio)
  if (streams.some(({ spec }) => JSON.stringify(spec.audio) !== sound))
    throw fail('unsupported-parameter', 'The HLS templates of a master playlist must have the same sound.', {
      path: 'transcode.hlsMasterPlaylist',
    })
  const length = seconds(Math.min(...streams.map(({ spec }) => spec.segmentDuration)))
  return {
    name: resultName(MASTER_DEFINITION),
    template: String(MASTER_DEFINITION),
    spec: {
      ...first.spec,
      segmentDuration: length,
      master: true,
      renditions: streams.map(({ definition, spec }) => ({
        name: resultName(definition),
        video: videoOf(inStep(spec, length)) as VideoSpec,
      })),
    },
    destination: masterPlace(resultName(MASTER_DEFINITION)),
  }
}
