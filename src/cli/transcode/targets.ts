import type { OutputSpec } from '../../domain/output-spec.ts'
import { mayBeSeveral, PICTURE_EXTENSIONS } from '../../domain/picture-spec.ts'
import { SUBTITLE_EXTENSIONS } from '../../domain/subtitle-spec.ts'
import { usageError } from '../cli-error.ts'

/** Where an output goes. `key` is its main file, relative to the output folder; `stem` begins the names of all its files. */
export interface Target {
  readonly template: string
  readonly kind: OutputSpec['kind']
  readonly key: string
  readonly stem: string
}

/**
 * `<base>-<template>.<ext>`; a stream and several pictures have a folder of that name.
 * @throws CliError (usage) naming the known templates
 */
export const chooseTargets = (
  base: string,
  wanted: readonly string[],
  known: readonly { readonly name: string; readonly spec: OutputSpec }[],
): readonly Target[] =>
  [...new Set(wanted)].map((name) => {
    const template = known.find((each) => each.name === name)
    if (!template)
      throw usageError(
        `There is no template ${JSON.stringify(name)}. Known are: ${known.map((each) => each.name).join(', ')}.`,
      )
    const stem = `${base}-${name}`
    return { template: name, kind: template.spec.kind, key: stem + suffix(template.spec), stem }
  })

const suffix = (spec: OutputSpec): string => {
  switch (spec.kind) {
    case 'file':
      return `.${spec.container}`
    case 'stream':
      if (spec.protocol === 'dash') return '/manifest.mpd'
      return spec.master ? '/master.m3u8' : '/index.m3u8'
    case 'sprite':
      return '.vtt'
    case 'original':
    case 'probe':
      return ''
    case 'snapshots':
      return `${mayBeSeveral(spec) ? '/{number}' : ''}.${PICTURE_EXTENSIONS[spec.format]}`
    case 'animation':
      return `.${spec.format}`
    case 'subtitles':
      return `.${SUBTITLE_EXTENSIONS[spec.format]}`
  }
}
