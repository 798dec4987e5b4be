/** The vendor's system templates, `S00000001-<family><quality>`, which several of its services share. */

/** family, container */
export const FAMILIES = [
  ['0000', 'flv'],
  ['1000', 'm3u8'],
  ['2000', 'mp4'],
] as const

/** quality, name, width, video kbit/s, audio kbit/s */
export const QUALITIES = [
  ['10', 'LD', 640, 400, 64],
  ['20', 'SD', 848, 800, 80],
  ['30', 'HD', 1280, 1800, 128],
  ['40', 'FHD', 1920, 3000, 160],
  ['60', '2K', 2048, 3500, 160],
  ['70', '4K', 3840, 6000, 160],
] as const
