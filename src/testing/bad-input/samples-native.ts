const source = { bucket: 'media', key: 'clip.mp4' }
const words = {
  ...{ kind: 'text', text: 'words', font: 'DejaVu Sans', replaceable: true, size: '5%', color: 'ffffff' },
  ...{ opacity: 0.5, position: { corner: 'top-right', x: '5%', y: 10 }, window: { start: 1, end: 2 } },
  ...{ outline: { color: '000000', width: 2 }, box: { color: '000000', padding: 4, opacity: 0.5 } },
  shadow: { color: '000000', x: 2, y: -2, opacity: 0.5 },
}
const spec = { kind: 'file', container: 'mp4', video: {} }
const id = '0123456789abcdef0123456789abcdef'

export const nativeSamples = {
  cancelTask: { id },
  createBucket: { bucket: 'media' },
  createLink: { bucket: 'media', key: 'clip.mp4', expiresIn: 60 },
  createTemplate: { name: 'mine', spec },
  deleteBucket: { bucket: 'nowhere' },
  deleteObject: { bucket: 'media', key: 'clip.mp4' },
  deleteTemplate: { name: 'mine' },
  getObject: { bucket: 'media', key: 'clip.mp4' },
  getLinkedObject: { link: 'AK.0.0.x', bucket: 'media', key: 'clip.mp4' },
  getTask: { id },
  getTaskLog: { id },
  getTemplate: { name: 'mine' },
  headLinkedObject: { link: 'AK.0.0.x', bucket: 'media', key: 'clip.mp4' },
  headObject: { bucket: 'media', key: 'clip.mp4' },
  listBuckets: {},
  listObjects: { bucket: 'media' },
  listTasks: {},
  listTemplates: {},
  planTask: { source, outputs: [{ spec }] },
  probeMedia: { source },
  putObject: { bucket: 'nowhere', key: 'clip.mp4' },
  retryTask: { id },
  streamTaskEvents: { id },
  submitTask: { source, outputs: [{ spec: { ...spec, video: { overlays: [words] } } }] },
  updateTemplate: { name: 'mine', spec },
}
