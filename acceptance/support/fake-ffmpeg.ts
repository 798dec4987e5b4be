import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Ways to go wrong. `$@` are FFmpeg's arguments; the working folder is the attempt's. */
const MODES = {
  good: 'exec ffmpeg "$@"',
  hang: 'exec sleep 1000',
  /** Reads one second of the source only, and is content. */
  short: 'exec ffmpeg -t 1 "$@"',
  /** Every file it made loses its last part, and it is content. */
  cut: 'ffmpeg "$@"; for f in $(find . -type f); do truncate -s $(($(stat -c %s "$f") * 6 / 10)) "$f"; done; exit 0',
  /** Every file of media holds zeros in its second half, as after a power cut, and it is content. */
  hollow:
    'ffmpeg "$@"; for f in $(find . -type f -not -name "*.m3u8"); do s=$(stat -c %s "$f"); truncate -s $((s / 2)) "$f"; truncate -s $s "$f"; done; exit 0',
  /** Makes nothing, and is content. */
  nothing: 'exit 0',
  crash: 'kill -SEGV $$',
  words: 'echo "Conversion failed for a reason of its own" >&2; exit 187',
  /** Takes everything but one setting. */
  picky: 'case "$*" in *crf*" 41 "*) echo "no such taste: 41" >&2; exit 3;; esac; exec ffmpeg "$@"',
} as const
export type FakeMode = keyof typeof MODES

export interface FakeFfmpeg extends AsyncDisposable {
  /** For `PENTODE_FFMPEG`. */
  readonly path: string
  /** From its next start on. */
  readonly behave: (mode: FakeMode) => Promise<void>
}

/** An FFmpeg that says truly what it can do, but for what it is to lack, and works as badly as it is told to. */
export const fakeFfmpeg = async (lacks: readonly string[] = []): Promise<FakeFfmpeg> => {
  const folder = await mkdtemp(join(tmpdir(), 'pentode-fake-'))
  const path = join(folder, 'ffmpeg')
  const branches = Object.entries(MODES).map(([mode, does]) => `  ${mode}) ${does} ;;`)
  await writeFile(
    path,
    [
      '#!/bin/sh',
      'PATH=/usr/local/bin:/usr/bin:/bin',
      'case "$*" in -version) exec ffmpeg "$@" ;; esac',
      `case "$*" in *-encoders|*-filters|*-muxers) ffmpeg "$@" | grep -vE " (${lacks.join('|') || '-'}) "; exit 0 ;; esac`,
      `case "$(cat ${folder}/mode)" in`,
      ...branches,
      'esac',
      '',
    ].join('\n'),
  )
  await chmod(path, 0o755)
  const behave = (mode: FakeMode) => writeFile(join(folder, 'mode'), mode)
  await behave('good')
  return { path, behave, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}
