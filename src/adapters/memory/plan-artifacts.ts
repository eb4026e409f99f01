import type { PlanArtifact, PlanArtifacts } from '../../ports/plan-artifacts.ts'
import type { RepositoryKey } from '../../ports/pull-requests.ts'
import { repositoryName } from './repository-name.ts'

/** An upload, as a test makes it. */
interface Upload {
  readonly repository: RepositoryKey
  readonly headSha: string
  readonly runId: number
  readonly artifact: Exclude<PlanArtifact, { readonly kind: 'absent' }>
}

export interface MemoryPlanArtifacts extends PlanArtifacts {
  upload(upload: Upload): void
}

/** Plans in memory: what was uploaded last under a name is the newest. */
export function memoryPlanArtifacts(): MemoryPlanArtifacts {
  const uploads: Upload[] = []
  const isOf = (repository: RepositoryKey) => (upload: Upload) =>
    repositoryName(upload.repository) === repositoryName(repository)
  return {
    upload: (upload) => void uploads.push(upload),
    async plansFor(repository, headSha, names) {
      const here = uploads.filter(isOf(repository)).filter((upload) => upload.headSha === headSha)
      return names.map(
        (name) => here.findLast(({ artifact }) => artifact.name === name)?.artifact ?? { kind: 'absent', name },
      )
    },
    async uploadedBy(repository, runId) {
      const here = uploads.filter(isOf(repository)).filter((upload) => upload.runId === runId)
      return [...new Set(here.map(({ artifact }) => artifact.name))]
    },
  }
}
