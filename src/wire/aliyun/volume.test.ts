import { expect, test } from 'vitest'
import { z } from 'zod'
import { validate } from '../validate.ts'
import { toVolume, volume } from './volume.ts'

const read = (asked: object) =>
  toVolume(validate(z.object({ Volume: volume }), { Volume: asked }).Volume ?? {})

test.each([
  [{}, { by: 'loudness', integrated: -6, truePeak: -1, range: 8 }],
  [
    { Method: 'dynamic', IntegratedLoudnessTarget: '-16', TruePeak: -2, LoudnessRangeTarget: 5 },
    { by: 'loudness', integrated: -16, truePeak: -2, range: 5 },
  ],
  [{ Method: 'linear' }, { by: 'gain', gain: -20 }],
  [
    { Method: 'linear', Level: '-3.5' },
    { by: 'gain', gain: -3.5 },
  ],
])('%j', (asked, made) => expect(read(asked)).toEqual(made))

test('a level is 20 dB at most', () => expect(() => read({ Method: 'linear', Level: 21 })).toThrow(/Level/))
