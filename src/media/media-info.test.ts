import { expect, test } from 'vitest'
import { DEFAULT_INPUT_POLICY } from '../domain/input-policy.ts'
import { displaySize } from '../domain/media-info.ts'
import { undecodable } from './decoders.ts'
import { toMediaInfo } from './media-info.ts'

/** A telephone's portrait film, as ffprobe 5.1 describes it, with a second sound of a codec it does not know. */
const PHONE = {
  streams: [
    {
      ...{ index: 0, codec_name: 'hevc', profile: 'Main 10', codec_type: 'video', codec_tag_string: 'hvc1' },
      ...{ width: 1920, height: 1080, sample_aspect_ratio: '1:1', pix_fmt: 'yuv420p10le', level: 120 },
      ...{
        color_range: 'tv',
        color_space: 'bt2020nc',
        color_transfer: 'arib-std-b67',
        color_primaries: 'bt2020',
      },
      ...{
        field_order: 'unknown',
        r_frame_rate: '30/1',
        avg_frame_rate: '25800/859',
        start_time: '0.000000',
      },
      ...{
        duration: '2.548333',
        bit_rate: '9000000',
        nb_frames: '86',
        disposition: { default: 1, attached_pic: 0 },
      },
      tags: { language: 'und' },
      side_data_list: [
        { side_data_type: 'DOVI configuration record', dv_profile: 8, dv_bl_signal_compatibility_id: 4 },
        { side_data_type: 'Display Matrix', displaymatrix: '…', rotation: -90 },
      ],
    },
    {
      ...{
        index: 1,
        codec_name: 'aac',
        profile: 'LC',
        codec_type: 'audio',
        sample_rate: '44100',
        channels: 2,
      },
      ...{
        channel_layout: 'stereo',
        bit_rate: '190000',
        disposition: { default: 1 },
        tags: { language: 'deu' },
      },
    },
    { index: 2, codec_type: 'audio', codec_tag_string: 'apac', disposition: { default: 0 } },
    { index: 3, codec_type: 'data', codec_tag_string: 'mebx' },
  ],
  format: {
    ...{ format_name: 'mov,mp4,m4a,3gp,3g2,mj2', start_time: '0.000000', duration: '2.548333' },
    ...{
      size: '2900000',
      bit_rate: '9104000',
      tags: { title: 'a\u0000\nb', comment: 'x'.repeat(5000), number: 7 },
    },
  },
}

test('a film of a telephone', () => {
  const media = toMediaInfo(PHONE)
  expect(media).toEqual({
    container: 'mov,mp4,m4a,3gp,3g2,mj2',
    ...{ size: 2900000, duration: 2.548333, startTime: 0, bitrate: 9104000 },
    video: [
      {
        ...{ index: 0, codec: 'hevc', profile: 'Main 10', level: 120, codecString: 'hvc1.2.4.L120.90' },
        ...{ width: 1920, height: 1080, sampleAspect: { num: 1, den: 1 }, rotation: 90 },
        ...{ frameRate: { num: 25800, den: 859 }, baseFrameRate: { num: 30, den: 1 } },
        ...{ pixelFormat: 'yuv420p10le', bitDepth: 10, interlaced: false, hdr: 'dolby-vision' },
        dolbyVision: { profile: 8, compatibility: 4 },
        color: { range: 'tv', space: 'bt2020nc', transfer: 'arib-std-b67', primaries: 'bt2020' },
        ...{ bitrate: 9000000, duration: 2.548333, startTime: 0, frames: 86 },
        facts: { dispositions: ['default'] },
      },
    ],
    audio: [
      {
        ...{
          index: 1,
          codec: 'aac',
          profile: 'LC',
          codecString: 'mp4a.40.2',
          sampleRate: 44100,
          channels: 2,
        },
        ...{ layout: 'stereo', bitrate: 190000, language: 'deu', default: true },
        facts: { dispositions: ['default'] },
      },
    ],
    ...{ subtitles: [], pictures: 0, otherStreams: 2 },
    tags: { title: 'a b', comment: 'x'.repeat(1024) },
  })
  expect(displaySize(media.video[0]!)).toEqual({ width: 1080, height: 1920 })
  expect(undecodable(PHONE.streams, DEFAULT_INPUT_POLICY)).toBeUndefined()
})

const videoOf = (fields: object) =>
  toMediaInfo({ streams: [{ codec_type: 'video', codec_name: 'h264', width: 720, height: 576, ...fields }] })
    .video[0]!

test.each([
  [{ side_data_list: [{ rotation: 90 }] }, 270],
  [{ side_data_list: [{ rotation: -180 }] }, 180],
  [{ side_data_list: [{ rotation: 180 }] }, 180],
  [{ side_data_list: [{ rotation: -89.9 }] }, 90],
  [{ tags: { rotate: '90' } }, 90],
  [{}, 0],
])('%j is turned by %i', (fields, rotation) => {
  expect(videoOf(fields).rotation).toBe(rotation)
})

