// The architecture as a table: a room imports itself, `domain`, the rooms listed here, and nothing else.
// Fails when it saw no modules: a check that cannot fail is none.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const PURE = []
const FS = [
  'fs',
  'fs/promises',
  'path',
  'os',
  'stream',
  'stream/promises',
  'crypto',
  'timers/promises',
  'url',
]
/** may: rooms; node: built-in modules; npm: packages. */
export const rooms = {
  domain: { may: [], node: PURE, typeOnly: ['stream'] },
  planner: { may: [], node: PURE },
  engine: { may: [], node: [...FS, 'child_process', 'events'], npm: ['execa'], spawns: true },
  packaging: { may: [], node: FS },
  media: { may: ['engine', 'packaging'], node: [...FS, 'readline', 'string_decoder', 'zlib'] },
  storage: { may: [], node: FS },
  store: { may: [], node: FS, npm: ['kysely', 'better-sqlite3'] },
  queue: { may: [], node: ['events', 'timers/promises'] },
  egress: { may: [], node: [...FS, 'dns', 'dns/promises', 'net'], npm: ['undici', 'ipaddr.js'] },
  notify: { may: [], node: ['timers'], npm: ['pino'] },
  app: { may: [], node: ['crypto', 'events', 'stream'] },
  wire: { may: ['app'], node: ['crypto', 'stream'], npm: ['zod'] },
  dialects: { may: ['app', 'wire'], node: ['crypto', 'stream', 'buffer'], npm: ['zod'] },
  worker: {
    may: ['planner', 'engine', 'media', 'packaging', 'storage', 'queue', 'store', 'egress'],
    node: FS,
    npm: ['pino'],
  },
  server: {
    may: ['wire', 'dialects', 'app'],
    node: [...FS, 'http', 'events', 'async_hooks'],
    npm: ['fastify', 'zod', 'pino', 'prom-client', '@tus/server', '@tus/file-store'],
  },
  cli: {
    may: [],
    node: ['fs', 'fs/promises', 'path', 'process', 'util', 'stream', 'readline'],
    npm: ['commander', 'cli-progress', 'undici'],
  },
  config: { may: [], node: FS, npm: ['zod'] },
  bin: { may: '*', node: '*', npm: '*' },
  /** Helpers of the tests; nothing but tests imports it. */
  testing: { may: '*', node: '*', npm: '*' },
}

const IMPORT =
  /(?:^|[\s;])(import|export)\s+(type\s)?[^'"]*?from\s*['"]([^'"]+)['"]|(?:^|[\s;(])import\s*\(?\s*['"]([^'"]+)['"]/g
const packageOf = (name) =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
const allows = (list, name) => list === '*' || list?.includes(name)

/** All faults of the tree under `root`, one line each, and how many modules were read. */
export const checkRooms = (root) => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  )
  const faults = []
  for (const file of files) {
    const [room, dialect] = file.split('/')
    const rule = rooms[room]
    if (!rule) {
      faults.push(`${file}: no such room as "${room}"`)
      continue
    }
    const text = readFileSync(join(root, file), 'utf8')
    for (const [, , typeOnly, from, bare] of text.matchAll(IMPORT)) {
      const to = from ?? bare
      const say = (why) => faults.push(`src/${file} -> ${to}: ${why}`)
      if (to.startsWith('.')) {
        const [toRoom, toDialect] = normalize(join(dirname(file), to)).split('/')
        if (toRoom === 'testing' && room !== 'testing') say('only tests use testing/')
        else if (toRoom !== room && toRoom !== 'domain' && !allows(rule.may, toRoom))
          say(`${room} may import only ${[room, 'domain', ...rule.may].join(', ')}`)
        if (room === 'dialects' && toRoom === room && dialect !== 'index.ts' && toDialect !== dialect)
          say('dialects are strangers to each other')
      } else if (to.startsWith('node:')) {
        const name = to.slice('node:'.length)
        if (!allows(rule.node, name) && !(typeOnly && rule.typeOnly?.includes(name)))
          say(`${room} does no such I/O`)
      } else if (!allows(rule.npm, packageOf(to))) say(`${room} may not use this package`)
    }
    if (
      !rule.spawns &&
      room !== 'testing' &&
      /\b(?:spawn|execFile|execa|fork)(?:Sync)?\s*[(`]/.test(text) &&
      /child_process|execa/.test(text)
    )
      faults.push(`src/${file}: only engine/ starts processes`)
    if (
      rule.node === PURE &&
      /\b(?:Date\.now|Math\.random|process\.|performance\.now|setTimeout|fetch)\b\s*\(?/.test(text)
    )
      faults.push(`src/${file}: ${room} is pure; clocks, chance and the environment come in as arguments`)
  }
  return { faults, modules: files.length }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { faults, modules } = checkRooms(join(dirname(fileURLToPath(import.meta.url)), '../src'))
  if (modules === 0) faults.push('rooms: saw no modules at all')
  console.log(faults.join('\n') || `rooms: ${modules} modules, every import goes downhill`)
  process.exitCode = faults.length ? 1 : 0
}
