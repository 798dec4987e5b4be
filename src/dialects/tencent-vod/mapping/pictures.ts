import type { Submission } from '../../../app/submit-task.ts'
import type { SnapshotsSpec, TimeRange } from '../../../domain/output-spec.ts'
import { PICTURE_EXTENSIONS } from '../../../domain/picture-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { seconds } from '../../../domain/units.ts'
import { ANIMATIONS, BY_TIME, SAMPLES, SPRITES } from '../../../wire/tencent/pictures.ts'
import type { ProcessFileRequest } from '../schema/process-file.ts'
import { filePlace, numberedPlace, spritePlace } from './places.ts'

type OutputWish = Submission['outputs'][number]

/** Names of the outputs that are pictures: those of the parameters that ask for them. */
export const PICTURES = [
  ...(['animatedGraphics', 'sampleSnapshot', 'snapshotByTimeOffset'] as const),
  ...(['coverBySnapshot', 'imageSprite'] as const),
] as const
export type PictureName = (typeof PICTURES)[number]

/** The pictures a request asks for. @throws DomainError invalid-parameter */
export const pictureOutputs = (request: ProcessFileRequest): readonly OutputWish[] =>
  PICTURES.flatMap((name) => {
    const wish = request[name]
    return wish ? [MAKERS[name](wish as never)] : []
  })

const sampleOutput = ({ definition }: { definition: number }): OutputWish =>
  stills('sampleSnapshot', definition, template('sampleSnapshot', SAMPLES, definition))

/** What a console says in the cloud of `isScreenshot`. */
export const defaultSample = (): OutputWish => sampleOutput({ definition: 10 })

type Wish<N extends PictureName> = NonNullable<ProcessFileRequest[N]>

const MAKERS: { readonly [N in PictureName]: (wish: Wish<N>) => OutputWish } = {
  sampleSnapshot: sampleOutput,
  snapshotByTimeOffset: ({ definition, timeOffset }) =>
    stills('snapshotByTimeOffset', definition, {
      ...template('snapshotByTimeOffset', BY_TIME, definition),
      at: { by: 'times', times: timeOffset.map((ms) => ({ seconds: ms / 1000 })) },
    }),
  coverBySnapshot: ({ definition, positionType, position }) => {
    if (positionType === 'Percent' && position > 100)
      throw fail('invalid-parameter', 'coverBySnapshot.position is in percent: 0 to 100.', {
        path: 'coverBySnapshot.position',
      })
    const moment = positionType === 'Percent' ? { percent: position } : { seconds: position }
    return stills('coverBySnapshot', definition, {
      ...template('coverBySnapshot', BY_TIME, definition),
      at: { by: 'times', times: [moment] },
    })
  },
  animatedGraphics: ({ definition, startTime, endTime }) => {
    const name = 'animatedGraphics'
    const spec = template(name, ANIMATIONS, definition)
    return {
      name,
      template: String(definition),
      spec: { ...spec, ...part(startTime, endTime) },
      destination: filePlace(`${name}_${definition}.${PICTURE_EXTENSIONS[spec.format]}`),
    }
  },
  imageSprite: ({ definition }) => ({
    name: 'imageSprite',
    template: String(definition),
    spec: template('imageSprite', SPRITES, definition),
    destination: spritePlace(`imageSprite_${definition}`),
  }),
}

const stills = (name: PictureName, definition: number, spec: SnapshotsSpec): OutputWish => ({
  name,
  template: String(definition),
  spec,
  destination: numberedPlace(`${name}_${definition}`, PICTURE_EXTENSIONS[spec.format]),
})

const template = <T>(name: PictureName, templates: Readonly<Record<number, T>>, definition: number): T => {
  const found = Object.hasOwn(templates, definition) ? templates[definition] : undefined
  if (found) return found
  throw fail(
    'invalid-parameter',
    `There is no template ${definition} of ${name}; built in: ${Object.keys(templates).join(', ')}.`,
    { path: `${name}.definition` },
  )
}

const part = (start: number, end: number): { readonly range?: TimeRange } => {
  if (end !== 0 && end <= start)
    throw fail('invalid-parameter', 'animatedGraphics.endTime must be after startTime.', {
      path: 'animatedGraphics.endTime',
    })
  return start === 0 && end === 0
    ? {}
    : { range: { start: seconds(start), ...(end === 0 ? {} : { end: seconds(end) }) } }
}
