#!/usr/bin/env node
// Before `npm test` and the like.
import { setUp } from './setup/set-up.mjs'

const wants = new Set(process.argv.slice(2))
setUp({ build: wants.has('--build'), requireFfmpeg: wants.has('--require-ffmpeg') })
