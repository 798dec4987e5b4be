import { DEFINITIONS, type Definition } from '../schema/template.ts'

/** The service has two vocabularies: templates and tasks say LD for what players and file names call FD, and so on. */
const PLAY_WORDS: Readonly<Record<Definition, string>> = {
  ...{ LD: 'FD', SD: 'LD', HD: 'SD', FHD: 'HD' },
  ...{ '2K': '2K', '4K': '4K', OD: 'OD', SQ: 'SQ', HQ: 'HQ' },
}

/** What an adaptive stream is called by both. */
export const ADAPTIVE = 'AUTO'
export type MadeDefinition = Definition | typeof ADAPTIVE

export const playDefinition = (definition: MadeDefinition): string =>
  definition === ADAPTIVE ? ADAPTIVE : PLAY_WORDS[definition]

export const isDefinition = (text: string): text is MadeDefinition =>
  text === ADAPTIVE || (DEFINITIONS as readonly string[]).includes(text)
