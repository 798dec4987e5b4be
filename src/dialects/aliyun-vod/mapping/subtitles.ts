import { languageTag } from '../../../domain/language.ts'
import { fail } from '../../../domain/problem.ts'
import type { Source } from '../../../domain/source.ts'
import type { BurntSubtitles, SubtitleFile } from '../../../domain/subtitle-spec.ts'
import { readOssUrl } from '../../../wire/aliyun/oss-url.ts'
import type { SubtitleList } from '../schema/subtitles.ts'
import type { TranscodeTemplate } from '../schema/template.ts'

const CHARSETS = { auto: 'auto', 'UTF-8': 'utf-8', GBK: 'gbk', BIG5: 'big5' } as const

/** What a list of subtitles draws on the picture. @throws DomainError unsupported-parameter, invalid-parameter */
export const toBurnt = (list: SubtitleList, at: string): BurntSubtitles | undefined => {
  const [first, ...others] = list
  if (others.length > 0)
    throw fail('unsupported-parameter', 'One subtitle file is drawn on a picture here.', { path: `${at}.1` })
  if (!first) return undefined
  const { SubtitleUrl, CharEncode, CharEnc } = first
  return {
    from: {
      file: {
        source: toSource(SubtitleUrl, `${at}.0.SubtitleUrl`),
        charset: CHARSETS[CharEncode ?? CharEnc ?? 'auto'],
      },
    },
  }
}

/** An object by its OSS address, or a file of elsewhere. */
const toSource = (text: string, path: string): Source => {
  const object = readOssUrl(text)
  if (object) return { from: 'object', ...object }
  if (/^https?:\/\/\S+$/i.test(text)) return { from: 'url', url: text }
  throw fail('invalid-parameter', `Wrong value of the parameter "${path}": an http or https URL.`, { path })
}

/** The subtitles that a template adds to a package. @throws DomainError missing-parameter, invalid-parameter */
export const toTracks = (template: TranscodeTemplate, at: string): readonly SubtitleFile[] => {
  const path = `${at}.PackageSetting.SubtitleExtractConfigList`
  const list = template.PackageSetting?.SubtitleExtractConfigList ?? []
  if (list.length === 0) throw fail('missing-parameter', 'absent', { path })
  return list.map(({ SubtitleUrlList: [url] = [], Language, Name }, i) => {
    if (url === undefined) throw fail('missing-parameter', 'absent', { path: `${path}.${i}.SubtitleUrlList` })
    const language = Language === undefined ? undefined : languageTag(Language)
    if (Language !== undefined && language === undefined)
      throw fail('invalid-parameter', `${JSON.stringify(Language)} is no language.`, {
        path: `${path}.${i}.Language`,
      })
    return {
      source: toSource(url, `${path}.${i}.SubtitleUrlList.0`),
      charset: 'auto',
      ...(language !== undefined && { language }),
      ...(Name !== undefined && { title: Name }),
    }
  })
}
