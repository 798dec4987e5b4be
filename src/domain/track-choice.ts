/**
 * Which of the source's tracks of one type go into an output: the default one (or the first), all of them, or picks in
 * order. Each kind of output says how it shows several.
 */
export type TrackChoice = 'default' | 'all' | readonly TrackPick[]

/** The tracks of a language, or one by its place. What the source does not have is left out, or refused when nothing is left. */
export interface TrackPick {
  /** As people write it: `en`, `eng` and `en-US` all find a track marked `eng`. */
  readonly language?: string
  /** 0-based, among the source's tracks of this type. */
  readonly track?: number
  /** What a player shows. Absent: the language's own name. */
  readonly title?: string
  /** Played when the viewer has not chosen. Absent: the first pick. */
  readonly default?: boolean
  /** Which stands for it when no track has the language, and is said to be in it. Absent: none, it is left out. */
  readonly otherwise?: 'default'
  /** Of a track that stands apart in a stream: what its files are called. Absent: a name made of the language. */
  readonly name?: string
  /** `false`: a player takes it only when the viewer chooses it by hand. */
  readonly autoSelect?: boolean
  /** Of subtitles: shown even to who wants none, being needed to understand the film. */
  readonly forced?: boolean
}
