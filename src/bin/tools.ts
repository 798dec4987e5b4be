import { access, constants } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import type { InputPolicy } from '../domain/input-policy.ts'
import type { Capabilities } from '../domain/plan.ts'
import { locateFfmpeg, locateVmaf, readCapabilities } from '../engine/ffmpeg.ts'
import { fontsAtHand } from '../engine/fonts.ts'
import { detectSandbox, type Sandbox } from '../engine/sandbox.ts'
import type { Spares } from '../engine/spares.ts'
import { createProber, type ProbeAhead, type Prober } from '../media/probe.ts'

/** FFmpeg as found on this machine. */
export interface Tools {
  readonly sandbox: Sandbox
  /**
   * Looks for FFmpeg when first needed. A failure is not remembered, and a success only while the program is there: it can
   * be installed, replaced or removed while the server runs. So can fonts.
   */
  readonly ffmpeg: () => Promise<FoundFfmpeg>
  readonly prober: Prober
  readonly cores: number
}

export interface FoundFfmpeg {
  readonly path: string
  readonly ffprobe: string
  /** An ffprobe that measures VMAF. */
  readonly vmafProbe?: string
  readonly capabilities: Capabilities
}

export interface ToolSettings {
  readonly ffmpeg?: string
  readonly vmafProbe?: string
  readonly sandbox: 'auto' | 'required' | 'off'
  readonly policy: InputPolicy
  /** Tasks done at the same time. */
  readonly workers: number
  readonly spares?: Spares
}

const PROBE_TIMEOUT_MS = 60_000

/** @throws DomainError unavailable when the sandbox is required and cannot run */
export const findTools = async (settings: ToolSettings): Promise<Tools> => {
  const sandbox = {
    ...(await detectSandbox(settings.sandbox)),
    ...(settings.spares && { spares: settings.spares }),
  }
  const cores = availableParallelism()
  const share = Math.max(1, Math.floor(cores / Math.max(1, settings.workers)))
  const findFonts = fontsAtHand()
  let found: Promise<FoundFfmpeg> | undefined
  const look = async (): Promise<FoundFfmpeg> => {
    const tools = await locateFfmpeg(settings.ffmpeg === undefined ? {} : { ffmpeg: settings.ffmpeg })
    const [capabilities, fonts] = await Promise.all([readCapabilities(tools, sandbox), findFonts()])
    const named = settings.vmafProbe === undefined ? [] : [settings.vmafProbe]
    // What FFmpeg has, the ffprobe beside it has too.
    const beside = capabilities.filters.has('libvmaf') ? [tools.ffprobe] : []
    const vmafProbe = await locateVmaf([...named, ...beside], sandbox)
    return {
      path: tools.ffmpeg,
      ffprobe: tools.ffprobe,
      ...(vmafProbe !== undefined && { vmafProbe }),
      capabilities: {
        ...{ ...capabilities, vmaf: vmafProbe !== undefined, fonts },
        ...(share < cores && { processors: share }),
      },
    }
  }
  const ffmpeg: Tools['ffmpeg'] = async () => {
    found ??= look()
    try {
      const there = await found
      await Promise.all([there.path, there.ffprobe].map((path) => access(path, constants.X_OK)))
      const fonts = await findFonts()
      if (fonts === there.capabilities.fonts) return there
      const now = { ...there, capabilities: { ...there.capabilities, fonts } }
      found = Promise.resolve(now)
      return now
    } catch {
      // Not there, or not any more: look again, so that what was installed meanwhile is found.
      found = look()
      return found
    }
  }
  const prober = async (): Promise<Prober> => {
    const { ffprobe } = await ffmpeg()
    return createProber({ ffprobe, sandbox, policy: settings.policy, timeoutMs: PROBE_TIMEOUT_MS })
  }
  return {
    sandbox,
    ffmpeg,
    cores,
    prober: {
      probe: async (path, request) => (await prober()).probe(path, request),
      probeImage: async (path, signal) => (await prober()).probeImage(path, signal),
      ahead: (path, request) => {
        const started = prober().then((found) => found.ahead(path, request))
        const end = (ahead: ProbeAhead): void => ahead[Symbol.dispose]()
        return {
          probe: async () => (await started).probe(),
          [Symbol.dispose]: () => void started.then(end, () => {}),
        }
      },
    },
  }
}
