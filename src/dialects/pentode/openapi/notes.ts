/** What the schemas cannot say of an operation. */
export interface Notes {
  readonly tag: string
  readonly text: string
  /** Request headers that change the answer. */
  readonly headers?: Readonly<Record<string, string>>
  /** Statuses beside the success and the errors. */
  readonly also?: Readonly<Record<string, string>>
  /** Problem codes this operation is known for. */
  readonly problems?: readonly string[]
  /** A JSON body that works, for the example. */
  readonly example?: unknown
  /** No access key is sent. */
  readonly open?: true
  /** Path and query values of the example. */
  readonly sample?: Readonly<Record<string, string>>
}

const SOURCE = { bucket: 'media', key: 'clip.mp4' }
const TASK = { id: '4f0c9a52d1b84e6f9a3b7c1d2e5f6071' }
const SOURCE_PROBLEMS = ['source-not-found', 'source-unreachable', 'source-refused', 'source-unreadable']
const TALK = { kind: 'file', container: 'm4a', audio: { codec: 'aac', bitrate: 96_000, channels: 1 } }
const OBJECT = { bucket: 'media', key: 'clip.mp4' }
const CACHE_HEADERS = {
  'If-None-Match': 'Entity tags of copies at hand.',
  'If-Modified-Since': 'Counts only without If-None-Match.',
}

const DOWNLOAD = {
  headers: {
    Range: 'One range of bytes: `bytes=0-99`, `bytes=100-` or `bytes=-100`.',
    'If-Range': 'Honours Range only for this version, else answers with the whole.',
    ...CACHE_HEADERS,
  },
  also: {
    '206': 'The range asked for.',
    '304': 'The copy at hand is still good.',
    '416': 'The range lies outside the object.',
  },
}
const LINKED = { link: 'AKID0123.0.0.k3y', ...OBJECT }

