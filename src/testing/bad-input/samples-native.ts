const source = { bucket: 'media', key: 'clip.mp4' }
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
  submitTask: { source, outputs: [{ spec }] },
  updateTemplate: { name: 'mine', spec },
}
