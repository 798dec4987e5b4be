import { fail } from '../../domain/problem.ts'
import { SUBTITLE_LIMITS } from '../../domain/subtitle-document.ts'

/** Something shown for a while. */
interface Timed {
  readonly start: number
  readonly end: number
}

/**
 * What is shown, in order of time, without what is never shown or lies beyond any film.
 * @throws DomainError source-too-large when there is more of it than can be drawn in reasonable time
 */
export const inOrder = <T extends Timed>(all: readonly T[]): readonly T[] => {
  const { cues, together, end } = SUBTITLE_LIMITS
  if (all.length > cues)
    throw fail('source-too-large', `There are ${all.length} cues; at most ${cues} are taken.`, {
      detail: { cues: all.length, limit: cues },
    })
  const shown = all
    .filter((cue) => cue.end > cue.start && cue.end > 0 && cue.start < end)
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
  const most = mostTogether(shown)
  if (most > together)
    throw fail('source-too-large', `${most} cues are shown at one time; at most ${together} are taken.`, {
      detail: { together: most, limit: together },
    })
  return shown
}

const mostTogether = (shown: readonly Timed[]): number => {
  const ends = shown.map(({ end }) => end).sort((a, b) => a - b)
  let over = 0
  let most = 0
  shown.forEach(({ start }, i) => {
    while ((ends[over] ?? Number.POSITIVE_INFINITY) <= start) over++
    most = Math.max(most, i + 1 - over)
  })
  return most
}

/** @throws DomainError source-too-large */
export const boundedText = (text: string): string => {
  if (text.length <= SUBTITLE_LIMITS.text) return text
  throw fail(
    'source-too-large',
    `A cue has ${text.length} characters; at most ${SUBTITLE_LIMITS.text} are taken.`,
    { detail: { characters: text.length, limit: SUBTITLE_LIMITS.text } },
  )
}

/** Text that people read: nothing that steers a terminal, a parser or a renderer. */
export const printable = (text: string): string =>
  text.replace(/\t/g, ' ').replace(/[^\n\P{Cc}]|\uFEFF|\uFFFD/gu, '')
