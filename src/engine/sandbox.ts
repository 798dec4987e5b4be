import { fail } from '../domain/problem.ts'
import { type BubblewrapMounts, bubblewrapArgs, systemMounts } from './bubblewrap.ts'
import { executableOnPath } from './executable.ts'
import { runProcess } from './run.ts'
import type { Spares } from './spares.ts'

/** How a program is kept to its own task's files. */
export interface Sandbox {
  /** `bwrap`: namespaces of its own, no network, only the named files. `plain`: limits and a clean environment alone. */
  readonly kind: 'bwrap' | 'plain'
  /** For people: what guards, and what is missing. */
  readonly description: string
  wrap(program: string, args: readonly string[], access: Access): WrappedCommand
  /** Processes kept ready for what it guards. */
  readonly spares?: Spares
}

export interface Access {
  /** Readable and writable, at the same path inside. Absent: nothing is writable and the program starts in `/`. */
  readonly cwd?: string
  /** Absolute; readable at the same path inside. */
  readonly readablePaths?: readonly string[]
  readonly limits?: Limits
  /** Absolute paths of other programs that it starts. */
  readonly starts?: readonly string[]
  /** Added to the clean environment, which holds `PATH`, `SVT_LOG` and, if it is set, `LD_LIBRARY_PATH`. */
  readonly env?: Readonly<Record<string, string>>
}

/** Limits of one process. */
export interface Limits {
  /** CPU time; the system kills a process that used more. */
  readonly cpuSeconds?: number
  /** The largest file it may write. */
  readonly fileBytes?: number
  /** Address space. */
  readonly memoryBytes?: number
}

export interface WrappedCommand {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** Standard input must be a pipe that the server holds open: closing it ends all of it. */
  readonly lifeline: boolean
}

export type SandboxMode = 'auto' | 'required' | 'off'

export interface SandboxOptions {
  /** The environment to take `PATH` and `LD_LIBRARY_PATH` from. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** What the trial run starts, absolute, with arguments that make it end at once. Default `true`. */
  readonly trial?: readonly [program: string, ...args: string[]]
}

/**
 * Finds out what can guard a process on this machine, by trying it once.
 * @throws DomainError unavailable when the mode is `required` and bubblewrap cannot run here.
 */
export const detectSandbox = async (mode: SandboxMode, options: SandboxOptions = {}): Promise<Sandbox> => {
  const env = options.env ?? process.env
  const path = env.PATH ?? '/usr/local/bin:/usr/bin:/bin'
  const find = (name: string) => executableOnPath(name, path)
  const [setpriv, prlimit] = await Promise.all([find('setpriv'), find('prlimit')])
  const host: Host = {
    ...(setpriv !== undefined && { setpriv }),
    ...(prlimit !== undefined && { prlimit }),
    env: {
      PATH: path,
      // SVT-AV1 writes its settings to the log of every encode, past FFmpeg's own log level: errors only.
      SVT_LOG: '1',
      ...(env.LD_LIBRARY_PATH ? { LD_LIBRARY_PATH: env.LD_LIBRARY_PATH } : {}),
    },
  }
  if (mode === 'off') return plainSandbox(host, 'switched off')
  const bwrap = await find('bwrap')
  const why =
    bwrap === undefined
      ? 'bubblewrap is not installed (apt-get install bubblewrap)'
      : await tryBubblewrap(bwrap, host, options.trial)
  if (bwrap !== undefined && why === undefined) return bubblewrapSandbox(bwrap, host, await systemMounts())
  if (mode === 'required')
    throw fail('unavailable', `The sandbox is required but cannot run: ${why}.`, {
      detail: { sandbox: mode },
    })
  return plainSandbox(host, why ?? 'bubblewrap cannot run')
}

interface Host {
  readonly setpriv?: string
  readonly prlimit?: string
  readonly env: Readonly<Record<string, string>>
}

const tryBubblewrap = async (
  bwrap: string,
  host: Host,
  trial: SandboxOptions['trial'],
): Promise<string | undefined> => {
  const [program, ...args] = trial ?? ['/usr/bin/true']
  const sandbox = bubblewrapSandbox(bwrap, host, await systemMounts())
  const outcome = await runProcess({ program, args, sandbox, timeoutMs: 10_000 })
  if (outcome.ended === 'exit' && outcome.exitCode === 0) return undefined
  const words = outcome.ended === 'failed-to-start' ? outcome.message : outcome.stderr.trim() || outcome.ended
  return `bubblewrap does not run here (${words})`
}

const bubblewrapSandbox = (bwrap: string, host: Host, mounts: BubblewrapMounts): Sandbox => ({
  kind: 'bwrap',
  description: [
    "bubblewrap: no network, no capabilities, only the task's own files and the system's programs are visible",
    ...guards(host, 'bubblewrap'),
  ].join('; '),
  wrap: (program, args, access) => {
    const inside = ['/bin/sh', '-c', LIFELINE, 'sh', program, ...args]
    const inner = [bwrap, ...bubblewrapArgs(program, access, mounts, envOf(host, access)), ...inside]
    return { ...chain(host, inner, access, '/'), lifeline: true }
  },
})

const plainSandbox = (host: Host, why: string): Sandbox => ({
  kind: 'plain',
  description: [
    `no namespace sandbox: ${why}; input allow-lists and a clean environment only`,
    ...guards(host, undefined),
  ].join('; '),
  wrap: (program, args, access) => {
    const guard = host.setpriv
      ? [host.setpriv, '--pdeathsig', 'KILL', '--', '/bin/sh', '-c', SAME_PARENT, String(process.pid)]
      : []
    return { ...chain(host, [...guard, program, ...args], access, access.cwd ?? '/'), lifeline: false }
  },
})

const guards = (host: Host, byOther: string | undefined): string[] => [
  host.prlimit
    ? 'process limits by prlimit'
    : 'no process limits: prlimit is missing (apt-get install util-linux)',
  byOther || host.setpriv
    ? `ends with the server (${byOther ?? 'setpriv'})`
    : 'may outlive a killed server: setpriv is missing (apt-get install util-linux)',
]

/**
 * Runs inside the namespaces, with a pipe from the server on its standard input. When that closes, because the server is
 * gone or wants an end, everything in here is killed. Unlike a death signal it cannot come too early to be heard.
 */
const LIFELINE = 'exec 9<&0 </dev/null; { read -r _ <&9; kill -9 -1; } >&- 2>&- 3>&- & exec 9<&-; exec "$@"'

/** The death signal is set on the process itself and kept by every `exec`; a parent that died before it was set is noticed here. */
const SAME_PARENT = 'test "$PPID" = "$0" && exec "$@"'

const chain = (host: Host, inner: readonly string[], access: Access, cwd: string) => {
  const [program = '', ...args] = [
    ...(host.prlimit ? [host.prlimit, ...limitArgs(access.limits), '--'] : []),
    ...inner,
  ]
  return { program, args, cwd, env: envOf(host, access) }
}

const envOf = (host: Host, access: Access): Readonly<Record<string, string>> => ({
  ...host.env,
  ...access.env,
})

const limitArgs = (limits: Limits = {}): string[] => [
  '--core=0',
  '--nofile=1024',
  ...(limits.cpuSeconds === undefined ? [] : [`--cpu=${Math.ceil(limits.cpuSeconds)}`]),
  ...(limits.fileBytes === undefined ? [] : [`--fsize=${Math.ceil(limits.fileBytes)}`]),
  ...(limits.memoryBytes === undefined ? [] : [`--as=${Math.ceil(limits.memoryBytes)}`]),
]
