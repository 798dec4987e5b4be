import { expect, test } from 'vitest'
import { type Progress, progressReader } from './progress.ts'

const REPORT = `frame=50
fps=24.50
stream_0_0_q=28.0
bitrate= 178.3kbits/s
total_size=43695
out_time_us=1960078
out_time_ms=1960078
out_time=00:00:01.960078
dup_frames=0
drop_frames=0
speed=1.25x
progress=continue
`
const readAll = (chunks: readonly string[]): Progress[] => {
  const reports: Progress[] = []
  const read = progressReader((progress) => reports.push(progress))
  for (const chunk of chunks) read(chunk)
  return reports
}

test('reads a report wherever the chunks are cut', () => {
  const expected = [{ outTime: 1.960078, frame: 50, fps: 24.5, speed: 1.25, totalSize: 43695, done: false }]
  expect(readAll([REPORT])).toEqual(expected)
  expect(readAll([...REPORT])).toEqual(expected)
})

test('what FFmpeg does not know is absent, and the timeline starts at 0', () => {
  const text = 'out_time_us=-9223372036854775807\ntotal_size=N/A\nspeed=N/A\nfps=0.00\nprogress=continue\n'
  expect(readAll([text])).toEqual([{ outTime: 0, fps: 0, done: false }])
})

test('nothing carries over from one report to the next; the last one says so', () => {
  const text = `${REPORT}out_time_us=2000000\nprogress=end\n`
  expect(readAll([text])[1]).toEqual({ outTime: 2, done: true })
})
