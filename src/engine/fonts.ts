import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Font } from '../domain/font.ts'
import { readFont } from './font-file.ts'

/** Where systems keep their fonts. Both lie where programs in the sandbox can read. */
const FOLDERS = ['/usr/share/fonts', '/usr/local/share/fonts']
const AT_ONCE = 16

/** The fonts of this machine in the order of their paths. Of collections the first one: FFmpeg draws with no other. */
export const findFonts = async (folders: readonly string[] = FOLDERS): Promise<readonly Font[]> => {
  const paths = (await Promise.all(folders.map(fontFiles))).flat().sort()
  const fonts: Font[] = []
  for (let i = 0; i < paths.length; i += AT_ONCE)
    for (const font of await Promise.all(paths.slice(i, i + AT_ONCE).map(readFont)))
      if (font) fonts.push(font)
  return fonts
}

const fontFiles = async (folder: string): Promise<readonly string[]> => {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  return names.filter((name) => /\.(?:ttf|otf|ttc|otc)$/i.test(name)).map((name) => join(folder, name))
}
