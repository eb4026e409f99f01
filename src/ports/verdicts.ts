import type { CheckConclusion } from '../core/gate/conclusion.ts'
import type { RepositoryKey } from './pull-requests.ts'

/** Reads what the app's own check says of a commit; another app's check of the same name says nothing. */
export interface Verdicts {
  /** Undefined where the app has never written one there. Throws `Fault`. */
  of(repository: RepositoryKey, sha: string): Promise<CheckConclusion | 'in-progress' | undefined>
}
