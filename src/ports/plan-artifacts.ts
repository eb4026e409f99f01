import type { RepositoryKey } from './pull-requests.ts'

/** Terraform's plans that workflows of a repository have uploaded. Every method throws `Fault`. */
export interface PlanArtifacts {
  /**
   * What runs of the repository's workflows for exactly this commit have uploaded under each of `names`, in their
   * order: the newest of a name. Artifacts of other commits, and of other repositories' runs, are none of it.
   */
  plansFor(repository: RepositoryKey, headSha: string, names: readonly string[]): Promise<readonly PlanArtifact[]>
  /** The names of all that one run of a workflow has uploaded. */
  uploadedBy(repository: RepositoryKey, runId: number): Promise<readonly string[]>
}

/** One artifact. `why` is a predicate about it: `has expired`. */
export type PlanArtifact =
  | { readonly kind: 'files'; readonly name: string; readonly files: readonly PlanFile[] }
  | { readonly kind: 'unreadable'; readonly name: string; readonly why: string }
  /** Nothing was uploaded under this name, or not yet. */
  | { readonly kind: 'absent'; readonly name: string }

/** One `.json` file of an artifact; paths are POSIX and lead nowhere else. `why` is a predicate about the file. */
export type PlanFile =
  | { readonly kind: 'text'; readonly path: string; readonly text: string }
  | { readonly kind: 'unreadable'; readonly path: string; readonly why: string }
