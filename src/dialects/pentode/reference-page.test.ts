import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { PROBLEM_CODES } from '../../domain/problem.ts'
import { errors } from './errors.ts'
import { type OpenApi, openApiDocument } from './openapi.ts'
import { operations } from './operations/index.ts'
import { describingPages } from './pages.ts'
import { REFERENCE_CSP, referencePage } from './reference-page.ts'

const document = openApiDocument('1.2.3')
const page = referencePage(document, 'http://127.0.0.1:7005')
const all = (pattern: RegExp) => [...page.matchAll(pattern)].map(([, found]) => found!)
const plain = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

test('every operation has its place, its page address says so, and a curl line that a shell can read', () => {
  const curls = all(/<pre><code>([^<]*)<\/code><\/pre>/g).map(plain)
  expect(curls.length).toBe(operations.length)
  for (const operation of operations) {
    expect(page).toContain(`<h3 id="${operation.name}">`)
    expect(operation.docs).toBe(`/api/v1/reference#${operation.name}`)
  }
  for (const line of curls) {
    const args = execFileSync('sh', ['-c', `curl() { printf '%s\\n' "$@"; }; ${line}`], {
      env: { PENTODE_ACCESS_KEY_ID: 'id', PENTODE_ACCESS_KEY_SECRET: 'secret' },
    })
      .toString()
      .trimEnd()
      .split('\n')
    const { pathname } = new URL(args.at(-1)!)
    expect(pathname).toMatch(/^\/(?:api\/v1|media)\/[^{}]+$/)
    if (pathname.startsWith('/media/')) expect(args).not.toContain('-u')
    else expect(args.slice(0, 2)).toEqual(['-u', 'id:secret'])
    const body = args[args.indexOf('-d') + 1]!
    if (args.includes('-d')) expect(JSON.parse(body)).toBeTypeOf('object')
  }
})

test('every link leads to a place on the page, and no place is there twice', () => {
  const places = all(/ id="([^"]+)"/g)
  expect(new Set(places).size).toBe(places.length)
  const links = all(/href="#([^"]+)"/g)
  expect(links.length).toBeGreaterThan(60)
  expect(links.filter((link) => !places.includes(link))).toEqual([])
  for (const code of PROBLEM_CODES) expect(places).toContain(`problem-${errors[code].code}`)
  expect(places).toContain('problem-object-exists')
  expect(places).toContain('problem-range-not-satisfiable')
})

test('it runs nothing and loads nothing; its one style is the one the policy names', () => {
  expect(page).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|style="|url\(|@import/i)
  const [style] = all(/<style>([^<]*)<\/style>/g)
  const hash = createHash('sha256').update(style!).digest('base64')
  expect(REFERENCE_CSP).toContain(`style-src 'sha256-${hash}'`)
  expect(REFERENCE_CSP).toContain("default-src 'none'")
})

test('tags are balanced', () => {
  const open: string[] = []
  for (const [, close, name] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)(?:\s[^>]*)?>/g)) {
    if (name === 'meta') continue
    if (close) expect(open.pop()).toBe(name)
    else open.push(name!)
  }
  expect(open).toEqual([])
})

test('what the document says is text, whatever it is', () => {
  const evil = `"><script>alert('1')</script>&`
  const twisted = JSON.parse(
    JSON.stringify(document).replaceAll('Submit a task', JSON.stringify(evil).slice(1, -1)),
  ) as OpenApi
  const shown = referencePage(twisted, `http://x/${evil}`)
  expect(shown).not.toContain('<script')
  expect(shown).toContain('&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;')
})

test('the pages as they are served', () => {
  const [openapi, reference] = describingPages('1.2.3', () => 'http://127.0.0.1:7005')
  expect([openapi.path, reference.path]).toEqual(['/api/v1/openapi.json', '/api/v1/reference'])
  expect(JSON.parse(openapi.render().body)).toEqual(document)
  expect(reference.render().body).toBe(page)
  expect(reference.render().headers['content-security-policy']).toBe(REFERENCE_CSP)
})
