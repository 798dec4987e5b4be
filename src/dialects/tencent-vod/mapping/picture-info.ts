import type { LinkMaker } from '../../../app/links.ts'
import type { Output } from '../../../domain/task.ts'
import { mainFile, resultOf } from './outputs.ts'
import { animationOf, partOf, pictureUrls } from './picture-results.ts'

/** The cover of a file: the picture of the newest wish for one. @param outputs finished ones, the newest first */
export const coverUrlOf = (outputs: readonly Output[], urlOf: LinkMaker): string | undefined => {
  const cover = outputs.find(({ name }) => name === 'coverBySnapshot')
  return cover && pictureUrls(cover, urlOf)?.[0]?.url
}

/** The sections of a file's pictures; one that would be empty stays away. @param outputs finished ones */
export const describePictures = (outputs: readonly Output[], urlOf: LinkMaker): Record<string, unknown> => {
  const of = (name: string, describe: (output: Output) => object): readonly object[] =>
    outputs
      .filter((output) => output.name === name)
      .map((output) => ({ ...definitionOf(output), ...describe(output) }))
  const samples = of('sampleSnapshot', (output) => sample(output, urlOf))
  const byTime = of('snapshotByTimeOffset', (output) => ({ picInfoList: pictureUrls(output, urlOf) ?? [] }))
  const moving = of('animatedGraphics', (output) => animation(output, urlOf))
  const sprites = of('imageSprite', (output) => sprite(output, urlOf))
  return {
    ...(samples.length === 0 ? {} : { sampleSnapshotInfo: samples }),
    ...(byTime.length === 0 ? {} : { snapshotByTimeOffsetInfo: { snapshotByTimeOffsetList: byTime } }),
    ...(moving.length === 0 ? {} : { animatedGraphicsInfo: { animatedGraphicsList: moving } }),
    ...(sprites.length === 0 ? {} : { imageSpriteInfo: { imageSpriteList: sprites } }),
  }
}

const definitionOf = ({ template }: Output) => ({ definition: Number(template) })

const sample = (output: Output, urlOf: LinkMaker): object => {
  const { spec } = output
  const every = spec.kind === 'snapshots' && spec.at.by === 'interval' ? spec.at.every : undefined
  return {
    ...(every === undefined
      ? {}
      : 'percent' in every
        ? { sampleType: 'Percent', interval: every.percent }
        : { sampleType: 'Time', interval: every.seconds }),
    imageUrls: pictureUrls(output, urlOf)?.map(({ url }) => url) ?? [],
  }
}

const animation = (output: Output, urlOf: LinkMaker): object => {
  const { spec } = output
  const file = mainFile(output)
  if (spec.kind !== 'animation' || !file) return {}
  const duration = resultOf(output)?.animation?.duration ?? 0
  return {
    ...animationOf(output, spec, urlOf),
    ...(duration > 0 ? { bitrate: Math.round((file.size * 8) / duration) } : {}),
    size: file.size,
    ...(file.md5 === undefined ? {} : { md5: file.md5 }),
    ...partOf(spec),
  }
}

const sprite = (output: Output, urlOf: LinkMaker): object => {
  const result = resultOf(output)
  return {
    height: result?.sprite?.tileHeight ?? 0,
    width: result?.sprite?.tileWidth ?? 0,
    totalCount: result?.sprite?.count ?? 0,
    imageUrls: result?.files.filter(({ role }) => role === 'sheet').map((file) => urlOf(file)) ?? [],
    webVttUrl: urlOf(output.destination),
  }
}
