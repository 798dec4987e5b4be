/** A language as manifests write it: the shortest BCP 47 tag, `eng` becomes `en`. Undefined when it is none. */
export const languageTag = (text: string): string | undefined => {
  try {
    const [tag] = Intl.getCanonicalLocales(text.replaceAll('_', '-'))
    return tag === 'und' ? undefined : tag
  } catch {
    return undefined
  }
}

/** The same language, whatever the region and the way it is written. */
export const sameLanguage = (a: string, b: string): boolean => {
  const [one, other] = [languageTag(a), languageTag(b)].map((tag) => tag?.split('-')[0])
  return one !== undefined && one === other
}

/** The language's name in itself: `Deutsch`. The tag where nobody knows the name. */
export const languageName = (tag: string): string =>
  new Intl.DisplayNames([tag], { type: 'language', fallback: 'code' }).of(tag) ?? tag

/** ISO 639-1 beside 639-2/T, five letters a language: `dedeu`. */
const PAIRS =
  'aaaar ababk aeave afafr akaka amamh anarg arara asasm avava ayaym azaze babak bebel bgbul bibis bmbam bnben bobod brbre bsbos cacat ceche chcha cocos crcre csces cuchu cvchv cycym dadan dedeu dvdiv dzdzo eeewe elell eneng eoepo esspa etest eueus fafas ffful fifin fjfij fofao frfra fyfry gagle gdgla glglg gngrn guguj gvglv hahau heheb hihin hohmo hrhrv hthat huhun hyhye hzher iaina idind ieile igibo iiiii ikipk ioido isisl itita iuiku jajpn jvjav kakat kgkon kikik kjkua kkkaz klkal kmkhm knkan kokor krkau kskas kukur kvkom kwcor kykir lalat lbltz lglug lilim lnlin lolao ltlit lulub lvlav mgmlg mhmah mimri mkmkd mlmal mnmon mrmar msmsa mtmlt mymya nanau nbnob ndnde nenep ngndo nlnld nnnno nonor nrnbl nvnav nynya ococi ojoji omorm orori ososs papan pipli plpol pspus ptpor quque rmroh rnrun roron rurus rwkin sasan scsrd sdsnd sesme sgsag sisin skslk slslv smsmo snsna sosom sqsqi srsrp ssssw stsot susun svswe swswa tatam tetel tgtgk ththa titir tktuk tltgl tntsn toton trtur tstso tttat tytah uguig ukukr ururd uzuzb veven vivie vovol wawln wowol xhxho yiyid yoyor zazha zhzho zuzul'

const THREE = new Map(PAIRS.split(' ').map((pair) => [pair.slice(0, 2), pair.slice(2)]))

/** The three letters that MP4, Matroska and transport streams say; undefined for a language that has none. */
export const threeLetters = (text: string): string | undefined => {
  const [language = ''] = (languageTag(text) ?? '').split('-')
  if (language.length === 3) return language
  // `fil` and `tl` are one language to BCP 47.
  return THREE.get(language)
}
