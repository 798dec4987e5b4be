import type { JobConfig } from '../schema/config.ts'

/** All parts of a job, of whatever group. */
export const partsOf = ({ Outputs, OutputGroups }: JobConfig) => [
  ...(Outputs ?? []),
  ...(OutputGroups ?? []).flatMap((group) => group.Outputs),
]
