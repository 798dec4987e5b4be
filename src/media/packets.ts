/** What the packets of one stream tell. Times in seconds. */
export interface PacketFacts {
  readonly packets: number
  /** All of them, in bytes. */
  readonly size: number
  /** First presentation time; undefined when the packets carry no times. */
  readonly start?: number
  /** Where the last presented packet ends. */
  readonly end?: number
  /** Longest distance from a key frame to the next, or to the end of the stream. */
  readonly maxKeyframeInterval: number
}

/** ffprobe's options that print what `packetReader` reads. */
export const PACKET_ENTRIES = [
  '-show_entries',
  'packet=stream_index,pts_time,dts_time,duration_time,size,flags',
  ...['-of', 'csv=p=0'],
] as const

interface Counting {
  packets: number
  size: number
  start: number
  end: number
  key: number[]
}

/** Takes ffprobe's packet lines as they come, so that a long file needs no more memory than its key frames. */
export const packetReader = (): {
  push(chunk: string): void
  /** Facts by stream index. */
  facts(): ReadonlyMap<number, PacketFacts>
} => {
  const streams = new Map<number, Counting>()
  let rest = ''
  const line = (text: string) => {
    const [index, pts, dts, duration, size, flags] = text.split(',')
    if (flags === undefined || index === undefined || !/^\d+$/.test(index)) return
    const of = streams.get(Number(index)) ?? {
      packets: 0,
      size: 0,
      start: Number.POSITIVE_INFINITY,
      end: Number.NEGATIVE_INFINITY,
      key: [],
    }
    streams.set(Number(index), of)
    of.packets++
    of.size += Number(size) || 0
    const time = timeOf(pts) ?? timeOf(dts)
    if (time === undefined) return
    of.start = Math.min(of.start, time)
    of.end = Math.max(of.end, time + (timeOf(duration) ?? 0))
    if (flags.startsWith('K')) of.key.push(time)
  }
  return {
    push(chunk) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      lines.forEach(line)
    },
    facts() {
      if (rest !== '') line(rest)
      rest = ''
      return new Map([...streams].map(([index, of]) => [index, factsOf(of)]))
    },
  }
}

const factsOf = ({ packets, size, start, end, key }: Counting): PacketFacts => {
  if (!Number.isFinite(start)) return { packets, size, maxKeyframeInterval: 0 }
  // What stands before the first key frame counts as belonging to it: nothing can be cut there.
  const times = [start, ...key.toSorted((a, b) => a - b).slice(1), end]
  const gaps = times.slice(1).map((time, i) => time - (times[i] ?? start))
  return { packets, size, start, end, maxKeyframeInterval: Math.max(0, ...gaps) }
}

const timeOf = (text: string | undefined): number | undefined => {
  const time = text === undefined || text === '' ? Number.NaN : Number(text)
  return Number.isFinite(time) ? time : undefined
}
