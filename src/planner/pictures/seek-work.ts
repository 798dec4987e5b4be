import { type InputPolicy, inputOptions } from '../../domain/input-policy.ts'
import { type DecodeGroup, seekTimes } from '../decode-groups.ts'
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
  return [
    ...seeks.flatMap(({ at }) => [
      ...inputOptions(policy),
      ...['-threads', '1', '-noaccurate_seek', '-ss', decimal(at), '-i', 'file:src'],
    ]),
    ...[
      '-filter_complex',
      seeks.map(({ branch }, i) => videoGraph(video, [], [branch], () => i, i)).join(';'),
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
