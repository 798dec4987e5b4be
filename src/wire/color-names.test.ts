import { expect, test } from 'vitest'
import { readColor } from './color-names.ts'

test('colours are read by name and by number, and as nothing else', () => {
  expect(['Darkorange', '#0064FF', '0xFFffFF', 'White'].map(readColor)).toEqual([
    ...['ff8c00', '0064ff', 'ffffff', 'ffffff'],
  ])
  expect(['', 'ffffff', '#fff', 'red@0.5', 'constructor', '#0064ff0'].map(readColor)).toEqual(
    Array(6).fill(undefined),
  )
})
