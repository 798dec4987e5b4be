import { setTimeout as delay } from 'node:timers/promises'

/** JSON as a black box gives it. */
// biome-ignore lint/suspicious/noExplicitAny: tests state what they expect of it, field by field
export type Loose = any

export interface NativeAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Undefined when the body is not JSON. */
  readonly json: Loose
}

export interface NativeEvent {
  readonly event: string
  readonly id?: number
  readonly data: Loose
}

const DEADLINE_MS = 50_000

/** Asks again and again until the answer is something. @throws naming what never was, with the last answer */
export const eventually = async <T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  deadlineMs = DEADLINE_MS,
): Promise<T> => {
  const end = performance.now() + deadlineMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    if (performance.now() > end) throw new Error(`never within ${deadlineMs} ms: ${what}`)
    await delay(15)
  }
}

export const isOver = (status: string): boolean => status !== 'queued' && status !== 'running'

/** A client of the native REST API with HTTP Basic, as plain as `curl`. */
export class NativeClient {
  readonly url: string
  readonly authorization: string

  constructor({ url, keyId, secret }: { url: string; keyId: string; secret: string }) {
    this.url = url
    this.authorization = `Basic ${Buffer.from(`${keyId}:${secret}`).toString('base64')}`
  }

  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<NativeAnswer> {
    const raw = body instanceof Uint8Array || typeof body === 'string'
    const answer = await fetch(this.url + path, {
      method,
      headers: {
        authorization: this.authorization,
        ...(body === undefined || raw ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: raw ? (body as string | Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, text, json: parsed(text) }
  }

  /** @throws unless the answer is a success */
  async ok(method: string, path: string, body?: unknown): Promise<Loose> {
    const { status, text, json } = await this.call(method, path, body)
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${text}`)
    return json
  }

  async makeBuckets(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      const { status, text } = await this.call('PUT', `/api/v1/buckets/${name}`)
      if (status !== 201 && status !== 409) throw new Error(`bucket ${name}: ${status} ${text}`)
    }
  }

  async put(bucket: string, key: string, bytes: Uint8Array | string): Promise<void> {
    await this.ok('PUT', objectPath(bucket, key), bytes)
  }

  async bytes(bucket: string, key: string): Promise<Buffer> {
    const answer = await fetch(this.url + objectPath(bucket, key), {
      headers: { authorization: this.authorization },
    })
    if (!answer.ok) throw new Error(`GET ${key} answered ${answer.status}: ${await answer.text()}`)
    return Buffer.from(await answer.arrayBuffer())
  }

  /** Every key of the bucket, over as many pages as it takes. */
  async keys(bucket: string, prefix = ''): Promise<string[]> {
    const keys: string[] = []
    for (let after: string | undefined = ''; after !== undefined; ) {
      const query = new URLSearchParams({ prefix, limit: '1000', ...(after === '' ? {} : { after }) })
      const page: Loose = await this.ok('GET', `/api/v1/buckets/${bucket}/objects?${query}`)
      keys.push(...page.objects.map((o: Loose) => o.key))
      after = page.next
    }
    return keys
  }

  /** Answers the id of the task that was taken in. */
  async submit(source: object, outputs: readonly object[], more: object = {}): Promise<string> {
    return (await this.ok('POST', '/api/v1/tasks', { source, outputs, ...more })).id
  }

  task(id: string): Promise<Loose> {
    return this.ok('GET', `/api/v1/tasks/${id}?files=all`)
  }

  /** The task when it is over. */
  async finished(id: string, deadlineMs = DEADLINE_MS): Promise<Loose> {
    let last: Loose
    try {
      return await eventually(
        `end of ${id}`,
        async () => {
          last = await this.task(id)
          return isOver(last.status) ? last : undefined
        },
        deadlineMs,
      )
    } catch (cause) {
      throw new Error(`the task did not end: ${JSON.stringify(last)}`, { cause })
    }
  }

  /** Server-sent events as they come; comments are passed over. */
  async *events(
    path: string,
    signal: AbortSignal,
    headers: Readonly<Record<string, string>> = {},
  ): AsyncGenerator<NativeEvent> {
    const answer = await fetch(this.url + path, {
      signal,
      headers: { authorization: this.authorization, ...headers },
    })
    if (!answer.ok || !answer.body) throw new Error(`${path} answered ${answer.status}`)
    let buffer = ''
    for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
      buffer += text
      for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
        const event = readEvent(buffer.slice(0, end))
        buffer = buffer.slice(end + 2)
        if (event) yield event
      }
    }
  }
}

export const objectPath = (bucket: string, key: string): string =>
  `/api/v1/buckets/${bucket}/objects/${key.split('/').map(encodeURIComponent).join('/')}`

const readEvent = (frame: string): NativeEvent | undefined => {
  const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(frame)?.[1]
  const [event, data, id] = [field('event'), field('data'), field('id')]
  if (event === undefined || data === undefined) return undefined
  return { event, data: JSON.parse(data), ...(id === undefined ? {} : { id: Number(id) }) }
}

const parsed = (text: string): Loose => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
