import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Callback, Notice } from '../domain/callback.ts'
import { accessKeyId, projectId } from '../domain/ids.ts'
import { fail } from '../domain/problem.ts'
import { type Instant, instant } from '../domain/units.ts'
import { at, idOf, newTask, PROJECT, succeeded, temporaryStore } from '../testing/store-kit.ts'
import { pauseAfter } from './back-off.ts'
import { createNotifier, type Message, type NotifierPorts } from './create-notifier.ts'

const callback = (url = 'https://example.com/hook'): Callback => ({
  ...{ dialect: 'pentode', url, key: accessKeyId('k') },
})
const silent = { warn: () => {}, error: () => {} }
const compose = async ({ task, cause }: Notice): Promise<Message> => ({
  headers: {},
  body: `${task} ${cause.type}`,
})

const until = async (happened: () => boolean): Promise<void> => {
  while (!happened()) await sleep(5)
}

/** Sends until `happened`. */
const running = async (ports: NotifierPorts, happened: () => boolean | Promise<boolean>): Promise<void> => {
  const notifier = createNotifier(ports)
  notifier.start()
  while (!(await happened())) await sleep(5)
  await notifier.stop()
}

const opened = async () => {
  const { store, ...rest } = await temporaryStore()
  const finish = async (n: number, more: object = { callback: callback() }): Promise<void> => {
    await store.tasks.insert(newTask(n, more), instant(0))
    const task = await store.work.claim('w', at(n), at(n + 30))
    await store.work.setOutputs(idOf(n), task?.fence ?? 0, [{ output: 0, state: succeeded(1) }])
    await store.work.release(idOf(n), task?.fence ?? 0, at(n + 1), 'done')
  }
  const ports = (more: Partial<NotifierPorts> = {}): NotifierPorts => ({
    ...{ notices: store.notices, compose, onNoted: store.onNoted, log: silent, now: () => at(3600) },
    post: async () => 200,
    ...more,
  })
  return { store, finish, ports, [Symbol.asyncDispose]: rest[Symbol.asyncDispose] }
}
const nothingOwed = (store: { notices: NotifierPorts['notices'] }) => async () =>
  (await store.notices.nextDue([])) === undefined

test('each output and the task itself are told of once, and only of tasks that ask for it', async () => {
  await using world = await opened()
  const sent: string[] = []
  await world.finish(1)
  await world.finish(2, {})
  const post: NotifierPorts['post'] = async (url, { body }) => {
    sent.push(`${url} ${body}`)
    return 204
  }
  await running(world.ports({ post }), nothingOwed(world.store))
  const hook = `https://example.com/hook ${idOf(1)}`
  expect(sent.sort()).toEqual([`${hook} output.changed`, `${hook} task.finished`])
})

test('what is not taken is sent again after longer and longer pauses, and is given up in the end', async () => {
  await using world = await opened()
  const tries: Instant[] = []
  let clock = at(3600)
  await world.finish(1)
  const answers = [500, 302, 'unreachable'] as const
  const onlyTask: NotifierPorts['compose'] = async (notice) =>
    notice.cause.type === 'task.finished' ? compose(notice) : undefined
  const post: NotifierPorts['post'] = async () => {
    tries.push(clock)
    const answer = answers[(tries.length - 1) % answers.length]
    if (typeof answer === 'number') return answer
    throw fail('source-unreachable', 'Nobody there.')
  }
  // Its own timers run by another clock.
  let wake = (): void => {}
  const onNoted: NotifierPorts['onNoted'] = (listener) => {
    wake = listener
    return () => {}
  }
  const ports = world.ports({ post, compose: onlyTask, now: () => clock, onNoted })
  const notifier = createNotifier(ports)
  notifier.start()
  for (let n = 1; pauseAfter(n) !== undefined; n++) {
    await until(() => tries.length === n)
    // What is put off is due at the pause's end and not before.
    for (;;) {
      const due = await world.store.notices.nextDue([])
      if (due === clock + (pauseAfter(n) ?? 0)) break
      await sleep(5)
    }
    clock = instant(clock + (pauseAfter(n) ?? 0))
    wake()
  }
  while ((await world.store.notices.nextDue([])) !== undefined) await sleep(5)
  await notifier.stop()
  expect(tries).toHaveLength(12)
  expect(tries.slice(0, 4).map((time) => time - at(3600))).toEqual([0, 1000, 6000, 36_000])
})

test('what was being sent when the server stopped is sent after the next start', async () => {
  await using world = await opened()
  await world.finish(1)
  let begun = 0
  const hanging: NotifierPorts['post'] = (_url, _message, signal) => {
    begun++
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }
  await running(world.ports({ post: hanging }), () => begun === 2)
  const sent: string[] = []
  const post: NotifierPorts['post'] = async (_url, { body }) => {
    sent.push(body)
    return 200
  }
  await running(world.ports({ post }), nothingOwed(world.store))
  expect(sent).toHaveLength(2)
})

test('a receiver that hangs keeps no other project waiting', async () => {
  await using world = await opened()
  for (let n = 1; n <= 6; n++) await world.finish(n)
  const sent: string[] = []
  const post: NotifierPorts['post'] = async (url, { body }, signal) => {
    if (url === callback().url)
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    sent.push(body)
    return 200
  }
  const other = { project: projectId('p2'), callback: callback('https://example.org/') }
  const notifier = createNotifier(world.ports({ post }))
  notifier.start()
  await world.finish(9, other)
  await until(() => sent.length === 2)
  await notifier.stop()
  expect(sent[0]).toContain(idOf(9))
})

test('a project’s callback hears of its tasks, one of a task’s own goes before it, and what is owed stays owed', async () => {
  await using world = await opened()
  const sent: string[] = []
  await world.store.callbacks.set(PROJECT, ['pentode', 'other'], callback('https://project.example/'))
  expect(await world.store.callbacks.get(PROJECT, 'other')).toEqual(callback('https://project.example/'))
  await world.finish(1, {})
  await world.finish(2)
  await world.finish(3, { project: projectId('p2') })
  await world.store.callbacks.set(PROJECT, ['pentode'], undefined)
  await world.finish(4, {})
  const post: NotifierPorts['post'] = async (url, { body }) => {
    if (body.endsWith('task.finished')) sent.push(`${url} ${Number.parseInt(body, 16)}`)
    return 200
  }
  await running(world.ports({ post }), nothingOwed(world.store))
  expect(sent.sort()).toEqual(['https://example.com/hook 2', 'https://project.example/ 1'])
})
