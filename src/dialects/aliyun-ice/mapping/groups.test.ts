import { expect, test } from 'vitest'
import type { Json } from '../../../domain/json.ts'
import { validate } from '../../../wire/validate.ts'
import { PRESETS } from '../presets.ts'
import { submitRequest } from '../schema/submit.ts'
import { toSubmission } from './submission.ts'
import { configOf } from './templates.ts'

const templates = {
  transcoding: new Map(PRESETS.map((preset) => [preset.id, configOf(preset)])),
  watermarks: new Map(),
}
const submit = (config: object) => {
  const params = { Config: JSON.stringify(config) }
  return toSubmission(validate(submitRequest, params), params as Json, templates, undefined)
}
const media = (name: string) => ({ Type: 'OSS', Media: `oss://${name}` })

const input = { InputFile: media('in/dir/clip.mp4') }
const output = (more: object) => ({
  ...{ OutputFile: media('out/a.mp4'), TemplateId: 'S00000001-200010' },
  ...more,
})
const stream = (OutputFileName: string, more: object = {}) => ({
  ...{ OutputFileName, TemplateId: 'S00000001-100010' },
  ...more,
})
const group = (Outputs: readonly object[], more: object = {}) => {
  const GroupConfig = { Type: 'Hls', OutputFileBase: media('out/base/'), ManifestName: 'main', ...more }
  return submit({ Inputs: [input], OutputGroups: [{ GroupConfig, Outputs }] })
}

test('hybrid renditions keep the sound of their templates', () => {
  const [made] = group([stream('lo'), stream('hi', { TemplateId: 'S00000001-100030' })]).outputs
  expect(made?.spec).toMatchObject({
    audio: { bitrate: 64_000 },
    renditions: [{ name: 'lo' }, { name: 'hi', audio: { bitrate: 128_000 } }],
  })
})

test('sounds and subtitles apart are tracks by language, told as they are told to be', () => {
  const told = (Type: string, more: object = {}) => ({ HlsGroupConfig: { Type, ...more } })
  const [made] = group([
    stream('v', told('video', { AudioGroup: 'snd' })),
    stream('en', told('audio', { Group: 'snd', Language: 'en', Name: 'English', IsDefault: 'true' })),
    stream('de', told('audio', { Group: 'snd', Language: 'de', AutoSelect: 'false' })),
    stream('s', told('subtitle', { Language: 'en', Forced: 'true' })),
  ]).outputs
  expect(made?.spec).toMatchObject({
    audioPlacement: 'separate',
    groups: { audio: 'snd', subtitles: 'subtitle' },
    audioTracks: [
      { name: 'en', language: 'en', title: 'English', default: true, otherwise: 'default' },
      { name: 'de', language: 'de', autoSelect: false },
    ],
    subtitles: [{ name: 's', language: 'en', forced: true }],
  })
})

test('a Dash group keeps sound apart, and is named with its own extension', () => {
  const OverrideParams = { Container: { Format: 'mpd' } }
  const { outputs } = group([stream('lo', { OverrideParams })], { Type: 'Dash', ManifestName: 'main.mpd' })
  expect(outputs[0]).toMatchObject({
    destination: { key: 'base/main.mpd' },
    spec: {
      protocol: 'dash',
      audioPlacement: 'separate',
      renditions: [{ name: 'lo' }],
      audio: { codec: 'aac' },
    },
  })
})

test('several inputs are played one after another, each output showing a part of the first at most', () => {
  const second = { InputFile: { Type: 'OSS', Media: 'oss://in/end.mp4' } }
  const Features = { Clip: { TimeSpan: { Seek: '1' }, ConfigToClipFirstPart: 'true' } }
  const { source, outputs } = submit({ Inputs: [input, second], Outputs: [output({ Features })] })
  expect(source).toEqual({ from: 'object', bucket: 'in', key: 'dir/clip.mp4' })
  expect(outputs[0]?.spec).toMatchObject({
    range: { start: 1 },
    join: { head: [], tail: [{ source: { from: 'object', bucket: 'in', key: 'end.mp4' } }] },
  })
})

test('of several inputs the one is read that the outputs name', () => {
  const Inputs = ['a', 'b'].map((Name) => ({
    ...{ Name, InputFile: { Type: 'OSS', Media: `oss://in/${Name}.mp4` } },
  }))
  const { source, outputs } = submit({ Inputs, Outputs: [output({ InputRef: 'b' })] })
  expect(source).toMatchObject({ key: 'b.mp4' })
  expect(outputs[0]?.spec).not.toHaveProperty('join')
})
