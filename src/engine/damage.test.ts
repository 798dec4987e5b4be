import { expect, test } from 'vitest'
import { lineCounter, UNREAD } from './damage.ts'

const SAID = `[h264 @ 0x55] [error] error while decoding MB 5 3, bytestream -7
[error] Error while decoding stream #0:0: Invalid data found when processing input
[warning] src: corrupt decoded frame in stream 0
[mp4 @ 0x55] [warning] Non-monotonous DTS in output stream 0:1`

test('each packet or frame that cannot be read counts once, however the words arrive', () => {
  for (const size of [1, 7, 1000]) {
    const counter = lineCounter(UNREAD)
    for (let at = 0; at < SAID.length; at += size) counter.push(SAID.slice(at, at + size))
    expect(counter.count()).toBe(2)
  }
})
