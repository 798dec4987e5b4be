import { execFileSync } from 'node:child_process'

/** Where a picture of plain grey is something else at a moment: left, top, right and bottom, and the colour furthest from grey. */
export const inkOf = (path: string, time: number, [width, height]: readonly [number, number]) => {
  const pixels = execFileSync(
    'ffmpeg',
    [
      ...['-v', 'error', '-i', path, '-ss', String(time), '-frames:v', '1'],
      ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
    ],
    { maxBuffer: 64 * 1024 * 1024 },
  )
  let [left, top, right, bottom] = [width, height, 0, 0]
  let [most, colour]: [number, readonly number[]] = [0, []]
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = 3 * (y * width + x)
      const rgb = [...pixels.subarray(at, at + 3)]
      const far = Math.max(...rgb.map((part) => Math.abs(part - 128)))
      if (far < 40) continue
      left = Math.min(left, x)
      top = Math.min(top, y)
      right = Math.max(right, x + 1)
      bottom = Math.max(bottom, y + 1)
      const sum = rgb.reduce((all, part) => all + Math.abs(part - 128), 0)
      if (sum > most) [most, colour] = [sum, rgb]
    }
  return { box: [left, top, right, bottom] as const, colour }
}

/** A grey clip of three seconds. */
export const makeGrey = (path: string, size = '480x360'): void => {
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', `color=gray:s=${size}:r=25:d=3`],
    ...['-preset', 'ultrafast', '-pix_fmt', 'yuv420p', path],
  ])
}
