import { describe, expect, test } from 'vitest'
import type { App } from '../../../app/app.ts'
import type { JsonObject } from '../../../domain/json.ts'
import { appWith, call, codeOf } from '../../../testing/tencent-calls.ts'
import { KINDS } from '../mapping/template-kinds.ts'

const sampling = { SampleType: 'Percent', SampleInterval: 20 }
const stream = {
  Video: { Codec: 'h264', Fps: 25, Bitrate: 300, Height: 240 },
  Audio: { Codec: 'aac', Bitrate: 64, SampleRate: 44_100 },
}
/** What one of each kind needs, a change, and a wrong value of it. */
const EXAMPLES = [
  ['AnimatedGraphics', { Fps: 5 }, { Format: 'webp', Quality: 50 }, { Fps: 61 }],
  ['SnapshotByTimeOffset', {}, { Width: 320, Format: 'png' }, { Width: 100 }],
  ['SampleSnapshot', sampling, { SampleType: 'Time', SampleInterval: 200 }, { SampleInterval: 101 }],
  ['ImageSprite', { ...sampling, RowCount: 5, ColumnCount: 4 }, { FillType: 'white' }, { RowCount: 101 }],
  [
    'AdaptiveDynamicStreaming',
    { Format: 'HLS', StreamInfos: [stream] },
    { SegmentType: 'mp4-byterange' },
    { PureAudio: 1 },
  ],
] as const

const listed = async (app: App, kind: string, asked: object, project?: string) => {
  const answer = await call(app, `Describe${kind}Templates`, asked, project)
  return [answer.TotalCount, answer[`${kind}TemplateSet`] as JsonObject[]] as const
}

describe.each(EXAMPLES)('templates of %s', (kind, needed, change, wrong) => {
  test('are kept per project, changed in the members that are sent, and deleted', async () => {
    const app = appWith()
    const made = { ...needed, Name: 'mine', Comment: 'why' }
    const { Definition } = await call(app, `Create${kind}Template`, made)
    expect(Definition).toBe(1_500_000)
    const asked = { Definitions: [Definition] }
    expect(await listed(app, kind, asked, 'other')).toEqual([0, []])
    const labels = { Definition, Type: 'Custom', Name: 'mine', Comment: 'why' }
    expect((await listed(app, kind, asked))[1]).toMatchObject([{ ...labels, ...needed }])

    await call(app, `Modify${kind}Template`, { Definition, Comment: '', ...change })
    expect((await listed(app, kind, { Name: 'min' }))[1]).toEqual([
      {
        ...{ ...labels, Comment: '', ...needed, ...change },
        ...{ CreateTime: '2001-09-09T09:46:40+08:00', UpdateTime: '2001-09-09T09:46:40+08:00' },
      },
    ])
    await call(app, `Delete${kind}Template`, { Definition })
    expect(await listed(app, kind, { Type: 'Custom' })).toEqual([0, []])
    expect(await codeOf(app, `Delete${kind}Template`, { Definition })).toBe(
      'ResourceNotFound.TemplateNotExist',
    )
  })

  test('with a wrong value are refused, new or changed', async () => {
    const app = appWith()
    const { Definition } = await call(app, `Create${kind}Template`, needed)
    const codes = await Promise.all([
      codeOf(app, `Create${kind}Template`, { ...needed, ...wrong }),
      codeOf(app, `Modify${kind}Template`, { Definition, ...wrong }),
      codeOf(app, `Create${kind}Template`, { ...needed, Nonsense: 1 }),
    ])
    expect(codes[0]).toMatch(/^InvalidParameter/)
    expect(codes[1]).toBe(codes[0])
    expect(codes[2]).toBe('UnknownParameter')
    expect((await listed(app, kind, { Type: 'Custom' }))[1]).toMatchObject([needed])
  })

  test('that are built in can be seen, and not changed', async () => {
    const app = appWith()
    const [count, built] = await listed(app, kind, { Type: 'Preset' })
    expect(count).toBe(built.length)
    for (const { Definition } of built) {
      expect(await codeOf(app, `Modify${kind}Template`, { Definition, Name: 'x' })).toBe(
        'InvalidParameterValue.ModifyDefaultTemplate',
      )
      expect(await codeOf(app, `Delete${kind}Template`, { Definition })).toBe(
        'InvalidParameterValue.DeleteDefaultTemplate',
      )
    }
  })
})

test('a page of templates is cut from those that pass', async () => {
  const app = appWith()
  for (const Fps of [1, 2, 3]) await call(app, 'CreateAnimatedGraphicsTemplate', { Fps })
  const [total, page] = await listed(app, 'AnimatedGraphics', { Type: 'Custom', Offset: 1, Limit: 1 })
  expect([total, page.map(({ Fps }) => Fps)]).toEqual([3, [2]])
})

test.each(
  Object.values(KINDS)
    .filter(({ name }) => name !== 'AdaptiveDynamicStreaming')
    .flatMap((kind) => kind.presets.map((preset) => ({ name: `${kind.name} ${preset.id}`, kind, preset }))),
)('$name is built in with what its parameters make', ({ kind, preset: { params, spec } }) => {
  const size = { Width: 0, Height: 0 }
  // The one built-in sprite is smaller than a template of one’s own may be.
  const smaller = kind.name === 'ImageSprite' ? size : {}
  const { tileWidth: _, tileHeight: _2, ...rest } = spec as unknown as Record<string, unknown>
  const read = kind.read({ ...(params as object), ...smaller })
  expect(read).toMatchObject(kind.name === 'ImageSprite' ? rest : (spec as object))
})
