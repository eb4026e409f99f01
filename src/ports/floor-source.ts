import type { RepositoryKey } from './pull-requests.ts'

/** The repository whose `countersign.yml` is the floor of all repositories of its owner. */
export const FLOOR_REPOSITORY = '.github'

/** Where an organisation's floor stands now. `why` is a sentence without its full stop. */
export type FloorTip =
  /** `sha` is the tip of the default branch; undefined where the repository has no commit. */
  | { readonly kind: 'seen'; readonly repository: RepositoryKey; readonly sha: string | undefined }
  /** There is no such repository, or the app may not see it: GitHub does not tell one from the other. */
  | { readonly kind: 'not-visible'; readonly why: string }

export interface FloorSource {
  /** The floor of a repository's owner, remembered for a minute unless `forget` is called. Throws `Fault`. */
  tip(of: RepositoryKey): Promise<FloorTip>
  forget(owner: string): void
}
