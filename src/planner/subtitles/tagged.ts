import type { TextRun } from '../../domain/subtitle-document.ts'

/** A run between the tags that SubRip and WebVTT have in common. `said` is its text, as the format writes it. */
export const tagged = ({ bold, italic, underline }: TextRun, said: string): string => {
  const tags = [...(bold ? ['b'] : []), ...(italic ? ['i'] : []), ...(underline ? ['u'] : [])]
  const open = tags.map((tag) => `<${tag}>`).join('')
  const close = tags
    .toReversed()
    .map((tag) => `</${tag}>`)
    .join('')
  return open + said + close
}
