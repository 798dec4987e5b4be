import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { runTool } from './ffmpeg.ts'

/** A rendition as it lies on the disk, held against its source. */
export interface Quality {
  readonly frames: number
  /** Segments and header, in kbit/s. */
  readonly bitrate: number
  /** 0 to 1, over all planes; absent when the frames differ in number, as then it means nothing. */
  readonly ssim?: number
  readonly vmaf?: number
}

/** An ffprobe with libvmaf, which most builds of FFmpeg lack. */
export const VMAF_FFPROBE = process.env.PENTODE_BENCH_VMAF_FFPROBE

/** @param every compares each n-th frame; absent: none */
export const measureQuality = async (
  playlist: string,
  source: { readonly path: string; readonly frames: number; readonly seconds: number },
  every: number | undefined,
): Promise<Quality> => {
  const frames = await countFrames(playlist)
  const bitrate = ((await folderSize(dirname(playlist))) * 8) / source.seconds / 1000
  if (every === undefined || frames !== source.frames) return { frames, bitrate }
  return {
    ...{ frames, bitrate, ssim: await ssim(playlist, source.path, every) },
    ...(VMAF_FFPROBE ? { vmaf: await vmaf(VMAF_FFPROBE, playlist, source.path, every) } : {}),
  }
}

/** Packets of the first video stream. */
export const countFrames = async (path: string): Promise<number> =>
  Number(
    await runTool('ffprobe', [
      ...['-v', 'error', '-select_streams', 'v:0', '-count_packets'],
      ...['-show_entries', 'stream=nb_read_packets', '-of', 'csv=p=0', path],
    ]).then((text) => text.trim().split('\n')[0]),
  )

const folderSize = async (folder: string): Promise<number> => {
  const names = (await readdir(folder)).filter((name) => !name.endsWith('.m3u8'))
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Frames are paired by their number, and compared at the source's size. */
const pairing = (every: number): string => `settb=1/30,setpts=N,select='not(mod(n\\,${every}))'`
const SOURCE_SIZE = 'scale=1920:1080:flags=bicubic'

const ssim = async (playlist: string, source: string, every: number): Promise<number> => {
  const graph = `[0:v]${SOURCE_SIZE},${pairing(every)}[d];[1:v]${pairing(every)}[r];[d][r]ssim`
  const words = await runTool('ffmpeg', [
    ...['-nostdin', '-hide_banner', '-i', playlist, '-i', source],
    ...['-filter_complex', graph, '-an', '-f', 'null', '-'],
  ])
  const all = /All:([\d.]+)/.exec(words)?.[1]
  if (!all) throw new Error(`FFmpeg told no SSIM:\n${words}`)
  return Number(all)
}

/** Every frame is decoded: the motion between neighbours is a part of the score. */
const vmaf = async (ffprobe: string, playlist: string, source: string, every: number): Promise<number> => {
  const log = join(dirname(playlist), 'vmaf.json')
  const graph =
    `movie=${playlist},${SOURCE_SIZE},${pairing(1)}[d];movie=${source},${pairing(1)}[r];` +
    `[d][r]libvmaf=n_threads=2:n_subsample=${every}:log_path=${log}:log_fmt=json[out0]`
  const args = ['-v', 'error', '-f', 'lavfi', '-i', graph, '-show_entries', 'frame=pts', '-of', 'csv']
  await runTool(ffprobe, args)
  // The pooled score of a subsampled run is not the mean of its frames.
  const { frames } = JSON.parse(await readFile(log, 'utf8')) as { frames: { metrics: { vmaf: number } }[] }
  await rm(log)
  return frames.reduce((sum, frame) => sum + frame.metrics.vmaf, 0) / frames.length
}
