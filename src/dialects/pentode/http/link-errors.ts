const refusedLink = {
  status: 403,
  code: 'invalid-link',
  message: 'The address is not one that this server has given out, or its access key is gone.',
}

/** What those of a link say: nothing that a browser could ask a password for. */
export const LINK_ERRORS = {
  'auth-malformed': refusedLink,
  'unknown-access-key': refusedLink,
  'signature-mismatch': refusedLink,
  'signature-expired': { status: 403, code: 'link-expired' },
} as const
