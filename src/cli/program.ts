import process from 'node:process'
import { Command, CommanderError } from 'commander'
import { DomainError } from '../domain/problem.ts'
import { CliError, EXIT } from './cli-error.ts'
import { addDoctor } from './commands/doctor.ts'
import { addTasks } from './commands/tasks.ts'
import { addTemplates } from './commands/templates.ts'
import { addTranscode } from './commands/transcode.ts'
import { printLine } from './format/print.ts'
import type { Host } from './host.ts'

/**
 * The command line. `parseAsync` tells the shell by exit code how it ended: 0 whole success, 1 something failed, 2 asked wrongly,
 * 130 interrupted. It rejects only with errors that nobody foresaw.
 */
export const createProgram = (host: Host): Command => {
  const program = new Program(host)
  program
    .name('pentode')
    .description('Transcodes media with FFmpeg, here or on a server.')
    .version(host.version)
    .exitOverride()
    .showHelpAfterError('Run with --help to see what is possible.')
    .configureOutput({
      writeOut: (text) => void host.stdout.write(text),
      writeErr: (text) => void host.stderr.write(text),
    })
  program
    .command('serve')
    .description('Runs the server until it is told to stop. Settings are PENTODE_* variables.')
    .action(() => host.serve())
  addTranscode(program, host)
  addTasks(program, host)
  addTemplates(program, host)
  addDoctor(program, host)
  return program
}

class Program extends Command {
  readonly #host: Host
  constructor(host: Host) {
    super()
    this.#host = host
  }

  override async parseAsync(...of: Parameters<Command['parseAsync']>): Promise<this> {
    const setExitCode = this.#host.setExitCode ?? setProcessExitCode
    const { stdout, stderr } = this.#host
    let broken: NodeJS.ErrnoException | undefined
    stdout.on('error', (error) => {
      if (!isClosedPipe(error)) broken ??= error
    })
    // There is nobody left to tell.
    stderr.on('error', () => {})
    try {
      await super.parseAsync(...of)
      if (broken) throw new CliError(`Standard output takes no more (${broken.code}).`)
      return this
    } catch (error) {
      if (error instanceof CliError) {
        if (error.message !== '') printLine(this.#host.stderr, `pentode: ${error.message}`)
        setExitCode(error.exitCode)
      } else if (error instanceof DomainError) {
        printLine(this.#host.stderr, `pentode: ${error.message}`)
        setExitCode(EXIT.failed)
      } else if (error instanceof CommanderError) {
        // Commander has said it already; asking for help is no error.
        setExitCode(error.exitCode === 0 ? EXIT.ok : EXIT.usage)
      } else throw error
      return this
    }
  }
}

/** `| head` has read enough; the work and its cleaning up go on. */
const isClosedPipe = ({ code }: NodeJS.ErrnoException): boolean => code === 'EPIPE'

const setProcessExitCode = (code: number): void => {
  process.exitCode = code
}
