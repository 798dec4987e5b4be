/** What a file says of itself: its title, who made it, a mark of one's own. */
export interface Tag {
  readonly name: string
  readonly value: string
}

/** Letters, digits, `-` and `_`. Containers tell capitals from others, or do not. */
export const TAG_NAME = /^[A-Za-z0-9_-]{1,64}$/
/** Characters of a value, and tags of one file. */
export const TAG_LIMITS = { value: 4096, tags: 32 } as const
