import { rangeOf } from '../../../../domain/output-spec.ts'
import type { Output } from '../../../../domain/task.ts'
import type { TranscodeTaskInput } from '../../schema/process-media.ts'
import type { TranscodeResult } from '../../schema/task-detail.ts'
import { describeSpec } from '../describe-spec.ts'
import { echoInput, fromKey, type Storage } from '../locations.ts'
import { describeAudio, describeVideo, HLS_CONTAINER } from '../meta-data.ts'
import { spellProgress } from '../states.ts'
import { transcodeInputOf } from '../submitted.ts'
import { DEFAULT_SEGMENT_NAME, DEFAULT_TRANSCODE_PATH } from '../transcode-task.ts'
import { echoNumbers, mainFile, outcomeOf, resultOf, type Submitted, storageFor } from './common.ts'

export const transcodeResultOf = (output: Output, request: Submitted): TranscodeResult => {
  const asked = transcodeInputOf(request, output)
  const storage = storageFor(output, request, asked?.OutputStorage)
  return {
    ...outcomeOf(output),
    Progress: spellProgress(output),
    Input: asked ? echo(asked, output, storage) : describe(output, storage),
    Output: finished(output, asked?.Definition ?? 0, storage),
  }
}

/** What no task here has; the service shows the members all the same. */
const NOTHING = { BlindWatermark: null }

const echoJoin = (asked: TranscodeTaskInput['HeadTailParameter']) =>
  asked
    ? { HeadSet: (asked.HeadSet ?? []).map(echoInput), TailSet: (asked.TailSet ?? []).map(echoInput) }
    : null

/** The sub-task as it was asked for, with the defaults that apply. */
const echo = (asked: TranscodeTaskInput, output: Output, storage: Storage): TranscodeResult['Input'] => ({
  ...NOTHING,
  HeadTailParameter: echoJoin(asked.HeadTailParameter),
  WatermarkSet: asked.WatermarkSet ?? [],
  MosaicSet: asked.MosaicSet ?? [],
  Definition: asked.Definition,
  RawParameter: asked.RawParameter ?? null,
  OverrideParameter: asked.OverrideParameter ?? null,
  StartTimeOffset: asked.StartTimeOffset ?? 0,
  EndTimeOffset: asked.EndTimeOffset ?? 0,
  OutputStorage: storage,
  OutputObjectPath: asked.OutputObjectPath ?? DEFAULT_TRANSCODE_PATH,
  SegmentObjectName: asked.SegmentObjectName ?? DEFAULT_SEGMENT_NAME,
  ObjectNumberFormat: echoNumbers(asked.ObjectNumberFormat, output),
})

/** The same for an output that was asked for through another API. */
const describe = (output: Output, storage: Storage): TranscodeResult['Input'] => {
  const { spec, destination } = output
  return {
    ...NOTHING,
    HeadTailParameter: null,
    WatermarkSet: [],
    MosaicSet: [],
    Definition: 0,
    RawParameter: spec.kind === 'file' || spec.kind === 'stream' ? describeSpec(spec) : null,
    OverrideParameter: null,
    StartTimeOffset: rangeOf(spec)?.start ?? 0,
    EndTimeOffset: rangeOf(spec)?.end ?? 0,
    OutputStorage: storage,
    OutputObjectPath: fromKey(destination.key),
    SegmentObjectName: destination.parts?.segment ?? '',
    ObjectNumberFormat: echoNumbers(undefined, output),
  }
}

const finished = (output: Output, definition: number, storage: Storage): TranscodeResult['Output'] => {
  const result = resultOf(output)
  if (!result) return null
  const { media } = result
  const video = media?.video[0]
  const main = mainFile(result, output)
  const bitrate = result.renditions?.[0]?.averageBitrate ?? media?.bitrate ?? 0
  return {
    OutputStorage: storage,
    Path: fromKey(output.destination.key),
    Definition: definition,
    Bitrate: Math.round(bitrate),
    Height: video?.height ?? 0,
    Width: video?.width ?? 0,
    Size: result.size,
    Duration: media?.duration ?? 0,
    Container: output.spec.kind === 'stream' ? HLS_CONTAINER : (media?.container ?? ''),
    Md5: main?.md5 ?? '',
    VideoStreamSet: media?.video.map(describeVideo) ?? [],
    AudioStreamSet: media?.audio.map(describeAudio) ?? [],
    CallBackExtInfo: '',
  }
}
