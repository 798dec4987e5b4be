import { shellQuote } from '../mapping/shell.ts'
import { notes } from '../openapi/notes.ts'
import type { OperationDoc } from '../openapi.ts'

/** A command line that calls the operation, with the access key in the environment. */
export const curlLine = (method: string, path: string, doc: OperationDoc, baseUrl: string): string => {
  const { sample = {}, example } = notes[doc.operationId] ?? {}
  const filled = path.replace(/\{(\w+)\}/g, (_whole, name: string) => sample[name] ?? name)
  const query = doc.parameters
    .filter((p) => p.in === 'query' && sample[p.name] !== undefined)
    .map((p) => `${p.name}=${sample[p.name]}`)
    .join('&')
  const how =
    method === 'head'
      ? ['-I']
      : doc.operationId === 'putObject'
        ? ['-T', 'clip.mp4']
        : produces(doc, '*/*')
          ? ['-o', 'clip.mp4']
          : produces(doc, 'text/event-stream')
            ? ['-N']
            : method === 'get' || (method === 'post' && example !== undefined)
              ? []
              : ['-X', method.toUpperCase()]
  const body =
    example === undefined ? [] : ['-H', 'Content-Type: application/json', '-d', JSON.stringify(example)]
  const url = `${baseUrl}${filled}${query === '' ? '' : `?${query}`}`
  const key = doc.security?.length === 0 ? '' : '-u "$PENTODE_ACCESS_KEY_ID:$PENTODE_ACCESS_KEY_SECRET" '
  return `curl ${key}${shellQuote([...how, ...body, url])}`
}

const produces = ({ responses }: OperationDoc, type: string): boolean => {
  const success = responses['200'] as { content?: object } | undefined
  return type in (success?.content ?? {})
}
