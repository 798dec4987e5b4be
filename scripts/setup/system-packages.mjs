import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeIsCurrent, packagedNodeFault } from './packaged-node.mjs'
import { modules } from './paths.mjs'
import { run, which } from './run.mjs'
import { say } from './say.mjs'

/** Remembers that the optional packages were tried, so that a start without a network does not try again. */
const tried = join(modules, '.pentode-system')

/**
 * Gets FFmpeg, bubblewrap for its sandbox, a font to draw text in, and what the packaged Node lacks. Root on Debian: installed
 * here. Anybody else: the one command to run is printed, and the set-up goes on; the server says what is missing until it is
 * there. @throws when no Node is there that can run the server
 */
export const installSystemPackages = ({ required }) => {
  const ffmpeg = process.env.PENTODE_FFMPEG
    ? existsSync(process.env.PENTODE_FFMPEG)
    : which('ffmpeg') && which('ffprobe')
  const fault = packagedNodeFault()
  // A current Node of the user's own does as well.
  const node = nodeIsCurrent ? undefined : fault
  const missing = [
    ...(node?.lacks ? [node.lacks] : []),
    ...(ffmpeg ? [] : ['ffmpeg']),
    ...(which('bwrap') ? [] : ['bubblewrap']),
    ...(hasFont() ? [] : ['fonts-dejavu-core']),
    // The query that the server prints is one for it.
    ...(which('curl') ? [] : ['curl']),
  ]
  if (!node && (missing.length === 0 || (ffmpeg && existsSync(tried)))) return
  if (missing.length > 0) getPackages(missing)
  const still = node && packagedNodeFault()
  if (still)
    throw new Error(
      `Pentode needs Node 24 or newer; this is ${process.version}, and the packaged one does not start: ${still.says}`,
    )
  const there = ffmpeg || which('ffmpeg')
  if (!there && required) throw new Error('FFmpeg is needed for this.')
  if (there) writeFileSync(tried, '')
}

/** Installs them, or says how. */
const getPackages = (missing) => {
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
      return
    say(`could not install ${missing.join(' and ')}; run this yourself: ${command}`)
  } else if (debian) say(`${missing.join(' and ')} missing. Run this once: sudo sh -c '${command}'`)
  else
    say(
      `${missing.join(' and ')} missing. Install ${missing.join(' and ')} with your system's package manager.`,
    )
}

const hasFont = () =>
  ['/usr/share/fonts', '/usr/local/share/fonts'].some(
    (folder) =>
      existsSync(folder) &&
      readdirSync(folder, { recursive: true }).some((name) => /\.[ot]t[cf]$/i.test(name)),
  )