export const notes: Readonly<Record<string, Notes>> = {
  submitTask: {
    tag: 'Tasks',
    text: 'Takes a task in; when the answer comes it is on disk. Each output names a template, or carries its parameters as `spec`. A request repeated with its `clientToken` is answered with the first task and status 200; the same token with another body is refused. With a `callback` somebody is told of its end.',
    also: { '200': 'The task that the same request made before.' },
    problems: ['template-not-found', 'bucket-not-found', 'duplicate-request', 'storage-full'],
    example: { source: SOURCE, outputs: [{ template: 'mp4-720p' }, { template: 'hls-ladder' }] },
  },
  getTask: {
    tag: 'Tasks',
    text: 'The task with its outputs; what is said of a finished output was measured on its files.',
    problems: ['task-not-found'],
    sample: TASK,
  },
  listTasks: {
    tag: 'Tasks',
    text: 'The tasks of the project, whichever API they were submitted through.',
    sample: { status: 'queued,running' },
  },
  cancelTask: {
    tag: 'Tasks',
    text: 'Queued outputs are cancelled at once; running ones end as soon as their worker hears of it, so the answer may still say `running`, with `cancelRequested`.',
    problems: ['task-not-found', 'task-not-cancellable'],
    sample: TASK,
  },
  retryTask: {
    tag: 'Tasks',
    text: 'Puts failed or cancelled outputs back to work. Finished ones stay as they are.',
    problems: ['task-not-found', 'output-not-found', 'output-not-retryable'],
    example: { outputs: [0] },
    sample: TASK,
  },
  getTaskLog: {
    tag: 'Tasks',
    text: 'Every attempt with the exact command lines that ran and the end of what FFmpeg said.',
    problems: ['task-not-found'],
    sample: TASK,
  },
  planTask: {
    tag: 'Tasks',
    text: 'Takes the body of a submission, probes the source, and answers with the command lines that would run, the reasons, and what cannot be made from this source. Nothing is kept.',
    problems: SOURCE_PROBLEMS,
    example: { source: SOURCE, outputs: [{ template: 'mp4-720p' }] },
  },
  streamEvents: {
    tag: 'Events',
    text: 'Server-sent events of all tasks of the project. `task.submitted`, `task.started`, `task.finished` and `output.changed` are kept and have an `id`; `progress` is news, has none and is not repeated. A comment comes every 15 s of silence.',
    headers: {
      'Last-Event-ID': 'Goes on after this event; sent by clients that reconnect. It outranks `after`.',
    },
  },
  streamTaskEvents: {
    tag: 'Events',
    text: 'Server-sent events of one task, from its submission on. The stream ends when the task has.',
    headers: {
      'Last-Event-ID': 'Goes on after this event; sent by clients that reconnect. It outranks `after`.',
    },
    problems: ['task-not-found'],
    sample: TASK,
  },
  listTemplates: { tag: 'Templates', text: "The built-in presets first, then the project's own." },
  getTemplate: {
    tag: 'Templates',
    text: 'One preset or template.',
    problems: ['template-not-found'],
    sample: { name: 'mp4-720p' },
  },
  createTemplate: {
    tag: 'Templates',
    text: 'Names a set of output parameters. Tasks freeze the parameters when they are submitted.',
    problems: ['template-exists'],
    example: { name: 'talk', description: 'Speech', spec: TALK },
  },
  updateTemplate: {
    tag: 'Templates',
    text: 'Puts new parameters in place of the old ones; submitted tasks keep what they had.',
    problems: ['template-not-found', 'template-is-preset'],
    example: { spec: TALK },
    sample: { name: 'talk' },
  },
  deleteTemplate: {
    tag: 'Templates',
    text: 'Submitted tasks keep their parameters.',
    problems: ['template-not-found', 'template-is-preset'],
    sample: { name: 'talk' },
  },
  listBuckets: { tag: 'Storage', text: 'Buckets belong to the server, not to a project.' },
  createBucket: {
    tag: 'Storage',
    text: 'Names are 3 to 63 lower-case letters, digits, `.` and `-`.',
    problems: ['bucket-exists'],
    sample: { bucket: 'media' },
  },
  deleteBucket: {
    tag: 'Storage',
    text: 'Only an empty bucket can be deleted.',
    problems: ['bucket-not-found', 'bucket-not-empty'],
    sample: { bucket: 'media' },
  },
  listObjects: {
    tag: 'Storage',
    text: 'For the next page give `next` back as `after`.',
    problems: ['bucket-not-found'],
    sample: { bucket: 'outputs' },
  },
  headObject: {
    tag: 'Storage',
    text: 'Status and headers of a download.',
    headers: CACHE_HEADERS,
    also: { '304': 'The copy at hand is still good.' },
    problems: ['bucket-not-found', 'object-not-found'],
    sample: OBJECT,
  },
  getObject: {
    tag: 'Storage',
    text: 'The bytes, whole or one range of them. The content type follows from the name; what is no known kind of media is always saved, never shown.',
    ...DOWNLOAD,
    problems: ['bucket-not-found', 'object-not-found'],
    sample: OBJECT,
  },
  putObject: {
    tag: 'Storage',
    text: 'Stores the body, whole or not at all. For large files over bad lines there are resumable uploads.',
    headers: {
      'If-None-Match': '`*` refuses to replace an object.',
      'Content-MD5': 'Base64 of the MD5 of the body; another body is refused.',
    },
    also: {
      '200': 'The object was replaced.',
      '412': 'There is an object already, and `If-None-Match: *` was sent.',
    },
    problems: ['bucket-not-found', 'invalid-object-key', 'storage-full'],
    sample: OBJECT,
  },
  deleteObject: {
    tag: 'Storage',
    text: 'Deletes the object for good.',
    problems: ['bucket-not-found', 'object-not-found'],
    sample: OBJECT,
  },
  createLink: {
    tag: 'Storage',
    text: 'Makes an address that needs no header: for players, browsers, and other servers. It is signed with the secret of the access key that asks and ends with it, with the object, or when it expires. The address of a playlist, a manifest or a list of sprites (`.m3u8`, `.mpd`, `.vtt`) opens everything in its folder, unless that is the bucket itself; that of anything else opens one object.',
    problems: ['bucket-not-found', 'object-not-found'],
    example: { ...OBJECT, expiresIn: 3600 },
  },
  getLinkedObject: {
    tag: 'Storage',
    text: 'As with an access key. Pages of anywhere may read the answer.',
    open: true,
    ...DOWNLOAD,
    problems: ['invalid-link', 'link-expired', 'bucket-not-found', 'object-not-found'],
    sample: LINKED,
  },
  headLinkedObject: {
    tag: 'Storage',
    text: 'Status and headers of such a download.',
    open: true,
    headers: CACHE_HEADERS,
    also: { '304': 'The copy at hand is still good.' },
    problems: ['invalid-link', 'link-expired', 'bucket-not-found', 'object-not-found'],
    sample: LINKED,
  },
  probeMedia: {
    tag: 'Media',
    text: 'Probes a source at once, without a task.',
    problems: SOURCE_PROBLEMS,
    example: { source: SOURCE },
  },
}
