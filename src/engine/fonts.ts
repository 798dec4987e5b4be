import { readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Font } from '../domain/font.ts'
import { readFont } from './font-file.ts'

/** Where systems keep their fonts. Both lie where programs in the sandbox can read. */
const FOLDERS = ['/usr/share/fonts', '/usr/local/share/fonts']
const AT_ONCE = 16

/** The fonts of this machine in the order of their paths. Of collections the first one: FFmpeg draws with no other. */
export const findFonts = async (folders: readonly string[] = FOLDERS): Promise<readonly Font[]> =>
  readFonts((await Promise.all(folders.map(fontFiles))).flatMap(({ files }) => files).sort())

/** Clocks of file systems may be as coarse as this: a folder that changed just now may change again unseen. Milliseconds. */
const SETTLED = 1000

interface Known {
  readonly places: readonly string[]
  readonly stamp: string
  readonly fonts: Promise<readonly Font[]>
}

/** The same at any time: read again when something came into one of the folders, or left it. */
export const fontsAtHand = (folders: readonly string[] = FOLDERS): (() => Promise<readonly Font[]>) => {
  let known: Known | undefined
  return async () => {
    if (known && known.stamp === (await stampOf(known.places))) return known.fonts
    const found = await Promise.all(folders.map(fontFiles))
    const places = found.flatMap((each) => each.folders)
    const fonts = readFonts(found.flatMap(({ files }) => files).sort())
    const stamp = await stampOf(places)
    known = stamp === undefined ? undefined : { places, stamp, fonts }
    return fonts
  }
}

const readFonts = async (paths: readonly string[]): Promise<readonly Font[]> => {
  const fonts: Font[] = []
  for (let i = 0; i < paths.length; i += AT_ONCE)
    for (const font of await Promise.all(paths.slice(i, i + AT_ONCE).map(readFont)))
      if (font) fonts.push(font)
  return fonts
}

const fontFiles = async (
  folder: string,
): Promise<{ readonly files: readonly string[]; readonly folders: readonly string[] }> => {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const paths = names.map((name) => join(folder, name))
  return {
    files: paths.filter((path) => /\.(?:ttf|otf|ttc|otc)$/i.test(path)),
    // Whatever has something in it; what is empty changes its own folder when it is made.
    folders: [...new Set([folder, ...paths.map((path) => dirname(path))])],
  }
}

/** When each was changed last, or that it is not there; undefined while one may still be changing. */
const stampOf = async (folders: readonly string[]): Promise<string | undefined> => {
  const times = await Promise.all(
    folders.map(async (folder) => (await stat(folder).catch(() => undefined))?.mtimeMs ?? 0),
  )
  return Math.max(0, ...times) > Date.now() - SETTLED ? undefined : times.join(' ')
}
