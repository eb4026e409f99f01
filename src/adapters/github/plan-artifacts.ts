import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { Fault } from '../../ports/fault.ts'
import type { PlanArtifact, PlanArtifacts } from '../../ports/plan-artifacts.ts'
import type { RepositoryKey } from '../../ports/pull-requests.ts'
import { type ClientFor, type GitHubClient, PAGE_SIZE, parseAnswer, readAllPages } from './answer.ts'
import { downloadArtifact, tooLarge } from './download-artifact.ts'
import { PLAN_ARCHIVE_LIMITS, type PlanArchive, type PlanArchiveLimits, readPlanArchive } from './plan-archive.ts'

/** 300 runs of workflows for one commit, and 500 artifacts of one run. */
const MAX_PAGES_OF_RUNS = 3
const MAX_PAGES_OF_ARTIFACTS = 5
const MAX_CACHE_BYTES = 64_000_000

const runSchema = z.object({ id: z.int(), head_sha: z.string(), repository: z.object({ full_name: z.string() }) })
const artifactSchema = z.object({
  id: z.int(),
  name: z.string(),
  size_in_bytes: z.int(),
  expired: z.boolean(),
  created_at: z.string().nullable(),
  updated_at: z.string().nullable(),
})
type Artifact = z.infer<typeof artifactSchema>

/**
 * Plans among the artifacts of GitHub Actions. The runs of a commit are asked for what they hold, not the repository
 * for all that it ever held: the cost follows the change. `apiUrl` is GitHub's interface's.
 */
export function githubPlanArtifacts(clientFor: ClientFor, { apiUrl }: { readonly apiUrl: string }): PlanArtifacts {
  const known = new LRUCache<string, PlanArchive>({ maxSize: MAX_CACHE_BYTES, sizeCalculation: sizeOf })
  return {
    async plansFor(repository, headSha, names) {
      const client = await clientFor(repository.installationId)
      const runs = await runsOf(client, repository, headSha)
      const artifacts = (await Promise.all(runs.map((run) => artifactsOf(client, repository, run)))).flat()
      let left = PLAN_ARCHIVE_LIMITS
      const found: PlanArtifact[] = []
      for (const name of names) {
        const newest = artifacts.filter((each) => each.name === name).toSorted(byAge)[0]
        const source: Source = { client, repository, apiUrl, known, left }
        const archive = newest && (await archiveOf(newest, source))
        found.push(archive === undefined ? { kind: 'absent', name } : artifactFrom(name, archive))
        left = without(left, newest, archive)
      }
      return found
    },
    async uploadedBy(repository, runId) {
      const artifacts = await artifactsOf(await clientFor(repository.installationId), repository, runId)
      return [...new Set(artifacts.map(({ name }) => name))]
    },
  }
}

/** Ids of the runs for a commit, whichever pull request, branch or fork it came by. */
async function runsOf(client: GitHubClient, repository: RepositoryKey, headSha: string): Promise<readonly number[]> {
  const { owner, repo } = repository
  const runs = await readAllPages(runSchema, 'runs of workflows for a commit', MAX_PAGES_OF_RUNS, async (page) => {
    const parameters = { owner, repo, head_sha: headSha, exclude_pull_requests: true, per_page: PAGE_SIZE, page }
    const { data, headers } = await client
      .request('GET /repos/{owner}/{repo}/actions/runs', parameters)
      .catch(withRemedy)
    return { data: parseAnswer(RUNS, data, 'runs of workflows').workflow_runs, headers }
  })
  const isOwn = (name: string) => name.toLowerCase() === `${owner}/${repo}`.toLowerCase()
  return runs.filter((run) => run.head_sha === headSha && isOwn(run.repository.full_name)).map(({ id }) => id)
}

/** Who has installed the app before it read plans has to accept the permission. */
function withRemedy(error: unknown): never {
  if (!(error instanceof Fault) || error.kind !== 'forbidden') throw error
  const message = `${error.message}. Plans are read with the permission "actions: read", which this installation may not have yet`
  throw new Fault('forbidden', message, { cause: error })
}

async function artifactsOf(client: GitHubClient, { owner, repo }: RepositoryKey, run_id: number) {
  return readAllPages(artifactSchema, 'artifacts of a run', MAX_PAGES_OF_ARTIFACTS, async (page) => {
    const parameters = { owner, repo, run_id, per_page: PAGE_SIZE, page }
    const { data, headers } = await client.request(
      'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts',
      parameters,
    )
    return { data: parseAnswer(ARTIFACTS, data, 'artifacts of a run').artifacts, headers }
  })
}

const RUNS = z.object({ workflow_runs: z.array(z.unknown()) })
const ARTIFACTS = z.object({ artifacts: z.array(z.unknown()) })

/** The newest first. */
function byAge(one: Artifact, other: Artifact): number {
  return (other.created_at ?? '').localeCompare(one.created_at ?? '') || other.id - one.id
}

interface Source {
  readonly client: GitHubClient
  readonly repository: RepositoryKey
  readonly apiUrl: string
  readonly known: LRUCache<string, PlanArchive>
  readonly left: PlanArchiveLimits
}

async function archiveOf(artifact: Artifact, source: Source): Promise<PlanArchive> {
  const { client, repository, apiUrl, known, left } = source
  if (artifact.expired) return refused('has expired')
  if (artifact.size_in_bytes > left.compressedBytes) return refused(tooLarge(left.compressedBytes))
  const { installationId, owner, repo } = repository
  const version = [artifact.id, artifact.size_in_bytes, artifact.updated_at]
  // What is left is part of the key: another order of names gives another limit.
  const key = JSON.stringify([installationId, owner.toLowerCase(), repo.toLowerCase(), ...version, left])
  const before = known.get(key)
  if (before !== undefined) return before
  const downloaded = await downloadArtifact(client, repository, artifact.id, { apiUrl, maxBytes: left.compressedBytes })
  if (downloaded.kind === 'refused') return downloaded
  const archive = await readPlanArchive(downloaded.content, left)
  known.set(key, archive)
  return archive
}

function refused(why: string): PlanArchive {
  return { kind: 'refused', why }
}

function artifactFrom(name: string, archive: PlanArchive): PlanArtifact {
  if (archive.kind === 'refused') return { kind: 'unreadable', name, why: archive.why }
  return { kind: 'files', name, files: archive.files }
}

/** All artifacts of a commit have their limits together. */
function without(
  left: PlanArchiveLimits,
  artifact: Artifact | undefined,
  archive: PlanArchive | undefined,
): PlanArchiveLimits {
  if (artifact === undefined || archive?.kind !== 'files') return left
  return {
    compressedBytes: left.compressedBytes - artifact.size_in_bytes,
    unpackedBytes: left.unpackedBytes - archive.unpackedBytes,
    plans: left.plans - archive.files.length,
  }
}

function sizeOf(archive: PlanArchive): number {
  return archive.kind === 'files' ? Math.max(1, archive.unpackedBytes) : 1
}
