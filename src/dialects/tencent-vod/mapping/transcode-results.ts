import type { LinkMaker } from '../../../app/links.ts'
import type { MediaInfo } from '../../../domain/media-info.ts'
import type { StreamSpec } from '../../../domain/output-spec.ts'
import type { Output, OutputFile, OutputResult, RenditionResult } from '../../../domain/task.ts'
import { describeMedia, mainVideo } from './media.ts'
import { mainFile, resultOf } from './outputs.ts'
import { definitionIn } from './transcodes.ts'

type Made = { readonly url: string } & ReturnType<typeof describeMedia>
/** What is made, and what it was told from. */
interface Found {
  readonly made: Made
  readonly media: MediaInfo
}

/** What a transcode made, or is to make: a file, a playlist, or one playlist of several. */
export interface TranscodeResult {
  /** Absent for an output of another API: its templates are not this service's. */
  readonly definition?: number
  /** Once it is made. */
  readonly made?: Made
  readonly media?: MediaInfo
}

/** The results an output stands for: a multivariant playlist also for each of its renditions, which come first. */
export const transcodeResults = (
  output: Output,
  isOurs: boolean,
  urlOf: LinkMaker,
): readonly TranscodeResult[] => {
  const { spec, name } = output
  const result = resultOf(output)
  const definition = isOurs ? definitionIn(name) : undefined
  const whole = withDefinition(definition, result && wholeOf(output, result, urlOf))
  if (spec.kind !== 'stream' || !spec.master || definition === undefined) return [whole]
  return [...renditionsOf(spec, output, result, urlOf), whole]
}

const withDefinition = (definition: number | undefined, found: Found | undefined): TranscodeResult => ({
  ...(definition === undefined ? {} : { definition }),
  ...found,
})

const wholeOf = (output: Output, result: OutputResult, urlOf: LinkMaker): Found | undefined => {
  const { size, renditions = [] } = result
  const best = [...renditions].sort((a, b) => pixels(b) - pixels(a))[0]
  const media = best?.media ?? result.media
  const main = mainFile(output)
  if (!media || !main) return undefined
  const facts = {
    size,
    md5: main.md5,
    bitrate: best?.averageBitrate,
    isHls: output.spec.kind === 'stream',
  }
  return { media, made: { url: urlOf(main), ...describeMedia(media, facts) } }
}

const pixels = ({ media }: RenditionResult): number => {
  const video = mainVideo(media)
  return video ? video.width * video.height : 0
}

const renditionsOf = (
  spec: StreamSpec,
  output: Output,
  result: OutputResult | undefined,
  urlOf: LinkMaker,
): readonly TranscodeResult[] =>
  spec.renditions.map(({ name }) => {
    const rendition = result?.renditions?.find((r) => r.name === name)
    return withDefinition(
      definitionIn(name),
      result && rendition && renditionOf(output, result, rendition, urlOf),
    )
  })

const renditionOf = (
  { destination }: Output,
  { files }: OutputResult,
  { name, key, media, averageBitrate }: RenditionResult,
  urlOf: LinkMaker,
): Found => {
  const playlist = files.find((file) => file.key === key)
  const folder = key.slice(0, key.lastIndexOf('/') + 1)
  const isPart = (file: OutputFile) => file.key === key || file.key.startsWith(`${folder}${name}_`)
  const facts = {
    size: files.filter(isPart).reduce((sum, { size }) => sum + size, 0),
    md5: playlist?.md5,
    bitrate: averageBitrate,
    isHls: true,
  }
  return { media, made: { url: urlOf({ bucket: destination.bucket, key }), ...describeMedia(media, facts) } }
}
