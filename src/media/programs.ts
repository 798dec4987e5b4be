import { type Fields, fieldsOf, listOf, numberOf } from './fields.ts'

/** The streams of the programme that is shown, and of how many it is one. */
export interface Program {
  readonly streams: readonly Fields[]
  readonly programs: number
}

/**
 * A transport stream may carry several programmes, each on a clock of its own and with its own sounds. The first that has a
 * moving picture is shown, or the first of all; all there is where the container knows none, or one.
 * @param json ffprobe's (`-show_programs`)
 */
export const shownProgram = (json: unknown, streams: readonly Fields[]): Program => {
  const programs = listOf(fieldsOf(json).programs)
    .map(({ streams: own }) => listOf(own).map((stream) => numberOf(stream, 'index')))
    .map((own) => streams.filter((stream) => own.includes(numberOf(stream, 'index'))))
    .filter((own) => own.length > 0)
  const shown = programs.find((own) => own.some(isSeen)) ?? programs[0]
  return programs.length > 1 && shown
    ? { streams: shown, programs: programs.length }
    : { streams, programs: 1 }
}

const isSeen = (stream: Fields): boolean =>
  stream.codec_type === 'video' && (numberOf(stream, 'width') ?? 0) > 0
