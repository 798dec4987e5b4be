import { expect, test } from 'vitest'
import { milliseconds } from '../domain/units.ts'
import { problemOf, publicWords } from './outcome-problem.ts'
import type { ProcessOutcome } from './run.ts'

const facts = { stdout: '', wallMs: milliseconds(1), unread: 0, hollow: 0 }
const exit = (exitCode: number, stderr = ''): ProcessOutcome => ({
  ...facts,
  ended: 'exit',
  exitCode,
  stderr,
})

test('a clean exit is no problem', () => {
  expect(problemOf(exit(0))).toBeUndefined()
  expect(problemOf(exit(0, '[h264 @ 0x5581] Invalid data found when processing input'))).toBeUndefined()
})

test.each([
  ['av_interleaved_write_frame(): No space left on device', 'disk-full'],
  ["[hls @ 0x55b0] Format not on whitelist 'mov'\nfile:p1.mp4: Invalid argument", 'source-unsupported'],
  ["[magicyuv @ 0x1] Codec (magicyuv) not on whitelist 'h264'", 'source-unsupported'],
  ['file:g.bin: Invalid data found when processing input', 'source-unreadable'],
  [
    '[mov,mp4 @ 0x1] moov atom not found\nfile:z.mp4: Invalid data found when processing input',
    'source-unreadable',
  ],
  [
    '[IMGUTILS @ 0x7] Picture size 16000x16000 exceeds specified max pixel count 67108864, see',
    'source-too-large',
  ],
  ['[matroska,webm @ 0x5] Number of streams exceeds max_streams parameter (32), see', 'source-too-large'],
  ["Unknown encoder 'libfdk_aac'", 'encoder-missing'],
  ['[error] file:g.bin: Invalid data found when processing input', 'source-unreadable'],
  ["[fatal] Unknown encoder 'nope'", 'encoder-missing'],
  [
    '[h264 @ 0x5] [error] Invalid data found when processing input\n[error] Conversion failed!',
    'encode-failed',
  ],
  ['Conversion failed!', 'encode-failed'],
  ['', 'encode-failed'],
])('%j', (stderr, code) => {
  expect(problemOf(exit(1, stderr))?.code).toBe(code)
})

test('a full disk counts even with exit code 0', () => {
  expect(problemOf(exit(0, 'Error writing trailer: No space left on device'))?.code).toBe('disk-full')
})

test.each([
  ['cancelled', 'interrupted'],
  ['shutdown', 'interrupted'],
  ['timed-out', 'timed-out'],
  ['stalled', 'stalled'],
  ['too-much-output', 'encode-failed'],
] as const)('%s is %s', (ended, code) => {
  expect(problemOf({ ...facts, stderr: '', ended })?.code).toBe(code)
})

test('signals that nobody here sent are told apart', () => {
  const by = (signal: string) => problemOf({ ...facts, stderr: '', ended: 'signal', signal })
  expect(by('SIGTERM')?.code).toBe('interrupted')
  expect(by('SIGKILL')?.message).toContain('out of memory or processor time')
  expect(by('SIGXFSZ')?.message).toContain('size limit')
  expect(by('SIGSEGV')?.message).toBe('FFmpeg crashed with SIGSEGV.')
})

test('the last line is shown without addresses and folders', () => {
  const message = problemOf(
    exit(234, '[x @ 0x55b0f0] a\nfile:/srv/data/a1/out.mp4: Broken pipe in 1/25 s, N/A'),
  )?.message
  expect(message).toBe('FFmpeg failed with exit code 234: out.mp4: Broken pipe in 1/25 s, N/A')
  expect(publicWords('https://example.org/a/b and /a/b/c')).toBe('https://example.org/a/b and c')
})

test('where lines say how grave they are, the last error is shown', () => {
  const stderr =
    '[avi @ 0x5] [warning] a\n[out#0 @ 0x5] [error] Could not write header\n[aac @ 0x5] [warning] Qavg: 1'
  expect(problemOf(exit(1, stderr))?.message).toBe(
    'FFmpeg failed with exit code 1: [out#0] Could not write header',
  )
})
