import type { Command } from 'commander'
import { usageError } from '../cli-error.ts'
import type { Host } from '../host.ts'
import { safeName } from '../transcode/read-input.ts'
import { type TranscodeOptions, transcode } from '../transcode/transcode.ts'

const DEFAULT_TEMPLATE = 'mp4-720p'

export const addTranscode = (program: Command, host: Host): void => {
  program
    .command('transcode')
    .summary('transcode a file or URL here, without a server')
    .description('Transcodes one file or http(s) URL. Outputs are named <input>-<template>.<ext>.')
    .argument('<input>', 'a media file, or an http(s) URL')
    .option(
      '-t, --template <name>',
      `what to make; may be given several times (default: ${DEFAULT_TEMPLATE})`,
      (name: string, names: readonly string[] = []) => [...names, name],
    )
    .option('-o, --out <folder>', 'where the outputs go', '.')
    .option('-n, --name <base>', "begins the outputs' names, in place of the input's name")
    .option('-f, --force', 'replace files that are there', false)
    .option('--plan', 'show what would be run, and why, without running it', false)
    .option('--json', 'one JSON object per line', false)
    .action(async (input: string, { template, name, ...rest }: Partial<TranscodeOptions>) => {
      if (name !== undefined && (name === '' || safeName(name) !== name))
        throw usageError(`--name must be a plain file name, not ${JSON.stringify(name)}.`)
      await transcode(host, input, {
        out: '.',
        json: false,
        plan: false,
        force: false,
        ...rest,
        template: template ?? [DEFAULT_TEMPLATE],
        ...(name === undefined ? {} : { name }),
      })
    })
}
