import { buildServer } from './build.mjs'
import { installDependencies } from './dependencies.mjs'
import { fail } from './say.mjs'
import { installSystemPackages } from './system-packages.mjs'

/**
 * Makes a bare clone runnable: dependencies, a current Node, FFmpeg, and with `build` the compiled server. Runs on the Node
 * that happens to be on PATH, from 20 on. Does nothing, quickly, when there is nothing to do; ends the process when it cannot.
 */
export const setUp = ({ build = false, requireFfmpeg = false } = {}) => {
  try {
    installDependencies()
    installSystemPackages({ required: requireFfmpeg })
    if (build) buildServer()
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error))
  }
}
