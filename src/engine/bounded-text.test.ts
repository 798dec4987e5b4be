import { expect, test } from 'vitest'
import { BoundedText } from './bounded-text.ts'

test('a short text stays as it is', () => {
  const text = new BoundedText(4, 6)
  text.push(Buffer.from('abc'))
  text.push(Buffer.from('defghij'))
  expect(text.toString()).toBe('abcdefghij')
})

test('of a long text the beginning and the end stay, and the gap is counted', () => {
  const text = new BoundedText(4, 6)
  for (let i = 0; i < 100; i++) text.push(Buffer.from(String(i % 10)))
  expect(text.toString()).toBe('0123\n[… 90 bytes left out …]\n456789')
})

test('one huge chunk is cut too, and NUL bytes are dropped', () => {
  const text = new BoundedText()
  text.push(Buffer.alloc(10_000_000, 'x'))
  text.push(Buffer.from('\0end'))
  expect(text.toString()).toMatch(/^x{4096}\n\[… 9983620 bytes left out …\]\nx{12284}end$/)
})
