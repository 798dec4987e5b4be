/** A built-in template in MP4, HLS and FLV, by number, with what it makes of the picture. */
export interface Rung {
  readonly inMp4: number
  readonly inHls: number
  readonly inFlv: number
  readonly name: string
  /** Pixels of one side; the other follows. */
  readonly side: { readonly long: number } | { readonly short: number }
  readonly kbps: number
  readonly fps: number
}

const rung = (
  [inMp4, inHls, inFlv]: readonly [number, number, number],
  name: string,
  side: Rung['side'],
  kbps: number,
  fps: number,
): Rung => ({ inMp4, inHls, inFlv, name, side, kbps, fps })

/** H.264 in profile High, a key frame every 240 frames; sound in AAC, in FLV in MP3. */
export const CLASSIC_LADDER: readonly Rung[] = [
  rung([10, 210, 10_046], 'FLU', { long: 320 }, 256, 24),
  rung([20, 220, 10_047], 'SD', { long: 640 }, 512, 24),
  rung([30, 230, 10_048], 'HD', { long: 1280 }, 1024, 24),
  rung([40, 240, 10_049], 'FHD', { long: 1920 }, 2500, 24),
  rung([70, 270, 370], '2K', { short: 1440 }, 3072, 30),
  rung([80, 280, 380], '4K', { short: 2160 }, 6144, 30),
]
export const CLASSIC_GOP_FRAMES = 240

/** H.265 in profile Main; sound in AAC. Those in FLV cannot be used here. */
export const HEVC_LADDER: readonly Rung[] = [
  rung([510, 610, 710], 'FLU', { short: 240 }, 250, 15),
  rung([520, 620, 720], 'SD', { short: 480 }, 600, 24),
  rung([530, 630, 730], 'HD', { short: 720 }, 800, 25),
  rung([540, 640, 740], 'FHD', { short: 1080 }, 1400, 30),
  rung([570, 670, 770], '2K', { short: 1440 }, 2048, 30),
  rung([580, 680, 780], '4K', { short: 2160 }, 4096, 30),
]

/** Of both ladders' sound. */
export const LADDER_AUDIO = { kbps: 48, sampleRate: 44_100, channels: 2 } as const

/** Sound alone, in stereo at 44100 Hz. */
export const SOUND_PRESETS = (
  [
    [1010, 'mp3', 128],
    [1020, 'mp3', 320],
    [1100, 'm4a', 24],
    [1110, 'm4a', 48],
    [1120, 'm4a', 96],
    [1130, 'm4a', 192],
    [1140, 'm4a', 256],
  ] as const
).map(([id, container, kbps]) => ({ id, container, kbps }))

export const NO_FLV_HEVC = 'H.265 video is not written into FLV here'
