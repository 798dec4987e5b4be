import type { SubtitleCue } from '../../domain/subtitle-document.ts'

/** Cues of which no two are shown at one time: where some were, one says what all of them did, a line below the other. */
export const oneAtATime = (cues: readonly SubtitleCue[]): readonly SubtitleCue[] => {
  const times = [...new Set(cues.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b)
  let first = 0
  return times.slice(0, -1).flatMap((start, i): SubtitleCue[] => {
    const end = times[i + 1] ?? start
    // Cues stand in order of their beginnings: those that are over for good are passed by.
    while ((cues[first]?.end ?? Number.POSITIVE_INFINITY) <= start) first++
    const shown: SubtitleCue[] = []
    for (let at = first; (cues[at]?.start ?? Number.POSITIVE_INFINITY) <= start; at++) {
      const cue = cues[at]
      if (cue && cue.end > start) shown.push(cue)
    }
    const [only, ...others] = shown
    if (!only) return []
    if (others.length === 0) return [{ ...only, start, end }]
    const text = shown.flatMap((cue, n) => [...(n === 0 ? [] : [{ text: '\n' }]), ...cue.text])
    return [{ start, end, text }]
  })
}
