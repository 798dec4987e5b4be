import { type Box, boxesOf, makeBox } from '../boxes.ts'
import { SAMPLE_ENTRY_HEADER } from '../codec-config.ts'
import { patternOf, type SampleKey, VECTOR_SIZE } from './scheme.ts'

/** The W3C's system: the key's name alone, for players that are given keys by their page. */
const COMMON_SYSTEM = Buffer.from('1077efecc0b24d02ace33c1e52e2fb4b', 'hex')
const PARENTS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl'])
const VIDEO_HEADER = 78

/**
 * An initialisation segment whose tracks say that their samples are protected, and by which key.
 * @throws RangeError when it is none, or holds a track that cannot be protected
 */
export const protectInit = (clear: Buffer, key: SampleKey): Buffer =>
  Buffer.concat(boxesOf(clear).map((box) => change(clear, box, key)))

const change = (data: Buffer, box: Box, key: SampleKey): Buffer => {
  if (box.type === 'stsd')
    return makeBox(
      'stsd',
      data.subarray(box.body, box.body + 8),
      ...boxesOf(data, box.body + 8, box.end).map((entry) => protectEntry(data, entry, key)),
    )
  if (!PARENTS.has(box.type)) return data.subarray(box.start, box.end)
  const inside = boxesOf(data, box.body, box.end).map((child) => change(data, child, key))
  return makeBox(box.type, ...inside, ...(box.type === 'moov' ? [systemHeader(key)] : []))
}

const protectEntry = (data: Buffer, entry: Box, key: SampleKey): Buffer => {
  const header = SAMPLE_ENTRY_HEADER[entry.type]
  if (header === undefined) throw new RangeError(`a track of the kind "${entry.type}" cannot be protected`)
  const type = header === VIDEO_HEADER ? 'video' : 'audio'
  const scheme = Buffer.from(key.scheme, 'latin1')
  return makeBox(
    type === 'video' ? 'encv' : 'enca',
    data.subarray(entry.body, entry.end),
    makeBox(
      'sinf',
      makeBox('frma', Buffer.from(entry.type, 'latin1')),
      makeBox('schm', full(0), scheme, u32(0x00010000)),
      makeBox('schi', trackEncryption(key, type)),
    ),
  )
}

const trackEncryption = ({ scheme, keyId, vector }: SampleKey, type: 'video' | 'audio'): Buffer => {
  const pattern = patternOf(scheme, type)
  const size = VECTOR_SIZE[scheme]
  return makeBox(
    'tenc',
    full(scheme === 'cbcs' ? 1 : 0),
    Buffer.from([0, pattern ? (pattern.crypt << 4) | pattern.skip : 0, 1, size]),
    keyId,
    ...(size === 0 ? [Buffer.from([vector.length]), vector] : []),
  )
}

const systemHeader = ({ keyId }: SampleKey): Buffer =>
  makeBox('pssh', full(1), COMMON_SYSTEM, u32(1), keyId, u32(0))

const full = (version: number): Buffer => Buffer.from([version, 0, 0, 0])

const u32 = (value: number): Buffer => {
  const data = Buffer.alloc(4)
  data.writeUInt32BE(value)
  return data
}
