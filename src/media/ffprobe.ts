import { dirname } from 'node:path'
import { type InputPolicy, inputOptions, playlistPolicy } from '../domain/input-policy.ts'
import { fail } from '../domain/problem.ts'
import { type ProcessOutcome, runProcess } from '../engine/run.ts'
import type { Sandbox } from '../engine/sandbox.ts'
import { type Fields, fieldsOf, listOf } from './fields.ts'
import { JSON_ENTRIES, PACKET_ENTRIES, type PacketFacts, probeReader } from './packets.ts'
import type { ProbeRequest } from './probe.ts'
import { refusalOf } from './probe-refusal.ts'

export interface FfprobeOptions {
  readonly ffprobe: string
  readonly sandbox: Sandbox
  readonly policy: InputPolicy
  /** For each run of ffprobe. */
  readonly timeoutMs: number
}

/** What a file says of itself; with its packets, by stream, when the request needs them. */
export interface Look {
  readonly json: unknown
  readonly packets?: ReadonlyMap<number, PacketFacts>
  /** Of the packets it read, how many do not hold what their codec wants. */
  readonly hollow: number
}

/** How ffprobe comes to a file. */
export interface Opening {
  /** The options and the name that stand last. */
  readonly input: readonly string[]
  readonly protocols?: string
  /** What the sandbox shows: the file, or the folder it is in. */
  readonly shown: string
  /** What it reads where its name would lead it, once that has come. */
  readonly told?: Promise<string>
}

/** Characters of what a file says of itself, packets aside. */
const MAX_JSON = 4 * 1024 * 1024

/** FFmpeg decodes the first pictures of a file to learn what its container does not say; that takes longer than all else. */
const UNDECODED = ['-skip_frame', 'all', '-analyzeduration', '1'] as const

/** The runs of ffprobe on one file. */
export class Ffprobe {
  readonly file: string
  readonly request: ProbeRequest
  readonly #options: FfprobeOptions
  readonly #opening: Opening

  constructor(options: FfprobeOptions, file: string, request: ProbeRequest, opening = byName(file, request)) {
    this.file = file
    this.request = request
    this.#options = options
    this.#opening = opening
  }

  async look(): Promise<Look> {
    const { countFrames, keyframes, packets, cues, copied } = this.request
    const scans = keyframes || packets || cues
    const reader = await this.#read(
      [
        ...['-show_format', '-show_streams', '-show_programs', '-show_chapters'],
        ...(scans ? PACKET_ENTRIES : [...(countFrames ? ['-count_packets'] : []), ...JSON_ENTRIES]),
      ],
      copied ? UNDECODED : [],
    )
    const { hollow } = reader
    return { json: reader.json(), hollow, ...(scans && { packets: reader.facts() }) }
  }

  /** What the decoder says of a stream's first pictures; fewer than asked for where there are no more. */
  async firstPictures(stream: number, packets: number): Promise<readonly Fields[]> {
    const reader = await this.#read([
      ...['-select_streams', String(stream), '-read_intervals', `%+#${packets}`, '-show_frames'],
      ...['-show_entries', 'frame=interlaced_frame,top_field_first,side_data_list:frame_side_data'],
      ...JSON_ENTRIES,
    ])
    return listOf(fieldsOf(reader.json()).frames)
  }

  /** Of all of it, or of the beginning, as far as so many packets of each stream of pictures reach. */
  async packets(first?: number): Promise<ReadonlyMap<number, PacketFacts>> {
    const part = first === undefined ? [] : ['-select_streams', 'v', '-read_intervals', `%+#${first}`]
    return (await this.#read([...part, ...PACKET_ENTRIES])).facts()
  }

  async #read(args: readonly string[], last: readonly string[] = []) {
    const reader = probeReader(MAX_JSON)
    const { hollow } = await this.#run(args, last, reader.push)
    return {
      hollow,
      facts: reader.facts,
      json: () => {
        try {
          return reader.json()
        } catch (cause) {
          throw fail('source-unreadable', 'What the file says of itself cannot be read.', { cause })
        }
      },
    }
  }

  async #run(
    args: readonly string[],
    last: readonly string[],
    onStdout: (chunk: Buffer) => boolean,
  ): Promise<ProcessOutcome> {
    const { ffprobe, sandbox, policy, timeoutMs } = this.#options
    const { ownPlaylist, signal } = this.request
    const { input, protocols, shown, told } = this.#opening
    const allowed = ownPlaylist ? playlistPolicy(policy) : policy
    const outcome = await runProcess({
      program: ffprobe,
      args: ['-v', 'error', ...args, ...inputOptions(allowed, protocols), ...last, ...input],
      sandbox,
      readablePaths: [shown],
      timeoutMs,
      limits: { cpuSeconds: Math.ceil(timeoutMs / 1000) + 1, fileBytes: 0 },
      onStdout,
      ...(told && { told }),
      ...(signal && { signal }),
    })
    const refusal = refusalOf(outcome)
    if (refusal) throw fail(refusal.code, refusal.message, { ...refusal, cause: outcome })
    return outcome
  }
}

const byName = (file: string, { ownPlaylist }: ProbeRequest): Opening => ({
  input: ['-i', `file:${file}`],
  shown: ownPlaylist ? dirname(file) : file,
})
