import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What every command by hand begins with. */
export const FFMPEG = ['ffmpeg', '-nostdin', '-hide_banner', '-y', '-v', 'error'] as const

/** Not measured: makes clips. @throws with FFmpeg's words */
export const ffmpeg = async (...args: readonly string[]): Promise<void> => {
  await run('ffmpeg', [...FFMPEG.slice(1), ...args])
}

/** stdout and stderr together. */
export const runTool = async (program: string, args: readonly string[]): Promise<string> => {
  const { stdout, stderr } = await run(program, [...args], { maxBuffer: 64 * 1024 * 1024 })
  return stdout + stderr
}
