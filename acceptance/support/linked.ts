/** What a link that the server gave out is about, as `bucket/key`; anything else as it is. */
export const placeOf = (url: string): string => {
  const [, place] = /^http:\/\/[^/]+\/media\/[^/]+\/(.+)$/.exec(url) ?? []
  return place === undefined ? url : decodeURIComponent(place)
}
