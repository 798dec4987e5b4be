import { execa } from 'execa'
import type { WrappedCommand } from './sandbox.ts'

/** The pipes that a process has beside its standard error. */
export interface Pipes {
  readonly stdout: boolean
  /** Descriptor 3. */
  readonly third: boolean
}

const HOW = {
  extendEnv: false,
  // A process group of its own, ended as one; orderly exits of this process end it too.
  killDescendants: true,
  buffer: false,
  reject: false,
} as const

/** Starts a process. It never rejects. */
export const launch = ({ program, args, cwd, env, lifeline }: WrappedCommand, { stdout, third }: Pipes) =>
  execa(program, args, {
    ...HOW,
    ...{ cwd, env },
    stdio: [
      lifeline ? 'pipe' : 'ignore',
      stdout ? 'pipe' : 'ignore',
      'pipe',
      ...(third ? (['pipe'] as const) : []),
    ],
  })

/** A shell that will become what its standard input says. It ends with that. */
export const launchSpare = () =>
  execa('/bin/sh', [], { ...HOW, cwd: '/', env: {}, stdio: ['pipe', 'pipe', 'pipe', 'pipe'] })

export type Spare = ReturnType<typeof launchSpare>
export type Launched = ReturnType<typeof launch> | Spare

/** Makes such a shell a process like one from `launch`. */
export const become = (spare: Spare, command: WrappedCommand, pipes: Pipes): Spare => {
  if (!pipes.stdout) spare.stdout.resume()
  const [, , , third] = spare.stdio
  if (!pipes.third) third.resume()
  spare.stdin.on('error', () => {})
  spare.stdin.write(becoming(command, pipes))
  if (!command.lifeline) spare.stdin.end()
  return spare
}

const becoming = (
  { program, args, cwd, env, lifeline }: WrappedCommand,
  { stdout, third }: Pipes,
): string => {
  const exports = Object.entries(env).map(([name, value]) => `export ${name}=${quoted(value)};`)
  const closed = [
    ...(lifeline ? [] : ['</dev/null']),
    ...(stdout ? [] : ['>/dev/null']),
    ...(third ? [] : ['3>&-']),
  ]
  const words = ['cd', quoted(cwd), '&&', 'exec', ...[program, ...args].map(quoted), ...closed]
  return `${[...exports, ...words].join(' ')}\n`
}

/** Why the shell is still a shell. */
export const notBecome = (exitCode: number, stderr: string): string | undefined =>
  exitCode === 0 ? undefined : /^\/bin\/sh: 1: (?:cd|exec): (.*)$/m.exec(stderr)?.[1]

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`
