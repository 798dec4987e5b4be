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
