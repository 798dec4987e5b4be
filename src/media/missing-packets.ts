import type { MediaInfo } from '../domain/media-info.ts'
import { type Problem, problem } from '../domain/problem.ts'
import { type Fields, numberOf } from './fields.ts'
import type { PacketFacts } from './packets.ts'

/** A container's durations are rounded, and a last packet may not say how long it is. Seconds. */
const SLACK = 0.5

/**
 * What a file that ends early has lost of what its index promises; undefined when every packet is there after all.
 * @param said the streams as ffprobe's JSON has them, whose `nb_frames` are the index's
 */
export const missingPackets = (
  media: MediaInfo,
  said: readonly Fields[],
  scan: ReadonlyMap<number, PacketFacts>,
): Problem | undefined => {
  for (const stream of [...media.video, ...media.audio]) {
    const { packets, start = 0, end = start } = scan.get(stream.index) ?? { packets: 0 }
    const entry = said.find((each) => each.index === stream.index)
    const promised = entry && 'frames' in stream ? numberOf(entry, 'nb_frames') : undefined
    if (promised !== undefined && packets < promised)
      return cut(`it holds ${packets} of ${promised} frames`, stream.index, promised, packets)
    const duration = stream.duration ?? media.duration
    if (end - start < duration - SLACK)
      return cut(
        `it holds ${(end - start).toFixed(1)} of ${duration.toFixed(1)} s`,
        stream.index,
        duration,
        end - start,
      )
  }
  return undefined
}

const cut = (what: string, stream: number, expected: number, actual: number): Problem =>
  problem('source-truncated', `The source is cut short: ${what}.`, { detail: { stream, expected, actual } })
