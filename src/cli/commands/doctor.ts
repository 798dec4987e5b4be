import type { Command } from 'commander'
import { CliError, EXIT } from '../cli-error.ts'
import { printJson, printLine } from '../format/print.ts'
import { formatTable } from '../format/table.ts'
import type { Host } from '../host.ts'

export const addDoctor = (program: Command, host: Host): void => {
  program
    .command('doctor')
    .description('Says whether this machine has what transcoding needs, and how to get what is missing.')
    .option('--json', 'print JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const found = await host.doctor()
      if (json) printJson(host.stdout, found)
      else
        printLine(
          host.stdout,
          formatTable(
            ['', 'CHECK', 'FOUND'],
            found.lines.map(({ ok, label, detail }) => [ok ? 'ok' : 'FAIL', label, detail]),
          ),
        )
      if (!found.ok) throw new CliError('', EXIT.failed)
    })
}
