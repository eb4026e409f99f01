import { quotedText } from '../text/quoted-text.ts'
import type { Verification } from './authorship.ts'

export interface SignatureVerdict {
  /** `refused`: the signature does not fit the commit. `unchecked`: nobody can say whether it does. */
  readonly kind: 'refused' | 'unchecked'
  /** What is the matter, for people: part of a sentence, fit to be shown. */
  readonly detail: string
}

/**
 * What GitHub's verdict on a signature says against it; undefined where there is no signature, or a good one.
 * Source: the table of reasons in GitHub's REST description of commits, and `GitSignatureState` of its GraphQL schema.
 * A reason that is not known here counts as a refusal.
 */
export function signatureVerdict(verification: Verification | undefined): SignatureVerdict | undefined {
  if (verification === undefined || verification.verified || verification.reason === 'unsigned') return undefined
  const { reason } = verification
  const unchecked = UNCHECKED.get(reason)
  if (unchecked !== undefined) {
    return { kind: 'unchecked', detail: `is signed, and the signature could not be checked: ${unchecked}` }
  }
  const why = REFUSED.get(reason) ?? `it says ${quotedText(reason)}`
  return { kind: 'refused', detail: `is signed, and GitHub does not accept the signature: ${why}` }
}

const REFUSED: ReadonlyMap<string, string> = new Map([
  ['bad_email', "the committer's address is none of the signing key's"],
  ['unverified_email', "the committer's address is not verified by the account that it belongs to"],
  ['no_user', "the committer's address belongs to no account"],
  ['invalid', 'it does not match the commit and its key'],
  ['malformed_signature', 'it cannot be read'],
  ['bad_cert', 'its certificate, or the chain of it, is not valid'],
  ['not_signing_key', 'its key is not meant for signing'],
  ['expired_key', 'its key has expired'],
  ['ocsp_revoked', 'its certificate has been revoked'],
])

/** What is no sign of anything by itself: most of all a key that its owner has never shown to GitHub. */
const UNCHECKED: ReadonlyMap<string, string> = new Map([
  ['unknown_key', 'its key is registered with no account'],
  ['unknown_signature_type', 'GitHub does not know signatures of its kind'],
  ['gpgverify_error', "GitHub's check of signatures failed"],
  ['gpgverify_unavailable', "GitHub's check of signatures was not available"],
  ['ocsp_error', 'whether its certificate is revoked could not be asked'],
  ['ocsp_pending', 'whether its certificate is revoked is not known yet'],
])
