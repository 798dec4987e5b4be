/** One box of ISO BMFF, by its places in the data: its header begins at `start`, its content at `body`. */
export interface Box {
  readonly type: string
  readonly start: number
  readonly body: number
  readonly end: number
}

/** A box's header, as far as it can be read: `size` 0 means to the end of the file. */
export const boxHeader = (
  data: Buffer,
  at: number,
): { readonly type: string; readonly size: number; readonly header: number } | undefined => {
  if (at + 8 > data.length) return undefined
  const type = data.toString('latin1', at + 4, at + 8)
  const size = data.readUInt32BE(at)
  if (size !== 1) return { type, size, header: 8 }
  return at + 16 > data.length ? undefined : { type, size: Number(data.readBigUInt64BE(at + 8)), header: 16 }
}

/** The boxes between two places. @throws RangeError when one does not fit. */
export const boxesOf = (data: Buffer, from = 0, to = data.length): readonly Box[] => {
  const found: Box[] = []
  for (let at = from; at < to; ) {
    const head = boxHeader(data, at)
    const size = head?.size === 0 ? to - at : head?.size
    if (!head || size === undefined || size < head.header || at + size > to)
      throw new RangeError(`a box at ${at} does not fit`)
    found.push({ type: head.type, start: at, body: at + head.header, end: at + size })
    at += size
  }
  return found
}

/** The first box under a path such as `mdia/minf/stbl`; undefined when it is not there. */
export const boxAt = (data: Buffer, path: string, from = 0, to = data.length): Box | undefined => {
  let box: Box | undefined
  for (const type of path.split('/')) {
    box = boxesOf(data, box?.body ?? from, box?.end ?? to).find((b) => b.type === type)
    if (!box) return undefined
  }
  return box
}

/** A box with its content. */
export const makeBox = (type: string, ...content: readonly Uint8Array[]): Buffer => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + content.reduce((sum, part) => sum + part.length, 0))
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, ...content])
}
