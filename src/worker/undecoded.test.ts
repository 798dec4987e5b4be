import { expect, test } from 'vitest'
import { problem } from '../domain/problem.ts'
import { media } from '../testing/planned-run.ts'
import { explained } from './undecoded.ts'

const nothing = problem('source-unsupported', 'FFmpeg could decode nothing of the source there.')

test('sound that older FFmpegs pass over is named, with the way out', () => {
  expect(explained(nothing, media(null, { codec: 'flac', bitDepth: 32 }))?.message).toMatch(
    /nothing of the source there\. The source's sound is FLAC of 32 bits a sample.*bring it as FLAC of 24 bits or as WAV/,
  )
  expect(explained(nothing, media(null, { codec: 'flac', bitDepth: 24 }))).toBe(nothing)
  const hollow = problem('output-invalid', 'The output cannot be read back: The file holds nothing.')
  expect(explained(hollow, media(null, { codec: 'flac', bitDepth: 32 }))?.message).toMatch(
    /nothing\. .* FLAC of 32/,
  )
  const full = problem('disk-full', 'The disk is full.')
  expect(explained(full, media(null, { codec: 'flac', bitDepth: 32 }))).toBe(full)
})
