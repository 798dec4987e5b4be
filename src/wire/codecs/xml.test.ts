import { expect, test } from 'vitest'
import { writeXml } from './xml.ts'

test('members become elements, lists repeat theirs, absent ones leave nothing', () => {
  expect(
    writeXml('AResponse', {
      RequestId: 'R',
      Job: { Percent: 3, Ok: true, None: null, Gone: undefined, Outputs: [{ Name: 'a' }, { Name: 'b' }] },
      Empty: [],
    }),
  ).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><AResponse><RequestId>R</RequestId><Job><Percent>3</Percent><Ok>true</Ok><Outputs><Name>a</Name></Outputs><Outputs><Name>b</Name></Outputs></Job></AResponse>',
  )
})

test('text is escaped, and what XML cannot say is replaced', () => {
  expect(writeXml('R', { T: '{"a":"<&>"}\u0001' })).toContain(
    '<T>{&quot;a&quot;:&quot;&lt;&amp;&gt;&quot;}\ufffd</T>',
  )
})