test.each([
  [{ color_transfer: 'smpte2084' }, 'hdr10'],
  [{ color_transfer: 'arib-std-b67' }, 'hlg'],
  [{ color_transfer: 'bt709' }, 'sdr'],
  [{}, 'sdr'],
])('%j is %s', (fields, hdr) => {
  expect(videoOf(fields).hdr).toBe(hdr)
})

test.each([
  ['yuv420p', 8],
  ['yuv422p10le', 10],
  ['yuva444p12le', 12],
  ['p010le', 10],
  ['gray16be', 16],
  ['rgb48le', 16],
  ['nv12', 8],
  ['gbrp', 8],
])('%s has %i bits', (pix_fmt, bits) => {
  expect(videoOf({ pix_fmt }).bitDepth).toBe(bits)
})

test('old television: interlaced, with oblong pixels', () => {
  const video = videoOf({
    field_order: 'tb',
    sample_aspect_ratio: '64:45',
    avg_frame_rate: '0/0',
    r_frame_rate: '25/1',
  })
  expect(video).toMatchObject({ interlaced: true, fieldOrder: 'top' })
  expect(video.frameRate).toEqual({ num: 25, den: 1 })
  expect(displaySize(video)).toEqual({ width: 1024, height: 576 })
  expect(videoOf({ sample_aspect_ratio: '0:1' }).sampleAspect).toEqual({ num: 1, den: 1 })
})

test('cover art is counted, not played; empty tracks and nonsense are left out', () => {
  const media = toMediaInfo({
    streams: [
      { codec_type: 'video', codec_name: 'mjpeg', width: 100, height: 100, disposition: { attached_pic: 1 } },
      { codec_type: 'video', codec_name: 'h264' },
      {
        codec_type: 'audio',
        codec_name: 'mp3',
        duration: 'N/A',
        tags: { language: '<script>', DURATION: '01:00:02.500000000' },
      },
      { codec_type: 'subtitle', codec_name: 'subrip', index: 3, tags: { language: 'fre' } },
      null,
    ],
    format: { size: '1000' },
  })
  expect(media).toMatchObject({
    pictures: 1,
    video: [],
    duration: 3602.5,
    subtitles: [{ index: 3, codec: 'subrip', language: 'fre' }],
  })
  expect(media.audio[0]).not.toHaveProperty('language')
  expect(toMediaInfo('nonsense')).toMatchObject({ video: [], audio: [], duration: 0 })
})

test('a stream that the policy does not decode is refused by name, before anything runs', () => {
  const refused = (stream: object) => undecodable([{ codec_type: 'video', ...stream }], DEFAULT_INPUT_POLICY)
  expect(refused({ codec_name: 'magicyuv' })).toMatchObject({
    code: 'source-unsupported',
    detail: { codecs: ['magicyuv'] },
  })
  expect(refused({ codec_tag_string: 'vvc1' })?.message).toBe(
    "The server does not decode the source's video: unknown (vvc1).",
  )
  expect(refused({ codec_name: 'constructor' })?.code).toBe('source-unsupported')
  expect(refused({ codec_name: 'av1' })).toBeUndefined()
})

test('data that begins before picture and sound is no part of the film', () => {
  const media = toMediaInfo({
    streams: [
      {
        ...{ index: 0, codec_name: 'mpeg2video', codec_type: 'video', width: 64, height: 36 },
        ...{ r_frame_rate: '25/1', avg_frame_rate: '25/1', start_time: '1.433', duration: '0.1' },
      },
      {
        ...{ index: 1, codec_name: 'mp2', codec_type: 'audio', sample_rate: '48000', channels: 1 },
        ...{ start_time: '1.422', duration: '0.1' },
      },
      { index: 2, codec_name: 'scte_35', codec_type: 'data', start_time: '0.7' },
    ],
    format: { format_name: 'mpegts', start_time: '0.7', duration: '0.833', size: '1000' },
  })
  expect(media.startTime).toBeCloseTo(1.422)
  expect(media.duration).toBeCloseTo(0.111)
})

test.each([
  ['where FFmpeg wrote when its last packet ends', {}, 2],
  ['where mkvmerge wrote how long it is', { _STATISTICS_WRITING_APP: 'mkvmerge v80' }, 3.5],
])('the length of a late track of Matroska, %s', (_, tags, length) => {
  const { audio } = toMediaInfo({
    streams: [
      {
        ...{ codec_type: 'audio', codec_name: 'aac', start_time: '1.500000' },
        tags: { DURATION: '00:00:03.500000000', ...tags },
      },
    ],
    format: { duration: '3.5' },
  })
  expect(audio).toMatchObject([{ startTime: 1.5, duration: length }])
})

test('Matroska counts its length from zero, wherever it begins', () => {
  const stream = {
    codec_type: 'audio',
    codec_name: 'aac',
    start_time: '-1.5',
    tags: { DURATION: '00:00:02.500000000' },
  }
  const format = { format_name: 'matroska,webm', start_time: '-1.5', duration: '2.5' }
  expect(toMediaInfo({ streams: [stream], format })).toMatchObject({ startTime: -1.5, duration: 4 })
})
