#!/usr/bin/env node
// Makes a bare clone runnable: dependencies, a current Node, FFmpeg, and (with --build) the compiled server.
// Runs on the Node that happens to be on PATH, from 20 on. Does nothing, quickly, when there is nothing to do.
import { buildServer } from './setup/build.mjs'
import { installDependencies } from './setup/dependencies.mjs'
import { fail } from './setup/say.mjs'
import { installSystemPackages } from './setup/system-packages.mjs'

const wants = new Set(process.argv.slice(2))
try {
  installDependencies()
  installSystemPackages({ required: wants.has('--require-ffmpeg') })
  if (wants.has('--build')) buildServer()
} catch (error) {
  fail(error instanceof Error ? error.message : String(error))
}
