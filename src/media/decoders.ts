import type { InputPolicy } from '../domain/input-policy.ts'
import { type Problem, problem } from '../domain/problem.ts'
import { type Fields, fieldsOf, numberOf, textOf } from './fields.ts'

/** Codecs whose decoders have other names; all others are decoded by one of their own name. */
const DECODERS: Readonly<Record<string, readonly string[]>> = {
  av1: ['av1', 'libdav1d', 'libaom-av1'],
  vp8: ['vp8', 'libvpx'],
  vp9: ['vp9', 'libvpx-vp9'],
  flv1: ['flv'],
  msmpeg4v3: ['msmpeg4'],
  mp1: ['mp1', 'mp1float'],
  mp2: ['mp2', 'mp2float'],
  mp3: ['mp3', 'mp3float'],
  opus: ['opus', 'libopus'],
  dts: ['dca'],
  amr_nb: ['amrnb'],
  amr_wb: ['amrwb'],
  hdmv_pgs_subtitle: ['pgssub'],
  dvd_subtitle: ['dvdsub'],
  dvb_subtitle: ['dvbsub'],
}

/**
 * Why the file's streams cannot be decoded under the policy. A kind of stream that is there must have one that can be:
 * a phone's second sound track of an unknown codec does no harm, an only one does.
 */
export const undecodable = (streams: readonly Fields[], policy: InputPolicy): Problem | undefined => {
  for (const kind of ['video', 'audio'] as const) {
    const some = streams.filter((stream) => stream.codec_type === kind && !isAttached(stream))
    if (some.length === 0 || some.some((stream) => isDecodable(textOf(stream, 'codec_name'), policy)))
      continue
    const names = [...new Set(some.map(nameOf))]
    return problem(
      'source-unsupported',
      `The server does not decode the source's ${kind}: ${names.join(', ')}.`,
      {
        detail: { kind, codecs: names },
      },
    )
  }
  return undefined
}

const isAttached = (stream: Fields): boolean => numberOf(fieldsOf(stream.disposition), 'attached_pic') === 1

const isDecodable = (codec: string | undefined, policy: InputPolicy): boolean =>
  codec !== undefined &&
  (Object.hasOwn(DECODERS, codec) ? (DECODERS[codec] ?? []) : [codec]).some((d) =>
    policy.decoders.includes(d),
  )

/** The codec's name, or for one that FFmpeg does not know the four letters that the container has for it. */
const nameOf = (stream: Fields): string => {
  const tag = textOf(stream, 'codec_tag_string')
  return (
    textOf(stream, 'codec_name') ??
    (tag !== undefined && /^[\w-]{2,8}$/.test(tag) ? `unknown (${tag})` : 'unknown codec')
  )
}
