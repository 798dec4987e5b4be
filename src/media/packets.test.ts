import { expect, test } from 'vitest'
import { probeReader } from './packets.ts'

const KEYS = ['stream_index', 'pts_time', 'dts_time', 'duration_time', 'size', 'flags']

/** ffprobe's JSON of packets given as `stream,pts,dts,duration,size,flags`. */
const json = (packets: readonly string[]): string => {
  const lines = packets.map((packet) => {
    const values = packet.split(',').map((value, i) => [KEYS[i] ?? '', i === 0 ? Number(value) : value])
    const fields = values.filter(([, value]) => value !== 'N/A')
    return `        { ${JSON.stringify(Object.fromEntries(fields)).slice(1, -1)} }`
  })
  return `{\n    "packets": [\n${lines.join(',\n')}\n    ],\n    "format": { "tags": { "title": "    \\"packets\\": [\\n{é}" } }\n}\n`
}

const reader = (text: string) => {
  const reading = probeReader(1000)
  for (const byte of Buffer.from(text)) reading.push(Buffer.from([byte]))
  return reading
}
const read = (...packets: string[]) => reader(json(packets)).facts()

test('counts, ends and key-frame distances by stream, in presentation order', () => {
  const facts = read(
    ...['0,0.000000,0.000000,0.040000,100,K_', '1,0.000000,0.000000,0.020000,100,K_'],
    ...['0,2.000000,0.040000,0.040000,100,K_', '0,0.080000,0.080000,0.040000,100,__'],
    '0,2.960000,0.120000,0.040000,100,__',
  )
  expect(facts.get(0)).toMatchObject({
    packets: 4,
    full: 4,
    size: 400,
    start: 0,
    end: 3,
    maxKeyframeInterval: 2,
  })
  expect(facts.get(1)).toEqual({
    packets: 1,
    full: 1,
    size: 100,
    start: 0,
    end: 0.02,
    maxKeyframeInterval: 0.02,
    firstKey: 0,
    firstTimes: [0],
  })
})

test('one key frame reaches to the end; a missing first one to the second', () => {
  expect(read('0,1,1,1,100,K_', '0,2,2,1,100,__').get(0)?.maxKeyframeInterval).toBe(2)
  expect(read('0,0,0,1,100,__', '0,5,5,1,100,K_', '0,6,6,1,100,K_').get(0)?.maxKeyframeInterval).toBe(6)
})

test('without times there is only the count', () => {
  expect(read('0,N/A,N/A,0.04,100,K_', '0,N/A,N/A,0.04,100,__').get(0)).toEqual({
    packets: 2,
    full: 2,
    size: 200,
    maxKeyframeInterval: 0,
    firstTimes: [],
  })
  expect(read('0,N/A,3.5,0.5,100,K_').get(0)).toMatchObject({ start: 3.5, end: 4 })
})

test('what is not a packet stays, whatever it says', () => {
  const reading = reader(json(['0,0,0,1,100,K_']))
  expect(reading.json()).toEqual({
    packets: [],
    format: { tags: { title: '    "packets": [\n{é}' } },
  })
  expect(reading.facts().size).toBe(1)
})

test('side data is left out', () => {
  const whole = json(['0,0,0,1,100,K_', '0,1,1,1,50,__'])
  const facts = reader(
    whole.replace(
      ' },',
      ',\n            "side_data_list": [\n                { "id": 224 }\n            ] },',
    ),
  ).facts()
  expect(facts.get(0)).toMatchObject({ packets: 2, size: 150, end: 2 })
})

test('only what is not a packet counts towards the limit', () => {
  const reading = probeReader(100)
  expect(reading.push(Buffer.from(json(Array(50).fill('0,0,0,1,100,K_')).split('    ],')[0] ?? ''))).toBe(
    true,
  )
  expect(reading.push(Buffer.from('    ],\n'.padEnd(200)))).toBe(false)
})
