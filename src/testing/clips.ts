import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A folder of its own that is removed at the end: `await using folder = await temporaryFolder()`. */
export const temporaryFolder = async (): Promise<{ path: string } & AsyncDisposable> => {
  const path = await mkdtemp(join(tmpdir(), 'pentode-test-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/** Moving test picture, 320x180 at 25 frames a second. */
export const testVideo = (seconds: number, size = '320x180', rate = 25): string[] => [
  ...['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${rate}:d=${seconds},format=yuv420p`],
]
/** A sine tone, 48 kHz mono. */
export const testSound = (seconds: number): string[] => [
  ...['-f', 'lavfi', '-i', `sine=r=48000:d=${seconds}`],
]
export const QUICK_H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25', '-threads', '1'] as const

/** Runs ffmpeg in a folder, outside any sandbox. @throws with FFmpeg's words. */
export const ffmpeg = async (cwd: string, ...args: readonly string[]): Promise<void> => {
  await run('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args], { cwd })
}
