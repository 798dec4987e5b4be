import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { modules } from './paths.mjs'
import { run, which } from './run.mjs'
import { say } from './say.mjs'

/** Remembers that the optional packages were tried, so that a start without a network does not try again. */
const tried = join(modules, '.pentode-system')

/**
 * Gets FFmpeg, bubblewrap for its sandbox, and a font to draw text in. Root on Debian: installed here. Anybody else: the one
 * command to run is printed, and the set-up goes on; the server says what is missing until it is there.
 */
export const installSystemPackages = ({ required }) => {
  const ffmpeg = process.env.PENTODE_FFMPEG
    ? existsSync(process.env.PENTODE_FFMPEG)
    : which('ffmpeg') && which('ffprobe')
  const missing = [
    ...(ffmpeg ? [] : ['ffmpeg']),
    ...(which('bwrap') ? [] : ['bubblewrap']),
    ...(hasFont() ? [] : ['fonts-dejavu-core']),
  ]
  if (missing.length === 0 || (ffmpeg && existsSync(tried))) return
  const debian = which('apt-get') !== undefined
  const command = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`
  if (debian && process.getuid?.() === 0) {
    say(`installing ${missing.join(' and ')} (once) …`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    run('apt-get', ['update', '-qq'], { env })
    if (
      run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
        env,
        stdio: ['ignore', 'ignore', 2],
      })
    )
      return writeFileSync(tried, '')
    say(`could not install ${missing.join(' and ')}; run this yourself: ${command}`)
  } else if (debian) say(`${missing.join(' and ')} missing. Run this once: sudo sh -c '${command}'`)
  else
    say(
      `${missing.join(' and ')} missing. Install ${missing.join(' and ')} with your system's package manager.`,
    )
  if (!ffmpeg && required) throw new Error('FFmpeg is needed for this.')
  if (ffmpeg) writeFileSync(tried, '')
}

const hasFont = () =>
  ['/usr/share/fonts', '/usr/local/share/fonts'].some(
    (folder) =>
      existsSync(folder) &&
      readdirSync(folder, { recursive: true }).some((name) => /\.[ot]t[cf]$/i.test(name)),
  )
