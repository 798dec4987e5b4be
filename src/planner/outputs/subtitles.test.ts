import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { PlanInput } from '../../domain/plan-input.ts'
import type { Source } from '../../domain/source.ts'
import type { SubtitleDocument } from '../../domain/subtitle-document.ts'
import type { SubtitlesSpec } from '../../domain/subtitle-spec.ts'
import { seconds } from '../../domain/units.ts'
import { parseSubtitles } from '../../media/subtitles/read-subtitles.ts'
import { verifyOutput } from '../../media/verify.ts'
import { measureAndRun } from '../../testing/measured-run.ts'
import { fullCapabilities, mediaStubs } from '../../testing/media-stubs.ts'
import { mp4, planOf, video } from '../../testing/output-stubs.ts'
import { attempt, FAST, ffmpeg, PICTURE, probed, run, testedProber } from '../../testing/planned-run.ts'

// Files of text alone, read back.

const sidecar: Source = { from: 'object', bucket: 'in', key: 'a.srt' }
const SRT = `1
00:00:00,500 --> 00:00:01,250
<i>Grüße</i> & <3

2
00:00:02,000 --> 00:00:02,800
{\\an8}zwei
Zeilen
`
const document = parseSubtitles(SRT)
const known = (of: SubtitleDocument = document): PlanInput[] => [
  { use: 'subtitles', source: sidecar, document: of },
]
const wish = (of: Partial<SubtitlesSpec> = {}): SubtitlesSpec => ({
  ...{ kind: 'subtitles', format: 'srt', from: { file: { source: sidecar } } },
  ...of,
})
const EXTENSIONS = { srt: 'srt', webvtt: 'vtt', ass: 'ass' } as const
const written = async (dir: string, format: SubtitlesSpec['format'], output = 0) =>
  parseSubtitles(readFileSync(join(dir, `o${output}/main.${EXTENSIONS[format]}`), 'utf8'))

describe('a file of text alone', () => {
  test.each(['srt', 'webvtt', 'ass'] as const)('is written as %s by no process', async (format) => {
    const dir = attempt(...PICTURE('30'), ...FAST)
    const planned = run(dir, await probed(dir), [wish({ format })], fullCapabilities.muxers, known())
    expect(planned.steps.map(({ commands }) => commands)).toEqual([[]])
    expect(planned.reasons).toEqual(['s0: no process makes output 0'])
    const prober = await testedProber()
    const [output] = planned.outputs
    if (!output) throw new Error('planned')
    expect(await verifyOutput({ prober, dir, planned: output })).toMatchObject({
      ok: true,
      parts: [{ files: [{ role: 'file', path: `o0/main.${EXTENSIONS[format]}` }] }],
    })
    const found = await written(dir, format)
    if (format !== 'ass' && document.kind === 'cues')
      expect(found).toMatchObject({
        cues: document.cues.map(({ start, end, text }) => ({ start, end, text })),
      })
    else
      expect(found).toMatchObject({
        events: [
          { start: 0.5, end: 1.25, text: '{\\i1}Grüße{\\r} & <3' },
          { start: 2, end: 2.8, text: '{\\an8}zwei\\NZeilen' },
        ],
      })
    const less = { ...output, parts: output.parts.map((part) => ({ ...part, cues: 3 }) as typeof part) }
    expect(await verifyOutput({ prober, dir, planned: less })).toMatchObject({
      ok: false,
      problem: { message: 'The subtitles have 2 cues instead of 3.' },
    })
  })

  test('made of a track begins with the part, and is the step of other outputs', async () => {
    const dir = attempt(...PICTURE('30'), ...FAST)
    writeFileSync(join(dir, 'text.srt'), SRT)
    ffmpeg(dir, ...['-i', 'src', '-i', 'text.srt', '-c', 'copy', '-f', 'matroska', 'both'])
    renameSync(join(dir, 'both'), join(dir, 'src'))
    const range = { start: seconds(1), end: seconds(2.5) }
    const { plan: planned } = measureAndRun(dir, await probed(dir), [
      wish({ from: { track: 0 }, format: 'webvtt', range }),
      mp4({ video: video(), range }),
    ])
    expect(planned.steps.map(({ outputs }) => outputs)).toEqual([[0, 1]])
    expect(await written(dir, 'webvtt')).toMatchObject({
      cues: [
        { start: 0, end: 0.25 },
        { start: 1, end: 1.5 },
      ],
    })
  })

  test.each([
    [wish({ range: { start: seconds(1.3), end: seconds(1.9) } }), 'nothing is said in this part'],
    [wish({ from: { track: 0 } }), 'The source has no subtitles number 0; it has none.'],
  ])('%j is refused: %s', (spec, message) => {
    const { refused } = planOf(mediaStubs.hd30, [spec], fullCapabilities, known())
    expect(refused[0]?.problem).toMatchObject({ code: 'unsupported-parameter' })
    expect(refused[0]?.problem.message).toContain(message)
  })

  test('is not made of pictures of text', () => {
    const media = { ...mediaStubs.hd30, subtitles: [{ index: 2, codec: 'hdmv_pgs_subtitle' }] }
    const { refused } = planOf(media, [wish({ from: { track: 0 } })])
    expect(refused[0]?.problem.message).toBe('Subtitles of hdmv_pgs_subtitle are pictures and not text.')
  })
})
