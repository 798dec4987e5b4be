import { type Problem, type ProblemCode, problem } from '../domain/problem.ts'
import type { ProcessOutcome } from './run.ts'

/**
 * What a process's end means for the task; undefined when nothing speaks against success. That is not success yet:
 * FFmpeg exits 0 on a full disk and on a cut source too, so outputs are verified afterwards.
 */
export const problemOf = (outcome: ProcessOutcome): Problem | undefined => {
  switch (outcome.ended) {
    case 'cancelled':
      return problem('interrupted', 'The work was cancelled.', { detail: { reason: 'cancelled' } })
    case 'shutdown':
      return problem('interrupted', 'The server stopped during the work.', { detail: { reason: 'shutdown' } })
    case 'timed-out':
      return problem('timed-out', 'The work took longer than its time limit and was ended.')
    case 'stalled':
      return problem('stalled', 'FFmpeg made no progress any more and was ended.')
    case 'failed-to-start':
      return problem('encode-failed', `The program could not be started: ${publicWords(outcome.message)}.`)
    case 'too-much-output':
      return problem('encode-failed', 'The program printed more than it may, and was ended.')
    case 'signal':
      return known(outcome.stderr) ?? bySignal(outcome.signal)
    case 'exit':
      return known(outcome.stderr, outcome.exitCode) ?? byExitCode(outcome.exitCode, outcome.stderr)
  }
}

/** FFmpeg's words, most telling first; `always` are those that count even when it exited with 0. */
const WORDS: readonly { words: RegExp; code: ProblemCode; message: string; always?: true }[] = [
  {
    words: /No space left on device|Disk quota exceeded/,
    code: 'disk-full',
    message: 'The disk is full.',
    always: true,
  },
  {
    words: /Output file is empty, nothing was encoded/,
    code: 'source-unsupported',
    message: 'FFmpeg could decode nothing of the source there.',
    always: true,
  },
  {
    words: /exceeds specified max pixel count|Picture size \S+ is invalid/,
    code: 'source-too-large',
    message: 'The picture has more pixels than the server takes.',
  },
  {
    words: /exceeds max_streams/,
    code: 'source-too-large',
    message: 'The source has more streams than the server takes.',
  },
  {
    words: /Format not on whitelist/,
    code: 'source-unsupported',
    message: 'The source is of a format that the server does not read.',
  },
  {
    words: /Codec \((\S+)\) not on whitelist/,
    code: 'source-unsupported',
    message: 'The source uses a codec that the server does not decode: $1.',
  },
  {
    words: /Unknown encoder/,
    code: 'encoder-missing',
    message: 'This FFmpeg lacks an encoder that the output needs.',
  },
  {
    words: /moov atom not found/,
    code: 'source-unreadable',
    message: 'The source has no index: it is cut or not a media file.',
  },
  {
    // Only of the file that was opened: the same words about a packet are survived.
    words: /^[^[\n][^\n]*: (?:Invalid data found when processing input|End of file)$/m,
    code: 'source-unreadable',
    message: 'The source is not a readable media file.',
  },
]

const known = (said: string, exitCode = 1): Problem | undefined => {
  const stderr = withoutLevels(said)
  for (const { words, code, message, always } of WORDS) {
    const match = exitCode !== 0 || always ? words.exec(stderr) : null
    if (match) return problem(code, message.replace('$1', match[1] ?? ''), { detail: { exitCode } })
  }
  return undefined
}

const bySignal = (signal: string): Problem => {
  const detail = { detail: { signal } }
  if (signal === 'SIGTERM' || signal === 'SIGINT' || signal === 'SIGHUP')
    return problem('interrupted', `FFmpeg was ended from outside by ${signal}.`, detail)
  if (signal === 'SIGXFSZ')
    return problem('encode-failed', 'A file grew over the size limit of one file.', detail)
  if (signal === 'SIGKILL' || signal === 'SIGXCPU')
    return problem(
      'encode-failed',
      `FFmpeg was ended by the system (${signal}): out of memory or processor time.`,
      detail,
    )
  return problem('encode-failed', `FFmpeg crashed with ${signal}.`, detail)
}

const byExitCode = (exitCode: number, stderr: string): Problem | undefined => {
  if (exitCode === 0) return undefined
  const line = lastLine(stderr)
  const said = line === '' ? '.' : `: ${line}`
  return problem('encode-failed', `FFmpeg failed with exit code ${exitCode}${said}`, { detail: { exitCode } })
}

/** `-v level+…` puts the severity of each line before its words. */
const LEVEL = /\[(?:panic|fatal|error|warning|info|verbose|debug)\] /g

const withoutLevels = (stderr: string): string => stderr.replace(LEVEL, '')

/** The last line that is an error, where lines say what they are. */
const lastLine = (stderr: string): string => {
  const lines = stderr.trim().split('\n')
  const line = lines.findLast((one) => /\[(?:panic|fatal|error)\] /.test(one)) ?? lines.at(-1) ?? ''
  return publicWords(withoutLevels(line)).slice(0, 300)
}

/** Without memory addresses and without folders of this machine: only the last part of a path stays. */
export const publicWords = (text: string): string =>
  text
    .replace(/ @ 0x[0-9a-f]+/g, '')
    .replace(/(?<![\w.:/])(?:file:)?(?:\/[^\s/:'",;]+)+\/([^\s/:'",;]*)/g, '$1')
    .replace(/\bfile:/g, '')
