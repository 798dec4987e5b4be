import { expect, it } from 'vitest'
import { accessKeyId } from '../domain/ids.ts'
import { instant } from '../domain/units.ts'
import { at, temporaryStore } from '../testing/store-kit.ts'
import { openStore } from './open-store.ts'

it('takes a nonce of a key once, across restarts, and forgets it when its time is over', async () => {
  await using opened = await temporaryStore()
  const [a, b] = [accessKeyId('a'), accessKeyId('b')]
  const { nonces } = opened.store
  expect(await nonces.use(a, 'n', at(10), at(0))).toBe(true)
  expect(await nonces.use(a, 'n', at(10), at(0))).toBe(false)
  expect(await nonces.use(b, 'n', at(10), at(0))).toBe(true)
  await opened.store[Symbol.asyncDispose]()
  await using again = await openStore({ directory: opened.directory, clock: () => instant(0) })
  expect(await again.nonces.use(a, 'n', at(10), at(10))).toBe(false)
  expect(await again.nonces.use(a, 'n', at(20), at(11))).toBe(true)
})
