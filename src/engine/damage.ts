/** What FFmpeg, old or new, says once for each packet or frame of its inputs that it could not read as it should. */
const SAID =
  /Error while decoding stream #|corrupt decoded frame in stream|corrupt input packet in stream|Error submitting packet to decoder/

const LINE_LIMIT = 4096

/** Counts the packets and frames that could not be read; chunks of stderr may be cut anywhere. */
export const damageCounter = (): { readonly push: (chunk: string) => void; readonly count: () => number } => {
  let rest = ''
  let found = 0
  return {
    push: (chunk) => {
      const lines = (rest + chunk).split('\n')
      rest = (lines.pop() ?? '').slice(0, LINE_LIMIT)
      found += lines.filter((line) => SAID.test(line)).length
    },
    count: () => found + (SAID.test(rest) ? 1 : 0),
  }
}
