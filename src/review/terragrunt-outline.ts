import type { TreeAnswers } from './terragrunt-answers.ts'

/** What is kept of the reading of a unit or a stack: enough to tell whether a change reaches it. */
export interface UnitOutline {
  /** The directory of a unit, the file of a stack. */
  readonly name: string
  /** Its configuration file. */
  readonly path: string
  /** The directory of its module, where that is one of the repository. */
  readonly deploys: string | undefined
  /** Directories of the repository whose files belong to its module, without what they call. */
  readonly modules: readonly string[]
  /** As of `FileOutline`, of files that it generates. */
  readonly reads: readonly string[]
  readonly includes: readonly string[]
  readonly isParentIfIncluded: boolean
  /** Files of variables that it names: their content is not covered by the fingerprint. */
  readonly variablesFiles: readonly string[]
  readonly fingerprint: string
  /** What it asked of its tree. */
  readonly answers: TreeAnswers
}
