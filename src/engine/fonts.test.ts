import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lacking, widthOf } from '../domain/font.ts'
import { temporaryFolder } from '../testing/clips.ts'
import { fontCharacters, glyphRuns } from './font-characters.ts'
import { findFonts, fontsAtHand } from './fonts.ts'

test('the fonts of this machine say their names, their face and their characters', async () => {
  const fonts = await findFonts()
  const sans = fonts.filter(({ family }) => family === 'DejaVu Sans')
  const [plain] = sans.toSorted((a, b) => a.fancy - b.fancy)
  expect(plain).toMatchObject({ style: 'Book', fancy: 0, path: expect.stringMatching(/\/DejaVuSans\.ttf$/) })
  const bold = sans.find(({ names }) => names.includes('DejaVu Sans Bold'))
  expect(bold?.style).toBe('Bold')
  expect(plain && lacking(plain, 'Grüße, Ωмир 😀\n\tfi')).toEqual([])
  expect(plain && lacking(plain, '中a文中\u{10FFFF}')).toEqual(['中', '文', '\u{10FFFF}'])
})

test('a font says how wide a text is', async () => {
  const fonts = await findFonts()
  const width = (path: string, text: string): number | undefined => {
    const font = fonts.find((each) => each.path.endsWith(path))
    return font && widthOf(font, text, 100)
  }
  // Every letter of this one is as wide as the others.
  expect(width('/DejaVuSansMono.ttf', 'iW.é')).toBe(4 * 60)
  expect(width('/DejaVuSans.ttf', 'ii')).toBe(2 * 28)
  expect(width('/DejaVuSans.ttf', 'WW')).toBe(2 * 99)
})

test('what is no font, or none that can be read, is left out; folders that are not there too', async () => {
  await using folder = await temporaryFolder()
  await writeFile(join(folder.path, 'text.ttf'), 'not a font')
  await writeFile(join(folder.path, 'empty.otf'), '')
  const [first] = await findFonts()
  await copyFile(first?.path ?? '', join(folder.path, 'other.ttf'))
  const found = await findFonts([folder.path, join(folder.path, 'nowhere')])
  expect(found.map(({ family, path }) => [family, path])).toEqual([
    [first?.family, join(folder.path, 'other.ttf')],
  ])
})

test('fonts that are installed or removed are seen at once, and read once where nothing changes', async () => {
  const usual = fontsAtHand()
  expect(await usual()).toBe(await usual())
  await using folder = await temporaryFolder()
  const fonts = fontsAtHand([folder.path, join(folder.path, 'nowhere')])
  expect(await fonts()).toEqual([])
  const [first] = await findFonts()
  await mkdir(join(folder.path, 'deep'))
  await copyFile(first?.path ?? '', join(folder.path, 'deep', 'one.ttf'))
  expect((await fonts()).map(({ path }) => path)).toEqual([join(folder.path, 'deep', 'one.ttf')])
  await copyFile(first?.path ?? '', join(folder.path, 'deep', 'two.ttf'))
  expect(await fonts()).toHaveLength(2)
  await rm(join(folder.path, 'deep', 'one.ttf'))
  expect((await fonts()).map(({ path }) => path)).toEqual([join(folder.path, 'deep', 'two.ttf')])
})

test('a character that leads to no glyph is not there', () => {
  // One subtable of format 4: A to C by a list of glyphs in which B has none, then the mark of the end.
  const shorts = [
    ...[0, 1, 3, 1, 0, 12],
    ...[4, 40, 0, 4, 4, 1, 0],
    ...[0x43, 0xffff, 0, 0x41, 0xffff, 0, 1, 4, 0],
    ...[5, 0, 6],
  ]
  const table = Buffer.alloc(shorts.length * 2)
  for (const [i, n] of shorts.entries()) table.writeUInt16BE(n, i * 2)
  expect(fontCharacters(glyphRuns(table))).toBe('41 43')
})
