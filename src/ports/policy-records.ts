/** A policy's files as they were when they could be read whole. */
export interface KeptPolicy {
  /** The commit that they were read at. */
  readonly commit: string
  /** Texts by path: settings, and the rules in their folders. */
  readonly files: ReadonlyMap<string, string>
}

/** What a policy is of: a branch of a repository, or an organisation's floor. */
export type PolicyPlace =
  | { readonly kind: 'branch'; readonly owner: string; readonly repo: string; readonly branch: string }
  | { readonly kind: 'floor'; readonly owner: string }

/**
 * Policies that could be read, for the day on which they cannot be. Those of a branch go with its repository, a floor
 * only with the whole installation: who takes the repository of the floor away does not take the floor away. Every
 * method throws `Fault`.
 */
export interface PolicyRecords {
  lastGood(of: PolicyPlace): Promise<KeptPolicy | undefined>
  keep(of: PolicyPlace, policy: KeptPolicy): Promise<void>
  /** There is none any more, since its own files are gone. */
  drop(of: PolicyPlace): Promise<void>
}
