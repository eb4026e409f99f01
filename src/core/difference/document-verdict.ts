import type { AccessRequest } from '../authorization/access.ts'
import type { Diagnostic } from '../text/diagnostic.ts'

/** What a comparison of two documents says. */
export type DocumentVerdict =
  | {
      readonly verdict: 'broadened'
      /** A request that head allows and base does not. */
      readonly witness: AccessRequest
      /** For people, where something besides the witness is worth knowing. */
      readonly reason?: string
    }
  | { readonly verdict: 'not-broadened'; readonly reason?: string }
  | { readonly verdict: 'undecided'; readonly reason: string }
  /** A document is not what its kind takes. The diagnostics are all errors, and at least one. */
  | { readonly verdict: 'malformed'; readonly diagnostics: readonly [Diagnostic, ...Diagnostic[]] }
