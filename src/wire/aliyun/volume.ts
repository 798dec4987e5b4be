import { z } from 'zod'
import type { Volume } from '../../domain/output-spec.ts'
import { decibels } from '../../domain/units.ts'
import { honoured } from '../fields.ts'
import { optionalChoice, optionalNumber, optionalObject } from './scalars.ts'

/** https://help.aliyun.com/zh/ims/developer-reference/api-ice-2020-11-09-struct-mediaconvertvolume */
export const volume = optionalObject(
  z.strictObject({
    Method: honoured(optionalChoice(['auto', 'dynamic', 'linear'])),
    Level: honoured(optionalNumber(-100, 20)),
    IntegratedLoudnessTarget: honoured(optionalNumber(-70, -5)),
    TruePeak: honoured(optionalNumber(-9, 0)),
    LoudnessRangeTarget: honoured(optionalNumber(1, 20)),
  }),
)

/** dB, where a linear change names no level. */
const DEFAULT_LEVEL = -20

/** `linear` is louder or quieter by a level; the others come to the loudness asked for, for which the sound is measured first. */
export const toVolume = (asked: NonNullable<z.output<typeof volume>>): Volume =>
  asked.Method === 'linear'
    ? { by: 'gain', gain: decibels(asked.Level ?? DEFAULT_LEVEL) }
    : {
        by: 'loudness',
        integrated: asked.IntegratedLoudnessTarget ?? -6,
        truePeak: asked.TruePeak ?? -1,
        range: asked.LoudnessRangeTarget ?? 8,
      }
