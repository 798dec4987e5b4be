import { DEFAULT_INPUT_POLICY, type InputPolicy } from '../domain/input-policy.ts'
import { locateFfmpeg } from '../engine/ffmpeg.ts'
import { detectSandbox, type SandboxMode } from '../engine/sandbox.ts'
import { createProber, type Prober } from '../media/probe.ts'

/** A prober with this machine's ffprobe and sandbox. */
export const testProber = async (
  policy: Partial<InputPolicy> = {},
  mode: SandboxMode = 'auto',
): Promise<Prober> => {
  const [{ ffprobe }, sandbox] = await Promise.all([locateFfmpeg(), detectSandbox(mode)])
  return createProber({ ffprobe, sandbox, policy: { ...DEFAULT_INPUT_POLICY, ...policy }, timeoutMs: 20_000 })
}
