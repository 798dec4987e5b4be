#!/usr/bin/env node
// `npm start`: what is missing is installed and built, then the server runs in this process: another one would start later.
import { setUp } from './setup/set-up.mjs'

setUp({ build: true })
process.argv.splice(2, 0, 'serve')
await import('../bin/pentode.mjs')
