const HEAD = 4 * 1024
const TAIL = 12 * 1024

/**
 * Text of unknown length kept in bounded memory: its beginning, which says what was opened, and its end, which says
 * why it stopped. Sizes in bytes.
 */
export class BoundedText {
  #head: Buffer[] = []
  #headSize = 0
  #tail: Buffer[] = []
  #tailSize = 0
  #total = 0
  readonly #headLimit: number
  readonly #tailLimit: number

  constructor(headLimit = HEAD, tailLimit = TAIL) {
    this.#headLimit = headLimit
    this.#tailLimit = tailLimit
  }

  push(chunk: Buffer): void {
    this.#total += chunk.length
    const room = this.#headLimit - this.#headSize
    if (room > 0) {
      this.#head.push(chunk.subarray(0, room))
      this.#headSize += Math.min(room, chunk.length)
    }
    const rest = chunk.subarray(Math.max(0, room))
    if (rest.length === 0) return
    this.#tail.push(rest)
    this.#tailSize += rest.length
    // Joined only when twice the limit has gathered, so that many small chunks stay cheap.
    if (this.#tailSize > 2 * this.#tailLimit) {
      this.#tail = [Buffer.from(Buffer.concat(this.#tail).subarray(-this.#tailLimit))]
      this.#tailSize = this.#tailLimit
    }
  }

  /** The text, with a marker where bytes were left out. NUL bytes are dropped: databases refuse them. */
  toString(): string {
    const tail = Buffer.concat(this.#tail).subarray(-this.#tailLimit)
    const lost = this.#total - this.#headSize - tail.length
    const marker = lost > 0 ? `\n[… ${lost} bytes left out …]\n` : ''
    const parts = lost > 0 ? [text(this.#head), marker, text([tail])] : [text([...this.#head, tail])]
    return parts.join('').replaceAll('\0', '')
  }
}

const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString('utf8')
