import { fail } from '../domain/problem.ts'

/**
 * Reads a URL as the WHATWG does, so that every spelling of an address (0x7f.1, 2130706433, circled digits) is folded
 * before anything is decided. No fragment in the result.
 * @throws DomainError source-refused: not http or https, or with a user name or password
 */
export const checkUrl = (text: string): URL => {
  const url = URL.parse(text)
  if (!url) throw fail('source-refused', 'The source is not a valid URL.')
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw fail('source-refused', `A source URL must begin with http:// or https://, not ${url.protocol}`)
  if (url.username !== '' || url.password !== '')
    throw fail(
      'source-refused',
      'A source URL may not hold a user name or password. Use a signed link instead.',
    )
  url.hash = ''
  return url
}

/** The port that will be connected to. */
export const portOf = (url: URL): number => Number(url.port || (url.protocol === 'https:' ? 443 : 80))
