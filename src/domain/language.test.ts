import { expect, test } from 'vitest'
import { languageName, languageTag, sameLanguage, threeLetters } from './language.ts'

test.each([
  ['eng', 'en', 'English'],
  ['ger', 'de', 'Deutsch'],
  ['deu', 'de', 'Deutsch'],
  ['zh_Hans', 'zh-Hans', '简体中文'],
  ['xxx', 'xxx', 'xxx'],
])('%s is written %s and called %s', (text, tag, name) => {
  expect(languageTag(text)).toBe(tag)
  expect(languageName(tag)).toBe(name)
})

test.each(['und', '', 'not a language', '../x'])('%j is no language', (text) => {
  expect(languageTag(text)).toBeUndefined()
})

test('regions and ways to write a language are one language; what is none equals nothing', () => {
  expect(sameLanguage('en-US', 'eng')).toBe(true)
  expect(sameLanguage('fre', 'fra')).toBe(true)
  expect(sameLanguage('en', 'de')).toBe(false)
  expect(sameLanguage('und', 'und')).toBe(false)
})

test.each([
  ['en', 'eng'],
  ['en-US', 'eng'],
  ['ger', 'deu'],
  ['pt_BR', 'por'],
  ['yue', 'yue'],
  ['!', undefined],
])('%s is %s in three letters', (text, expected) => {
  expect(threeLetters(text)).toBe(expected)
})
