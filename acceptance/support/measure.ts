import { execFileSync, spawnSync } from 'node:child_process'

/** Red, green and blue, 0 to 255, of one pixel of the picture on screen at a time. */
export const colourAt = (path: string, seconds: number, x: number, y: number): readonly number[] => [
  ...execFileSync('ffmpeg', [
    ...['-v', 'error', '-ss', String(seconds), '-i', path, '-frames:v', '1'],
    ...['-vf', `format=rgb24,crop=1:1:${x}:${y}`, '-f', 'rawvideo', '-'],
  ]),
]

/** The name of the colour that a pixel is nearest to. */
export const colourName = (path: string, seconds: number, x: number, y: number): string => {
  const [r = 0, g = 0, b = 0] = colourAt(path, seconds, x, y)
  const level = (n: number) => (n > 170 ? 2 : n > 85 ? 1 : 0)
  return NAMES[`${level(r)}${level(g)}${level(b)}`] ?? `${r},${g},${b}`
}
const NAMES: Readonly<Record<string, string>> = {
  ...{ '200': 'red', '020': 'green', '010': 'green', '002': 'blue', '000': 'black', '222': 'white' },
  ...{ '220': 'yellow', '111': 'grey' },
}

/** Of a whole track, in dB below full scale. */
export const meanVolume = (path: string, track = 0): number => {
  const { stderr } = spawnSync(
    'ffmpeg',
    ['-nostdin', '-i', path, '-map', `0:a:${track}`, '-af', 'volumedetect', '-f', 'null', '-'],
    { encoding: 'utf8' },
  )
  return Number(/mean_volume: (-?[\d.]+) dB/.exec(stderr)?.[1])
}
