import { FFMPEG } from './ffmpeg.ts'

interface Rung {
  readonly name: string
  readonly width: number
  readonly height: number
  /** Cap in kbit/s. */
  readonly cap: number
}

/** The rungs of the preset `hls-ladder`. */
export const RUNGS: readonly Rung[] = [
  { name: '1080p', width: 1920, height: 1080, cap: 5000 },
  { name: '720p', width: 1280, height: 720, cap: 2800 },
  { name: '480p', width: 854, height: 480, cap: 1400 },
  { name: '360p', width: 640, height: 360, cap: 800 },
]

/** 4 s at 30 frames a second. */
const GOP = ['-g', '120', '-keyint_min', '120', '-sc_threshold', '0']
/** `vfr`: the frames of the source, none made up where a repeated source has a gap. */
const x264 = ({ cap }: Rung): string[] => [
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-fps_mode', 'vfr'],
  ...['-maxrate', `${cap}k`, '-bufsize', `${2 * cap}k`, ...GOP],
]
const AAC = ['-c:a', 'aac', '-b:a', '128k']
const hls = (folder: string): string[] => [
  ...['-f', 'hls', '-hls_time', '4', '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4'],
  ...[
    '-hls_flags',
    'independent_segments',
    '-hls_segment_filename',
    `${folder}/%05d.m4s`,
    `${folder}/index.m3u8`,
  ],
]

/** What a shell script does: one process for each rung, which decodes, scales from the source and encodes the sound anew. */
export const perRungCommands = (source: string): readonly (readonly string[])[] =>
  RUNGS.map((rung) => [
    ...[...FFMPEG, '-i', source, '-vf', `scale=${rung.width}:${rung.height}`],
    ...[...x264(rung), ...AAC, ...hls(rung.name)],
  ])

/** The best command by hand: one process, one decode, each size scaled from the next larger one, the sound encoded once. */
export const singleCommand = (source: string): readonly string[] => [
  ...[...FFMPEG, '-i', source, '-filter_complex'],
  [
    '[0:v]split=2[v0][t0]',
    '[t0]scale=1280:720,split=2[v1][t1]',
    '[t1]scale=854:480,split=2[v2][t2]',
    '[t2]scale=640:360[v3]',
  ].join(';'),
  ...RUNGS.flatMap((rung, i) => ['-map', `[v${i}]`, ...x264(rung), ...hls(rung.name)]),
  ...['-map', '0:a', ...AAC, ...hls('audio')],
]
