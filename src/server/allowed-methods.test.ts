import { expect, test } from 'vitest'
import { pentode } from '../dialects/pentode/index.ts'
import { allowedMethods } from './allowed-methods.ts'

test.each([
  ['/api/v1/tasks', ['POST', 'GET']],
  ['/api/v1/tasks/7', ['GET']],
  ['/api/v1/tasks/7/cancel', ['POST']],
  ['/api/v1/buckets/media/objects/a/b.mp4', ['GET', 'HEAD', 'PUT', 'DELETE']],
  ['/api/v1/tasks/', []],
  ['/api/v1/tasks/7/8/9', []],
  ['/apixv1/tasks', []],
])('%s is served with %j', (path, methods) => {
  expect([...allowedMethods(pentode.operations)(path)].sort()).toEqual([...methods].sort())
})
