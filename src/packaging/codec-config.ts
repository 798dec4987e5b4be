import { boxesOf } from './boxes.ts'

/** RFC 6381 names from what the file's own configuration records say, bit for bit. */

/** Bytes of an AVC profile: profile_idc, constraint flags, level_idc. */
export const avcString = (profile: Uint8Array): string =>
  `avc1.${Buffer.from(profile.subarray(0, 3)).toString('hex')}`

/** The 12 bytes of an HEVC profile_tier_level: space, tier and idc; compatibility; constraints; level. */
export const hevcString = (entry: string, ptl: Uint8Array): string => {
  const [first = 0] = ptl
  const space = ['', 'A', 'B', 'C'][first >> 6]
  const tier = first & 0x20 ? 'H' : 'L'
  const compatibility = reversed(Buffer.from(ptl).readUInt32BE(1)).toString(16)
  const constraints = [...ptl.subarray(5, 11)]
  while (constraints.at(-1) === 0) constraints.pop()
  const tail = constraints.map((byte) => `.${byte.toString(16)}`).join('')
  return `${entry}.${space}${first & 0x1f}.${compatibility}.${tier}${ptl[11]}${tail}`
}

const reversed = (bits: number): number => {
  let out = 0
  for (let i = 0; i < 32; i++) out = out * 2 + ((bits >>> i) & 1)
  return out
}

const two = (n: number): string => String(n).padStart(2, '0')

/** The name of a sample entry's codec; undefined for one that is not known here. `start` and `end` bound the entry's box. */
export const sampleEntryString = (data: Buffer, start: number, end: number): string | undefined => {
  const entry = data.toString('latin1', start + 4, start + 8)
  const header = SAMPLE_ENTRY_HEADER[entry]
  if (header === undefined) return undefined
  const boxes = boxesOf(data, start + 8 + header, end)
  const config = (type: string): Buffer => {
    const box = boxes.find((b) => b.type === type)
    return box ? data.subarray(box.body, box.end) : Buffer.alloc(0)
  }
  switch (entry) {
    case 'avc1':
    case 'avc3': {
      const avcC = config('avcC')
      return avcC.length < 4 ? undefined : avcString(avcC.subarray(1, 4))
    }
    case 'hvc1':
    case 'hev1': {
      const hvcC = config('hvcC')
      return hvcC.length < 13 ? undefined : hevcString(entry, hvcC.subarray(1, 13))
    }
    case 'av01': {
      const [, profile = 0, flags = 0] = config('av1C')
      const depth = flags & 0x40 ? (flags & 0x20 ? 12 : 10) : 8
      return `av01.${profile >> 5}.${two(profile & 0x1f)}${flags & 0x80 ? 'H' : 'M'}.${two(depth)}`
    }
    case 'vp09': {
      const [, , , , profile = 0, level = 0, depth = 0] = config('vpcC')
      return `vp09.${two(profile)}.${two(level)}.${two(depth >> 4)}`
    }
    case 'mp4a':
      return mp4aString(config('esds'))
    default:
      return SIMPLE[entry]
  }
}

/** Bytes between the header of a sample entry and the boxes in it. */
export const SAMPLE_ENTRY_HEADER: Readonly<Record<string, number>> = {
  ...{ avc1: 78, avc3: 78, hvc1: 78, hev1: 78, av01: 78, vp09: 78, encv: 78 },
  ...{ mp4a: 28, Opus: 28, 'ac-3': 28, 'ec-3': 28, fLaC: 28, alac: 28, '.mp3': 28, enca: 28 },
}

const SIMPLE: Readonly<Record<string, string>> = {
  ...{ Opus: 'Opus', 'ac-3': 'ac-3', 'ec-3': 'ec-3', fLaC: 'fLaC', alac: 'alac', '.mp3': 'mp4a.40.34' },
}

/** MPEG-4 audio names itself in a chain of descriptors: ES, decoder configuration, decoder specific. */
const mp4aString = (esds: Buffer): string | undefined => {
  let type: number | undefined
  for (let at = 4; at + 2 < esds.length; ) {
    const tag = esds[at++]
    let length = 0
    let byte = 0x80
    while (byte & 0x80 && at < esds.length) {
      byte = esds[at++] ?? 0
      length = (length << 7) | (byte & 0x7f)
    }
    if (tag === 3) at += 3
    else if (tag === 4) {
      type = esds[at]
      if (type !== 0x40) return type === 0x69 || type === 0x6b ? 'mp4a.40.34' : undefined
      at += 13
    } else if (tag === 5) {
      const [first = 0, second = 0] = esds.subarray(at, at + 2)
      const object = first >> 3
      return `mp4a.40.${object === 31 ? 32 + (((first & 7) << 3) | (second >> 5)) : object}`
    } else at += length
  }
  return undefined
}
