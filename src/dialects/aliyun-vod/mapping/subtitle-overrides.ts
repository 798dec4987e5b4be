import type { z } from 'zod'
import { fail } from '../../../domain/problem.ts'
import type { packageSubtitleSetting, SubtitleList } from '../schema/subtitles.ts'
import type { TranscodeTemplate } from '../schema/template.ts'
import type { Placed } from './package.ts'

type PackageList = z.output<(typeof packageSubtitleSetting)['PackageSubtitleList']>

/** Other subtitle files than the templates name, for one submission. */
export interface SubtitleOverrides {
  readonly SubtitleSetting?: { readonly SubtitleList?: SubtitleList | undefined } | undefined
  readonly PackageSubtitleSetting?: { readonly PackageSubtitleList?: PackageList } | undefined
}

type Identified = Placed & { readonly id: string }

/**
 * Templates with other subtitle files: for all that draw some, and by template and language for those that package some.
 * @throws DomainError invalid-parameter where no template has what is to be replaced
 */
export const withSubtitles = (
  templates: readonly Identified[],
  { SubtitleSetting, PackageSubtitleSetting }: SubtitleOverrides,
): readonly Identified[] => {
  const drawn = SubtitleSetting?.SubtitleList ?? []
  const packaged = PackageSubtitleSetting?.PackageSubtitleList ?? []
  const draws = ({ template }: Identified): boolean => (template.SubtitleList ?? []).length > 0
  if (drawn.length > 0 && !templates.some(draws))
    throw fail('invalid-parameter', 'No template of the group has subtitles to be replaced.', {
      path: 'OverrideParams.SubtitleSetting.SubtitleList',
    })
  for (const [i, { SubtitlePackageTemplateId: id, Language }] of packaged.entries())
    if (!templates.some((each) => each.id === id && languagesOf(each.template).includes(Language)))
      throw fail(
        'invalid-parameter',
        `No template ${id} of the group has subtitles in ${JSON.stringify(Language)}.`,
        {
          path: `OverrideParams.PackageSubtitleSetting.PackageSubtitleList.${i}`,
        },
      )
  return templates.map((each) => {
    const own = packaged.filter(({ SubtitlePackageTemplateId }) => SubtitlePackageTemplateId === each.id)
    return {
      ...each,
      template: {
        ...each.template,
        ...(drawn.length > 0 && draws(each) && { SubtitleList: drawn }),
        ...(own.length > 0 && { PackageSetting: replaced(each.template, own) }),
      },
    }
  })
}

const languagesOf = ({ PackageSetting }: TranscodeTemplate): readonly (string | undefined)[] =>
  (PackageSetting?.SubtitleExtractConfigList ?? []).map(({ Language }) => Language)

const replaced = ({ PackageSetting }: TranscodeTemplate, own: NonNullable<PackageList>) => ({
  ...PackageSetting,
  SubtitleExtractConfigList: (PackageSetting?.SubtitleExtractConfigList ?? []).map((one) => {
    const other = own.find(({ Language }) => Language === one.Language)
    return other ? { ...one, SubtitleUrlList: [other.SubtitleUrl] } : one
  }),
})
