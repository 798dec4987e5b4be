import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Command, Step } from '../domain/plan.ts'
import type { Task } from '../domain/task.ts'
import { instant, seconds } from '../domain/units.ts'
import { detectSandbox } from '../engine/sandbox.ts'
import { temporaryFolder } from '../testing/clips.ts'
import { fullCapabilities } from '../testing/media-stubs.ts'
import type { WorkContext } from './context.ts'
import { createPaces } from './paces.ts'
import { attemptProgress } from './progress.ts'
import { prepareStep, runStep } from './run-step.ts'

/** Reports half of four seconds, then all, leaves its first argument in a file, and exits with its second. */
const PROGRAM = [
  '#!/bin/sh',
  'shift 5',
  'for us in 2000000 4000000; do echo "out_time_us=$us"; echo progress=continue; done >&3',
  'echo "$1" >> order; echo "words of $1" >&2; exit "$2"',
].join('\n')

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  folder = await temporaryFolder()
  await writeFile(join(folder.path, 'ffmpeg'), PROGRAM)
  await chmod(join(folder.path, 'ffmpeg'), 0o755)
})
afterAll(() => folder[Symbol.asyncDispose]())

const command = (name: string, weight: number, exit = 0): Command => ({
  program: 'ffmpeg',
  args: [name, String(exit)],
  purpose: 'make',
  effort: { alike: 'copy', weight },
})

const run = async (commands: readonly Command[], files: Step['files'] = []) => {
  const logged: { command?: readonly string[]; log?: string }[] = []
  const told: number[] = []
  const context: Partial<WorkContext> = {
    work: {
      logAttempt: async (_id: string, _fence: number, entry: (typeof logged)[number]) =>
        logged.push(entry) > 0,
      setProgress: async () => true,
    } as unknown as WorkContext['work'],
    sandbox: await detectSandbox('off'),
    stallMs: 20_000,
    ffmpeg: async () => ({ path: join(folder.path, 'ffmpeg'), capabilities: fullCapabilities }),
    now: () => instant(0),
    onProgress: () => {},
    paces: createPaces(),
  }
  const task = { id: 'a', fence: 1, project: 'p', outputs: [{ index: 0, state: { status: 'queued' } }] }
  const step: Step = {
    id: 's0',
    commands,
    outputs: [0],
    duration: seconds(4),
    copies: false,
    folders: [],
    files,
  }
  const reached = attemptProgress(context as WorkContext, task as unknown as Task)
  reached.lay(commands.map((of) => ({ of, weight: of.effort.weight, outputs: [0] })))
  await prepareStep(step, folder.path)
  const result = await runStep(context as WorkContext, task as unknown as Task, step, {
    dir: folder.path,
    inputPaths: [folder.path],
    signal: new AbortController().signal,
    reached: {
      ...reached,
      advance: (piece, share) => {
        reached.advance(piece, share)
        told.push(Math.round(reached.of(0)))
      },
    },
  })
  await reached.end()
  return { result, told, logged }
}

test('commands run in order; progress goes on over all of them, each by its weight', async () => {
  const { result, told, logged } = await run([command('first', 1), command('second', 3)])
  expect(result).toEqual({ ok: true, unread: 0 })
  expect(told).toEqual([13, 25, 25, 63, 99, 99])
  expect(logged).toEqual([
    { command: ['ffmpeg', 'first', '0'] },
    { log: 'words of first\n' },
    { command: ['ffmpeg', 'second', '0'] },
    { log: 'words of second\n' },
  ])
})

test('the first command that fails is the end of the step', async () => {
  const { result, logged } = await run([command('first', 1, 3), command('second', 1)])
  expect(result).toMatchObject({ ok: false, problem: { code: 'encode-failed' } })
  expect(logged.filter((l) => l.command)).toHaveLength(1)
})

test('texts that the commands read are there before the first begins, as they are', async () => {
  const content = "%{localtime} \\ ':;,\n€"
  await run([command('first', 1)], [{ name: 'text1', content }])
  expect(await readFile(join(folder.path, 'text1'), 'utf8')).toBe(content)
})
