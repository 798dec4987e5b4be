import { expect, test } from 'vitest'
import { packetReader } from './packets.ts'

const read = (text: string) => {
  const reader = packetReader()
  for (const letter of text) reader.push(letter)
  return reader.facts()
}

test('counts, ends and key-frame distances by stream, in presentation order', () => {
  const facts = read(
    '0,0.000000,0.000000,0.040000,100,K_\n1,0.000000,0.000000,0.020000,100,K_,\n\n0,2.000000,0.040000,0.040000,100,K_\n0,0.080000,0.080000,0.040000,100,__\n0,2.960000,0.120000,0.040000,100,__',
  )
  expect(facts.get(0)).toEqual({ packets: 4, size: 400, start: 0, end: 3, maxKeyframeInterval: 2 })
  expect(facts.get(1)).toEqual({ packets: 1, size: 100, start: 0, end: 0.02, maxKeyframeInterval: 0.02 })
})

test('one key frame reaches to the end; a missing first one to the second', () => {
  expect(read('0,1,1,1,100,K_\n0,2,2,1,100,__\n').get(0)?.maxKeyframeInterval).toBe(2)
  expect(read('0,0,0,1,100,__\n0,5,5,1,100,K_\n0,6,6,1,100,K_\n').get(0)?.maxKeyframeInterval).toBe(6)
})

test('without times there is only the count', () => {
  expect(read('0,N/A,N/A,0.04,100,K_\n0,N/A,N/A,0.04,100,__\nside data,\n').get(0)).toEqual({
    packets: 2,
    size: 200,
    maxKeyframeInterval: 0,
  })
  expect(read('0,N/A,3.5,0.5,100,K_\n').get(0)).toMatchObject({ start: 3.5, end: 4 })
})
