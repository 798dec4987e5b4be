import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { TaskQuery } from '../domain/ports.ts'
import { instant, percent } from '../domain/units.ts'
import { assetIdOf, at, idOf, newAsset, newTask, PROJECT, succeeded } from '../testing/store-kit.ts'
import { createAssetStore } from './assets.ts'
import { createCommitter } from './commit.ts'
import { createEventStore } from './events.ts'
import { createFinishedTasks } from './finished-tasks.ts'
import { createKeyStore } from './keys.ts'
import { migrate } from './migrate.ts'
import { createNonceStore } from './nonces.ts'
import { createPipelineStore } from './pipelines.ts'
import type { Schema } from './schema.ts'
import { cachedDatabase } from './sqlite/cached-database.ts'
import { Dialect } from './sqlite/dialect.ts'
import { createTaskStore } from './tasks.ts'
import { createTemplateStore } from './templates.ts'
import { createWorkStore } from './work.ts'

/** Runs each call on an empty database and asks SQLite how it went about every statement. */
let raw: Database.Database
let db: Kysely<Schema>
let seen: { sql: string; parameters: readonly unknown[] }[]
beforeEach(async () => {
  raw = new Database(':memory:')
  seen = []
  db = new Kysely<Schema>({
    dialect: new Dialect({ database: cachedDatabase(raw) }),
    log: ({ query }) => {
      seen.push(query)
    },
  })
  await migrate(db)
})
afterEach(() => db.destroy())

const stores = () => {
  const { commit } = createCommitter(db)
  const clock = () => at(0)
  return {
    tasks: createTaskStore(db, commit, clock, createFinishedTasks()),
    work: createWorkStore(db, commit, clock),
    events: createEventStore(db),
    keys: createKeyStore(db),
    templates: createTemplateStore(db),
    pipelines: createPipelineStore(db),
    nonces: createNonceStore(db),
    assets: createAssetStore(db),
  }
}
const plansOf = async (call: (of: ReturnType<typeof stores>) => Promise<unknown>): Promise<string[]> => {
  seen = []
  await call(stores())
  return seen
    .filter(({ sql }) => /^(select|update|delete)/.test(sql))
    .flatMap(({ sql, parameters }) =>
      (raw.prepare(`explain query plan ${sql}`).all([...parameters]) as { detail: string }[]).map(
        (row) => row.detail,
      ),
    )
}
const scans = (plans: readonly string[]) =>
  plans.filter((line) =>
    /^SCAN (tasks|t|outputs|o|events|attempts|templates|access_keys|pipelines|nonces|assets)\b(?!.* INDEX )/.test(
      line,
    ),
  )

const lane = (paused: boolean) => ({
  ...{ dialect: 'd', project: PROJECT, id: 'x', name: 'n', paused },
  ...{ createdAt: at(0), updatedAt: at(0) },
})

it('never reads a whole table', async () => {
  const query: TaskQuery = { project: PROJECT, limit: 10 }
  const plans = await plansOf(async ({ tasks, work, events, keys, templates, assets, pipelines, nonces }) => {
    await tasks.insert(newTask(1, { clientToken: 'x' }), instant(0))
    await tasks.get(PROJECT, idOf(1))
    await tasks.getBySerial(PROJECT, 1)
    await tasks.attempts(idOf(1))
    await tasks.cancel(PROJECT, idOf(1), at(1), { onlyQueued: false })
    await tasks.requeueOutputs(PROJECT, idOf(1), [0])
    for (const more of [
      {},
      { after: 5 },
      { statuses: ['queued', 'failed'] as const },
      { dialect: 'pentode' },
      { asset: assetIdOf(1) },
      { createdFrom: at(0), createdTo: at(9), statuses: ['queued'] as const },
    ]) {
      await tasks.list({ ...query, ...more })
      await tasks.count({ ...query, ...more })
    }
    await work.claim('w', at(1), at(2))
    await work.heartbeat(idOf(1), 1, at(3))
    await work.setProgress(idOf(1), 1, [{ output: 0, progress: percent(1) }])
    await work.intendPublish(idOf(1), 1, 0, { moves: [], state: succeeded(1) })
    await work.pendingPublishes()
    await work.logAttempt(idOf(1), 1, { log: 'x' })
    await work.setOutputs(idOf(1), 1, [{ output: 0, state: succeeded(1) }])
    await work.release(idOf(1), 1, at(2), 'done')
    await work.requeueLost(at(9), 3)
    await work.countByStatus()
    await events.since(PROJECT, 0, 10)
    await events.since(PROJECT, 0, 10, idOf(1))
    await events.last()
    await events.prune(at(0))
    await keys.get('k' as never)
    await pipelines.insert(lane(true))
    await pipelines.get('d', PROJECT, 'x')
    await pipelines.list('d', PROJECT)
    await pipelines.update(lane(false))
    await pipelines.delete('d', PROJECT, 'x')
    await nonces.use('k' as never, 'n', at(2), at(1))
    await assets.insert(newAsset(1))
    await assets.insert(newAsset(1))
    await assets.get(PROJECT, assetIdOf(1))
    await assets.getBySerial(PROJECT, 1)
    await assets.list({ project: PROJECT, limit: 10, after: 5 })
    await assets.list({ project: PROJECT, limit: 10, category: 'c' })
    await assets.update({ ...newAsset(1), serial: 1 })
    await assets.setMeasured(PROJECT, assetIdOf(1), { etag: 'e', media: {} as never })
    await assets.delete(PROJECT, assetIdOf(1))
    await templates.get('pentode', PROJECT, 'x')
    await templates.list('pentode', PROJECT)
  })
  expect(plans.length).toBeGreaterThan(60)
  expect(scans(plans)).toEqual([])
})

