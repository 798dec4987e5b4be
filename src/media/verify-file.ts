import { join } from 'node:path'
import type { MediaInfo } from '../domain/media-info.ts'
import type { Expectation, PlannedPart } from '../domain/plan.ts'
import { checkMedia } from './check-media.ts'
import type { ProbeRequest, Prober } from './probe.ts'
import { foundFile, keptFile, probeOutput, sideBySide, type VerifiedPart } from './verified.ts'

/**
 * One muxed file.
 * @throws CheckFailed
 */
export const verifyFile = async (
  part: Extract<PlannedPart, { role: 'file' }>,
  { prober, dir, signal }: { prober: Prober; dir: string; signal?: AbortSignal },
): Promise<VerifiedPart> => {
  const found = await foundFile(dir, part.path, 'file')
  const request = { ...fileRequest(part), ...(signal && { signal }) }
  const [media, file] = await sideBySide(
    measured(prober, join(dir, part.path), request, part.expect),
    keptFile(dir, found),
  )
  checkMedia(media, part.expect)
  return { part, media, files: [file] }
}

const measured = async (
  prober: Prober,
  path: string,
  request: ProbeRequest,
  { video }: Expectation,
): Promise<MediaInfo> => {
  const media = await probeOutput(prober, path, request)
  if (!request.copied) return media
  // What its container does not say of it takes decoding.
  if (media.audio.some(({ codec, profile }) => codec === 'aac' && profile === undefined))
    return probeOutput(prober, path, { ...request, copied: false })
  return { ...media, video: media.video.map((stream) => ({ ...stream, ...video?.copied })) }
}

const MP4 = /\.(?:mp4|mov)$/

/** What has to be measured of it. */
export const fileRequest = ({ path, expect }: Extract<PlannedPart, { role: 'file' }>): ProbeRequest => ({
  // Muxers write the count they planned into the header; only counting tells what is there.
  countFrames: expect.video?.frames !== undefined,
  // Sound has no frame count to compare, and the header of an mp3 or flac says the length it was meant to have.
  packets: expect.video === null,
  copied: expect.video?.copied !== undefined && MP4.test(path),
  cues: expect.subtitles?.some(({ cues }) => cues !== undefined) ?? false,
})
