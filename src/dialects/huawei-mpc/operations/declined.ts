import type { DeclinedOperation, PathRoute } from '../../../wire/operation.ts'
import { BASE } from '../service.ts'

type Row = readonly [name: string, method: PathRoute['method'], path: string]

/** Every other operation of the service, by the reason it is not offered. */
const BY_REASON: Readonly<Record<string, readonly Row[]>> = {
  'not yet: further views of tasks': [
    ['listTranscodeDetail', 'GET', 'transcodings/detail'],
    ['listStatSummary', 'GET', 'transcodings/summaries'],
  ],
  'the service has given it up; encryption in a transcoding task does it': [
    ['createEncryptTask', 'POST', 'encryptions'],
    ['listEncryptTask', 'GET', 'encryptions'],
    ['deleteEncryptTask', 'DELETE', 'encryptions'],
  ],
  'videos are not edited here': [
    ['createEditingJob', 'POST', 'editing/jobs'],
    ['listEditingJob', 'GET', 'editing/jobs'],
    ['deleteEditingJob', 'DELETE', 'editing/jobs'],
  ],
  'no picture enhancement is done here': [
    ['createQualityEnhanceTask', 'POST', 'enhancements'],
    ['listEnhancementTask', 'GET', 'enhancements'],
    ['deleteEnhancementTask', 'DELETE', 'enhancements'],
    ['createQualityEnhanceTemplate', 'POST', 'template/qualityenhance'],
    ['listQualityEnhanceTemplate', 'GET', 'template/qualityenhance'],
    ['updateQualityEnhanceTemplate', 'PUT', 'template/qualityenhance'],
    ['deleteQualityEnhanceTemplate', 'DELETE', 'template/qualityenhance'],
    ['listQualityEnhanceDefaultTemplate', 'GET', 'template/qualityenhance/default'],
  ],
  'sound tracks are not rearranged here': [
    ['createMergeChannelsTask', 'POST', 'audio/services/merge_channels/task'],
    ['listMergeChannelsTask', 'GET', 'audio/services/merge_channels/task'],
    ['deleteMergeChannelsTask', 'DELETE', 'audio/services/merge_channels/task'],
    ['createResetTracksTask', 'POST', 'audio/services/reset_tracks/task'],
    ['listResetTracksTask', 'GET', 'audio/services/reset_tracks/task'],
    ['deleteResetTracksTask', 'DELETE', 'audio/services/reset_tracks/task'],
  ],
  'buckets of this server need no authorization': [
    ['listAllBuckets', 'GET', 'buckets'],
    ['updateBucketAuthorized', 'PUT', 'authority'],
    ['createAgenciesTask', 'POST', 'agencies'],
    ['showAgenciesTask', 'GET', 'agencies'],
  ],
  'there is no account to be opened': [
    ['showTenantAccess', 'GET', 'tenant/access'],
    ['updateTenantAccess', 'PUT', 'tenant/access'],
  ],
}

export const declined: readonly DeclinedOperation[] = Object.entries(BY_REASON).flatMap(([reason, rows]) =>
  rows.map(([name, method, path]) => ({
    name,
    reason,
    route: { by: 'path' as const, method, path: `${BASE}/${path}` },
  })),
)
