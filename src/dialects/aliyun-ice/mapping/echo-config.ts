import type { Json, JsonObject } from '../../../domain/json.ts'
import type { Source } from '../../../domain/source.ts'
import type { Task } from '../../../domain/task.ts'
import { spellObject } from './locations.ts'

/** Members that are JSON text in answers, however they came. */
const TEXTS = new Set(['OverrideParams', 'Features'])

/** A job's configuration as it came, in the spelling of answers: unused members left out, `Media` for its alias `Url`. */
export const echoConfig = (config: JsonObject): JsonObject => {
  const entries = Object.entries(config)
    .filter(([key, value]) => value !== null && value !== '' && !(key === 'Url' && config.Media))
    .map(([key, value]) => [key === 'Url' ? 'Media' : key, echoMember(key, value)] as const)
  return Object.fromEntries(entries)
}

const echoMember = (key: string, value: Json): Json => {
  if (TEXTS.has(key)) return typeof value === 'string' ? value : JSON.stringify(value)
  if (key === 'Priority') return Number(value)
  if (Array.isArray(value)) return value.map((item: Json) => echoMember('', item))
  return typeof value === 'object' && value !== null ? echoConfig(value as JsonObject) : value
}

/** The configuration of a task that came in through another API, as far as this service has words for it. */
export const describeConfig = ({ source, outputs }: Task): JsonObject => ({
  Inputs: [{ InputFile: { Type: 'OSS', Media: spellSource(source) } }],
  Outputs: outputs.map(({ name, template, destination }) => ({
    Name: name,
    OutputFile: { Type: 'OSS', Media: spellObject(destination) },
    ...(template === undefined ? {} : { TemplateId: template }),
  })),
})

const spellSource = (source: Source): string =>
  source.from === 'object'
    ? spellObject(source)
    : source.from === 'url'
      ? source.url
      : `file://${source.path}`
