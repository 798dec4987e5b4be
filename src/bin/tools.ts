import { availableParallelism } from 'node:os'
import type { InputPolicy } from '../domain/input-policy.ts'
import type { Capabilities } from '../domain/plan.ts'
import { locateFfmpeg, readCapabilities } from '../engine/ffmpeg.ts'
import { detectSandbox, type Sandbox } from '../engine/sandbox.ts'
import { createProber, type Prober } from '../media/probe.ts'

/** FFmpeg as found on this machine. */
export interface Tools {
  readonly sandbox: Sandbox
  /** Looks for FFmpeg when first needed; a failure is not remembered, so that it can be installed while the server runs. */
  readonly ffmpeg: () => Promise<{
    readonly path: string
    readonly ffprobe: string
    readonly capabilities: Capabilities
  }>
  readonly prober: Prober
  readonly cores: number
}

export interface ToolSettings {
  readonly ffmpeg?: string
  readonly sandbox: 'auto' | 'required' | 'off'
  readonly policy: InputPolicy
}

const PROBE_TIMEOUT_MS = 60_000

/** @throws DomainError unavailable when the sandbox is required and cannot run */
export const findTools = async (settings: ToolSettings): Promise<Tools> => {
  const sandbox = await detectSandbox(settings.sandbox)
  let found: Promise<{ path: string; ffprobe: string; capabilities: Capabilities }> | undefined
  const look = async () => {
    const tools = await locateFfmpeg(settings.ffmpeg === undefined ? {} : { ffmpeg: settings.ffmpeg })
    return {
      path: tools.ffmpeg,
      ffprobe: tools.ffprobe,
      capabilities: await readCapabilities(tools, sandbox),
    }
  }
  const ffmpeg: Tools['ffmpeg'] = () => {
    found ??= look().catch((error) => {
      found = undefined
      throw error
    })
    return found
  }
  return {
    sandbox,
    ffmpeg,
    cores: availableParallelism(),
    prober: {
      probe: async (path, request) => {
        const { ffprobe } = await ffmpeg()
        return createProber({ ffprobe, sandbox, policy: settings.policy, timeoutMs: PROBE_TIMEOUT_MS }).probe(
          path,
          request,
        )
      },
    },
  }
}
