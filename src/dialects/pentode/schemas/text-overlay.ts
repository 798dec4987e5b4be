import { z } from 'zod'
import type { TextOverlay } from '../../../domain/overlay-spec.ts'
import { drawnText } from '../../../wire/drawn-text.ts'
import { DistanceJson, LengthJson, PaddingJson, PositionJson, WindowJson } from './length.ts'

const color = (usual: string) =>
  z
    .string()
    .regex(/^[0-9a-f]{6}$/, 'not a colour such as "ffffff"')
    .default(usual)
const opacity = () => z.number().min(0).max(1).exactOptional()

export const TextJson = z
  .strictObject({
    kind: z.literal('text'),
    text: drawnText().describe(
      'Drawn letter by letter as it is; lines are apart by line feeds and are not broken.',
    ),
    position: PositionJson.prefault({}),
    font: z
      .string()
      .min(1)
      .max(100)
      .exactOptional()
      .describe(
        'A font of the server by its name, such as `DejaVu Sans Bold`; `pentode doctor` lists them. Absent: one that has all characters.',
      ),
    replaceable: z
      .boolean()
      .exactOptional()
      .describe(
        'Another font takes the place of one that is not there, or lacks a character; a warning says so.',
      ),
    size: LengthJson.prefault('5%'),
    color: color('ffffff'),
    opacity: opacity().describe('Of everything together.'),
    outline: z.strictObject({ color: color('000000'), width: LengthJson.prefault(2) }).exactOptional(),
    shadow: z
      .strictObject({
        color: color('000000'),
        x: DistanceJson.prefault(2),
        y: DistanceJson.prefault(2),
        opacity: opacity(),
      })
      .exactOptional(),
    box: z
      .strictObject({ color: color('000000'), padding: PaddingJson.prefault(8), opacity: opacity() })
      .exactOptional()
      .describe('A ground behind the text. The position is then the ground’s.'),
    window: WindowJson.exactOptional(),
  })
  .meta({
    id: 'TextOverlay',
    description: 'Words. Lengths in percent are of the picture’s height, but for the position’s.',
  }) satisfies z.ZodType<TextOverlay>