it('notices a whole table being read', async () => {
  expect(
    scans(await plansOf(() => db.selectFrom('tasks').selectAll().where('worker', '=', 'x').execute())),
  ).toEqual(['SCAN tasks'])
})

it('claims from an index of waiting tasks alone, already in order', async () => {
  const plans = await plansOf(({ work }) => work.claim('w', at(1), at(2)))
  expect(plans[0]).toBe('SEARCH tasks USING INTEGER PRIMARY KEY (rowid=?)')
  expect(plans.join('\n')).toMatch(/SCAN tasks USING COVERING INDEX tasks_waiting/)
  expect(plans.join('\n')).not.toMatch(/TEMP B-TREE/)
})

it('pauses and counts along indexes of the tasks concerned', async () => {
  const pausing = await plansOf(async ({ pipelines }) => {
    await pipelines.insert(lane(false))
    await pipelines.update(lane(true))
    await pipelines.delete('d', PROJECT, 'x')
  })
  const own = pausing.filter((line) => line.includes('tasks'))
  expect(own.length).toBeGreaterThan(0)
  for (const line of own)
    expect(line).toMatch(/tasks_pipeline \(project=\? AND dialect=\? AND pipeline=\? AND hold=\?\)/)
  expect((await plansOf(({ work }) => work.countByStatus())).join('\n')).toMatch(
    /tasks_waiting[\s\S]*tasks_paused[\s\S]*tasks_held/,
  )
  expect(await plansOf(({ nonces }) => nonces.use('k' as never, 'n', at(2), at(1)))).toEqual([
    'SEARCH nonces USING INDEX nonces_until (until<?)',
  ])
})

it('finds lost tasks and tokens by their own indexes', async () => {
  expect(await plansOf(({ work }) => work.requeueLost(at(1), 3))).toContain(
    'SEARCH tasks USING INDEX tasks_held (lease_until<?)',
  )
  expect((await plansOf(({ tasks }) => tasks.insert(newTask(1, { clientToken: 'x' }), at(0))))[0]).toBe(
    'SEARCH tasks USING INDEX tasks_token (project=? AND client_token=? AND created_at>?)',
  )
})

it('reads a task with its outputs in one statement, without sorting', async () => {
  const plans = await plansOf(({ tasks }) => tasks.get(PROJECT, idOf(1)))
  expect(seen).toHaveLength(1)
  expect(plans).toEqual([
    'SEARCH t USING INDEX sqlite_autoindex_tasks_1 (id=?)',
    'SEARCH o USING INDEX sqlite_autoindex_outputs_1 (task=?) LEFT-JOIN',
  ])
})

it('walks each status of a page along its index and sorts only what the walks gave', async () => {
  const plans = await plansOf(({ tasks }) =>
    tasks.list({ project: PROJECT, limit: 10, statuses: ['queued', 'failed'] }),
  )
  const walks = plans.filter((line) =>
    line.startsWith('SEARCH tasks USING COVERING INDEX tasks_page_status (project=? AND status=?)'),
  )
  expect(walks).toHaveLength(2)
  const page = await plansOf(({ tasks }) => tasks.list({ project: PROJECT, limit: 10, after: 99 }))
  expect(page).toContain('SEARCH tasks USING COVERING INDEX tasks_page (project=? AND serial<?)')
  const dialect = await plansOf(({ tasks }) =>
    tasks.list({ project: PROJECT, limit: 10, dialect: 'd', statuses: ['queued'] }),
  )
  expect(dialect.join('\n')).toContain(
    'SEARCH tasks USING COVERING INDEX tasks_page_dialect (project=? AND dialect=? AND status=?)',
  )
})

it('pages assets, and the tasks of one, along an index that gives their order', async () => {
  const page = { project: PROJECT, limit: 10, after: 99 }
  expect(await plansOf(({ assets }) => assets.list(page))).toEqual([
    'SEARCH assets USING INDEX assets_page (project=? AND serial<?)',
  ])
  expect(await plansOf(({ assets }) => assets.list({ ...page, category: 'c' }))).toEqual([
    'SEARCH assets USING INDEX assets_page_category (project=? AND category=? AND serial<?)',
  ])
  for (const more of [{}, { createdFrom: at(0) }, { dialect: 'd' }, { statuses: ['failed'] as const }]) {
    const plans = await plansOf(({ tasks }) => tasks.list({ ...page, asset: assetIdOf(1), ...more }))
    expect(plans.join('\n')).toMatch(/tasks_asset \(project=\? AND asset=\? AND serial<\?\)/)
  }
})

it('hides parameters from the planner, which would else prepare anew at each run', async () => {
  await plansOf(({ tasks }) => tasks.get(PROJECT, idOf(1)))
  expect(seen[0]?.sql).toContain('"t"."id" = +?')
  expect(seen[0]?.sql).not.toMatch(/[^+]\?/)
})
