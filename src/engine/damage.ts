/** What FFmpeg, old or new, says once for each packet or frame of its inputs that it could not read as it should. */
export const UNREAD =
  /Error while decoding stream #|corrupt decoded frame in stream|corrupt input packet in stream|Error submitting packet to decoder/

/** What it says once for each packet of H.264 or H.265 that is not made of such units: zeros, most of the time. */
export const HOLLOW = /Invalid NAL unit size/

const LINE_LIMIT = 4096

/** Counts the lines that say something; chunks of stderr may be cut anywhere. */
export const lineCounter = (
  said: RegExp,
): { readonly push: (chunk: string) => void; readonly count: () => number } => {
  let rest = ''
  let found = 0
  return {
    push: (chunk) => {
      const lines = (rest + chunk).split('\n')
      rest = (lines.pop() ?? '').slice(0, LINE_LIMIT)
      found += lines.filter((line) => said.test(line)).length
    },
    count: () => found + (said.test(rest) ? 1 : 0),
  }
}
