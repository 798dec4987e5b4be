import { type InputPolicy, inputOptions } from '../../domain/input-policy.ts'
import { type DecodeGroup, seekTimes } from '../decode-groups.ts'
import { drawnInputs } from '../draw-filters.ts'
import type { Drawn } from '../drawn.ts'
import type { Source } from '../source.ts'
import { decimal } from '../time-range.ts'
import { videoGraph } from '../video-graph.ts'
import type { SnapshotBranch } from './branch.ts'
import { snapshotArgs } from './picture-args.ts'

/**
 * A seek to each moment: the file is opened once for each, and decoding begins at the key frame before it. Frames before the
 * moment get negative times, of which the last is the one on screen.
 */
export const seekWork = (drafts: DecodeGroup['drafts'], source: Source, policy: InputPolicy): string[] => {
  const { video } = source
  if (!video) return []
  const seeks = drafts.flatMap(({ cut, pictures }) =>
    pictures
      .filter((branch): branch is SnapshotBranch => branch.type === 'snapshots')
      .flatMap((branch) =>
        seekTimes(branch).map((time) => ({ at: cut.start + time, ...single(branch, time) })),
      ),
  )
  const images = drawnInputs(seeks.flatMap(({ branch }) => branch.drawn ?? []))
  const inputOf = (file: string): number => seeks.length + images.findIndex((image) => image.file === file)
  return [
    ...seeks.flatMap(({ at }) => [
      ...inputOptions(policy),
      ...['-threads', '1', '-noaccurate_seek', '-ss', decimal(at), '-i', 'file:src'],
    ]),
    ...images.flatMap(({ file, options }) => [...options, '-i', `file:${file}`]),
    ...[
      '-filter_complex',
      seeks.map(({ branch }, i) => videoGraph(video, [], [branch], inputOf, i)).join(';'),
    ],
    ...seeks.flatMap(({ branch, path }, i) => [
      ...['-map', `[p${i}]`, ...snapshotArgs(branch, 1), '-update', '1', `file:${path}`],
    ]),
  ]
}

/** One picture of a branch as a branch of its own, at the moment 0, under the name that its time gives it. */
const single = (branch: SnapshotBranch, time: number): { branch: SnapshotBranch; path: string } => ({
  branch: {
    ...branch,
    ...(branch.drawn && { drawn: branch.drawn.filter((one) => seenAt(one, time)).map(always) }),
    sampling: {
      by: 'slots',
      distance: { num: 1000, den: 1 },
      last: 0,
      count: 1,
      hold: branch.sampling.by === 'slots' ? branch.sampling.hold : 0,
    },
  },
  path: branch.pattern.replace('%d', String(Math.round(time * 1_000_000))),
})

const seenAt = (one: Drawn, time: number): boolean =>
  !('between' in one && one.between) ||
  (time >= one.between.from && time < (one.between.to ?? Number.POSITIVE_INFINITY))

const always = (one: Drawn): Drawn => {
  if (!('between' in one)) return one
  const { between: _, ...rest } = one
  return rest
}
