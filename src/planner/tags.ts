import { type Problem, problem } from '../domain/problem.ts'
import { TAG_NAME, type Tag } from '../domain/tag.ts'
import type { ContainerRule } from './containers.ts'
import type { Option } from './tee.ts'

/** Names that muxers take for orders or facts of their own: a time code track, stereo pictures, how long the file is. */
const ORDERS = [
  ...['encoder', 'creation_time', 'timecode', 'reel_name', 'stereo_mode', 'alpha_mode', 'rotate', 'language'],
  ...[
    'major_brand',
    'minor_version',
    'compatible_brands',
    'handler_name',
    'service_name',
    'service_provider',
  ],
  ...['duration', 'filesize', 'width', 'height', 'framerate', 'videodatarate', 'audiodatarate', 'stereo'],
  ...['videocodecid', 'audiocodecid', 'audiosamplerate', 'audiosamplesize'],
]

/** Why a file of the container cannot say this of itself. `place` names the container. */
export const tagFault = (
  tags: readonly Tag[] | undefined,
  { tags: known }: Pick<ContainerRule, 'tags'>,
  place: string,
): Problem | undefined => {
  if (!tags?.length) return undefined
  if (!known) return problem('unsupported-parameter', `Tags cannot be put into ${place}.`)
  const names = tags.map(({ name }) => name)
  const wrong = names.find((name) => !TAG_NAME.test(name) || ORDERS.includes(name.toLowerCase()))
  if (wrong !== undefined)
    return problem('invalid-parameter', `A tag cannot be called ${JSON.stringify(wrong)}.`, {
      detail: { tag: wrong },
    })
  const twice = names.find((name, i) => names.slice(0, i).some((other) => alike(name, other)))
  if (twice !== undefined)
    return problem('invalid-parameter', `The tag ${JSON.stringify(twice)} comes twice.`, {
      detail: { tag: twice },
    })
  const unknown = known.others ? undefined : names.find((name) => !knows(known.names, name))
  return unknown === undefined
    ? undefined
    : problem(
        'unsupported-parameter',
        `The tag ${JSON.stringify(unknown)} cannot be put into ${place}; it has ${[known.names].flat().join(', ')}.`,
        { detail: { tag: unknown } },
      )
}

/** The container's options with which its file says these tags. */
export const taggedOptions = (
  { options, tags: known }: Pick<ContainerRule, 'options' | 'tags'>,
  tags: readonly Tag[] = [],
): readonly Option[] => {
  const other = known?.others
  if (!other || tags.every(({ name }) => knows(known.names, name))) return options
  return [...options.filter(([name]) => name !== other[0]), other]
}

const knows = (names: readonly string[] | 'any', name: string): boolean =>
  names === 'any' || names.some((known) => alike(known, name))

const alike = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
