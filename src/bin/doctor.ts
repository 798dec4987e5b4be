import { availableParallelism } from 'node:os'
import { readConfig } from '../config/config.ts'
import { DEFAULT_INPUT_POLICY } from '../domain/input-policy.ts'
import { DomainError } from '../domain/problem.ts'
import { describeFfmpeg } from '../engine/ffmpeg-lists.ts'
import { findTools } from './tools.ts'

export interface Finding {
  readonly ok: boolean
  readonly label: string
  readonly detail: string
}

/** Looks at this machine as a server would at its start: Node, FFmpeg with its encoders and filters, the sandbox. */
export const examine = async (
  env: NodeJS.ProcessEnv,
): Promise<{ ok: boolean; lines: readonly Finding[] }> => {
  const config = readConfig(env, availableParallelism())
  const tools = await findTools({
    ...(config.ffmpeg === undefined ? {} : { ffmpeg: config.ffmpeg }),
    sandbox: config.sandbox === 'required' ? 'auto' : config.sandbox,
    policy: DEFAULT_INPUT_POLICY,
  })
  const node: Finding = { ok: true, label: 'Node', detail: process.version }
  const sandbox: Finding = {
    ok: config.sandbox !== 'required' || tools.sandbox.kind === 'bwrap',
    label: 'Sandbox',
    detail: tools.sandbox.description,
  }
  const lines = [node, ...(await lookAtFfmpeg(tools)), sandbox]
  return { ok: lines.every((line) => line.ok), lines }
}

const lookAtFfmpeg = async (tools: Awaited<ReturnType<typeof findTools>>): Promise<readonly Finding[]> => {
  try {
    const { path, capabilities } = await tools.ffmpeg()
    return [
      { ok: true, label: 'FFmpeg', detail: `${capabilities.version} (${path})` },
      ...describeFfmpeg(capabilities),
    ]
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return [{ ok: false, label: 'FFmpeg', detail: error.problem.message }]
  }
}
