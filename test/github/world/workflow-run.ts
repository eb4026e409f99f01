import type { Account } from './account.ts'
import type { Repository } from './repository.ts'

/** A completed run of a workflow of GitHub Actions. */
export interface WorkflowRun {
  readonly id: number
  readonly number: number
  readonly event: 'push' | 'pull_request'
  readonly actor: Account
  readonly headSha: string
  readonly headBranch: string
  /** The fork, where the commit came from one: its run is one of the repository that it asks to be merged into. */
  readonly headRepository: Repository
  readonly createdAt: string
  readonly artifacts: Artifact[]
}

export interface Artifact {
  readonly id: number
  readonly name: string
  /** A zip, or whatever a test puts in its place. */
  readonly content: Buffer
  readonly createdAt: string
  readonly expiresAt: string
  /** What the addresses carry that GitHub has given out for it. */
  readonly permits: Set<string>
}
