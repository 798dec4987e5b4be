import { realpathSync } from 'node:fs'
import { readdir, readlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Access } from './sandbox.ts'

/** The parts of the system that programs need: libraries, fonts, and their caches. Read-only inside. */
export type BubblewrapMounts = readonly string[]

/** `/lib` and its like are links into `/usr` on most systems, folders of their own on others. */
export const systemMounts = async (): Promise<BubblewrapMounts> => {
  const roots = (await readdir('/')).filter((name) => /^(?:s?bin|lib\w*)$/.test(name)).map((n) => `/${n}`)
  const mounts = await Promise.all(
    roots.map(async (root) => {
      const target = await readlink(root).catch(() => undefined)
      return target === undefined ? ['--ro-bind', root, root] : ['--symlink', target, root]
    }),
  )
  return [
    ...['--ro-bind', '/usr', '/usr'],
    ...mounts.flat(),
    // Without its cache, the library of fonts looks into every font for every process.
    ...['/etc/alternatives', '/etc/fonts', '/etc/ld.so.cache', '/var/cache/fontconfig'].flatMap((path) => [
      '--ro-bind-try',
      path,
      path,
    ]),
  ]
}

/** The arguments before the program. Everything is at the path it has outside, so that messages and playlists agree. */
export const bubblewrapArgs = (
  program: string,
  { cwd, readablePaths = [], starts = [] }: Access,
  mounts: BubblewrapMounts,
  env: Readonly<Record<string, string>>,
): string[] => [
  ...['--unshare-all', '--die-with-parent', '--new-session', '--cap-drop', 'ALL'],
  '--clearenv',
  ...Object.entries(env).flatMap(([name, value]) => ['--setenv', name, value]),
  ...mounts,
  ...['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp'],
  ...programFolders([program, ...starts], env).flatMap((folder) => ['--ro-bind', folder, folder]),
  ...(cwd === undefined ? [] : ['--bind', cwd, cwd]),
  ...readablePaths.flatMap((path) => ['--ro-bind', path, path]),
  ...['--chdir', cwd ?? '/', '--'],
]

/** A program installed outside the system's folders needs its own folder, and where its link leads, and its libraries. */
const programFolders = (programs: readonly string[], env: Readonly<Record<string, string>>): string[] => {
  const folders = [
    ...programs.flatMap((program) => [dirname(program), dirname(realpath(program))]),
    ...(env.LD_LIBRARY_PATH ?? '').split(':'),
  ]
  return [...new Set(folders)].filter(
    (folder) => folder.startsWith('/') && !/^\/(?:usr|s?bin|lib\w*)?(?:\/|$)/.test(folder),
  )
}

const realpath = (path: string): string => {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
