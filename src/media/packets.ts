import { fieldsOf, numberOf, textOf } from './fields.ts'

/** How many presentation times are kept of a stream. */
export const FIRST_FRAMES = 600

/** What the packets of one stream tell. Times in seconds. */
export interface PacketFacts {
  readonly packets: number
  /** Those that hold more than the two bytes with which MP4 says that nothing is said. */
  readonly full: number
  /** All of them, in bytes. */
  readonly size: number
  /** First presentation time; undefined when the packets carry no times. */
  readonly start?: number
  /** Where the last presented packet ends. */
  readonly end?: number
  /** Longest distance from a key frame to the next, or to the end of the stream. */
  readonly maxKeyframeInterval: number
  /** Presentation times of the first packets, in their order. */
  readonly firstTimes: readonly number[]
  /** When the first key frame that was read is on screen. */
  readonly firstKey?: number
}

/** ffprobe's options that print what `probeReader` reads: JSON, with each packet on a line of its own. */
export const JSON_ENTRIES = ['-of', 'json=compact=1'] as const
export const PACKET_ENTRIES = [
  ...['-show_packets', '-show_entries', 'packet=stream_index,pts_time,dts_time,duration_time,size,flags'],
  ...JSON_ENTRIES,
] as const

interface Counting {
  packets: number
  full: number
  size: number
  start: number
  end: number
  key: number[]
  firstTimes: number[]
}

/** Takes ffprobe's JSON as it comes, so that a long file needs no more memory than its key frames. */
export const probeReader = (
  maxText: number,
): {
  /** False once there is more text beside the packets than `maxText` characters. */
  push(chunk: Buffer): boolean
  /** The JSON without the packets. @throws SyntaxError when it is none */
  json(): unknown
  /** Facts by stream index. */
  facts(): ReadonlyMap<number, PacketFacts>
} => {
  const streams = new Map<number, Counting>()
  const decoder = new TextDecoder()
  const text: string[] = []
  let length = 0
  let rest = ''
  let inPackets = false
  const line = (content: string) => {
    if (inPackets && !content.startsWith(CLOSING)) {
      if (content.startsWith(PACKET)) count(streams, content)
      return
    }
    inPackets = content === OPENING
    text.push(content)
    length += content.length
  }
  return {
    push(chunk) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      lines.forEach(line)
      return length + rest.length <= maxText
    },
    json: () => JSON.parse([...text, rest].join('\n')),
    facts: () => new Map([...streams].map(([index, of]) => [index, factsOf(of)])),
  }
}

// By their indentation: no text of the file begins a line.
const OPENING = '    "packets": ['
const PACKET = '        {'
const CLOSING = '    ]'

/** @param line a packet, cut off where its side data begins */
const count = (streams: Map<number, Counting>, line: string): void => {
  const packet = fieldsOf(JSON.parse(line.replace(/(?: \})?,?\s*$/, ' }')))
  const index = numberOf(packet, 'stream_index')
  if (index === undefined) return
  const of = streams.get(index) ?? {
    ...{ packets: 0, full: 0, size: 0, key: [], firstTimes: [] },
    ...{ start: Number.POSITIVE_INFINITY, end: Number.NEGATIVE_INFINITY },
  }
  streams.set(index, of)
  of.packets++
  const size = numberOf(packet, 'size') ?? 0
  if (size > 2) of.full++
  of.size += size
  const time = numberOf(packet, 'pts_time') ?? numberOf(packet, 'dts_time')
  if (time === undefined) return
  if (of.firstTimes.length < FIRST_FRAMES) of.firstTimes.push(time)
  of.start = Math.min(of.start, time)
  of.end = Math.max(of.end, time + (numberOf(packet, 'duration_time') ?? 0))
  if (textOf(packet, 'flags')?.startsWith('K')) of.key.push(time)
}

const factsOf = ({ packets, full, size, start, end, key, firstTimes }: Counting): PacketFacts => {
  if (!Number.isFinite(start)) return { packets, full, size, maxKeyframeInterval: 0, firstTimes }
  // What stands before the first key frame counts as belonging to it: nothing can be cut there.
  const times = [start, ...key.toSorted((a, b) => a - b).slice(1), end]
  const gaps = times.slice(1).map((time, i) => time - (times[i] ?? start))
  const [firstKey] = key
  return {
    ...{ packets, full, size, start, end, maxKeyframeInterval: Math.max(0, ...gaps), firstTimes },
    ...(firstKey !== undefined && { firstKey }),
  }
}
