import { expect, test } from 'vitest'
import { problemOf } from '../../testing/problem-of.ts'
import { animationChecks, pictureChecks, soundChecks } from './source-checks.ts'

test.each([
  [{}, {}, {}],
  [{ IsCheckReso: true, IsCheckVideoBitrate: false }, {}, {}],
  [{ IsCheckResoFail: true }, { ifAboveSource: { size: 'refuse' } }, {}],
  [{ IsCheckVideoBitrate: true }, { ifAboveSource: { bitrate: 'keep' } }, {}],
  [
    { IsCheckVideoBitrate: true, IsCheckVideoBitrateFail: true, IsCheckResoFail: true },
    { ifAboveSource: { size: 'refuse', bitrate: 'refuse' } },
    {},
  ],
  [{ IsCheckAudioBitrate: true }, {}, { ifAboveSource: { bitrate: 'keep' } }],
  [
    { IsCheckAudioBitrate: true, IsCheckAudioBitrateFail: true },
    {},
    { ifAboveSource: { bitrate: 'refuse' } },
  ],
])('%j', (checks, picture, sound) => {
  expect([pictureChecks(checks), soundChecks(checks)]).toEqual([picture, sound])
})

test('an animation is not refused for its size', () => {
  expect(problemOf(() => animationChecks({ IsCheckReso: true, IsCheckVideoBitrateFail: true }, 'T'))).toBe(
    undefined,
  )
  expect(problemOf(() => animationChecks({ IsCheckResoFail: true }, 'T'))).toEqual([
    ...['unsupported-parameter', 'T.IsCheckResoFail'],
  ])
})
