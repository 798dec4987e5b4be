import { DEFINITIONS, type Definition } from '../schema/template.ts'

/** The service has two vocabularies: templates and tasks say LD for what players and file names call FD, and so on. */
const PLAY_WORDS: Readonly<Record<Definition, string>> = {
  ...{ LD: 'FD', SD: 'LD', HD: 'SD', FHD: 'HD' },
  ...{ '2K': '2K', '4K': '4K', OD: 'OD', SQ: 'SQ', HQ: 'HQ' },
}

export const playDefinition = (definition: Definition): string => PLAY_WORDS[definition]

export const isDefinition = (text: string): text is Definition =>
  (DEFINITIONS as readonly string[]).includes(text)
