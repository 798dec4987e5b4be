import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { teeTarget } from './tee.ts'

test('plain names need one level for the option and one for the slave', () => {
  expect(
    teeTarget([
      { muxer: 'mp4', streams: [0, 2], options: [['movflags', '+faststart']], target: 'file:o0/main.mp4' },
      {
        muxer: 'hls',
        streams: [1, 2],
        options: [['hls_segment_filename', 'file:o1/s%05d.ts']],
        target: 'file:o1/index.m3u8',
      },
    ]),
  ).toBe(
    String.raw`[select=0,2:f=mp4:movflags=+faststart]file:o0/main.mp4|[select=1,2:f=hls:hls_segment_filename=file\\:o1/s%05d.ts]file:o1/index.m3u8`,
  )
})

test('FFmpeg reads back names that hold every special character', () => {
  const dir = mkdtempSync(join(tmpdir(), 'pentode-tee-'))
  try {
    const odd = String.raw` a'b|c:d]e[f\g=h "i `
    const target = teeTarget([
      {
        muxer: 'hls',
        streams: [0],
        options: [['hls_segment_filename', `file:${odd}%d.ts`]],
        target: `file:${odd}.m3u8`,
      },
      { muxer: 'wav', streams: [0], options: [], target: `file:${odd}.wav` },
    ])
    const source = ['-f', 'lavfi', '-i', 'sine=d=0.2', '-c:a', 'pcm_s16le']
    execFileSync('ffmpeg', ['-v', 'error', '-nostdin', ...source, '-map', '0:a', '-f', 'tee', target], {
      cwd: dir,
      stdio: 'pipe',
    })
    expect(readdirSync(dir).sort()).toEqual([`${odd}.m3u8`, `${odd}.wav`, `${odd}0.ts`].sort())
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
