import { FLOOR_SETTINGS } from '../core/rules/policy-files.ts'
import type { PipelineSources, Seen, SetupFacts } from '../core/setup/facts.ts'
import { pipelinePaths } from '../core/setup/pipeline-files.ts'
import { Fault } from '../ports/fault.ts'
import type { FloorSource } from '../ports/floor-source.ts'
import type { HookDeliveries } from '../ports/hook-deliveries.ts'
import type { RepositoryKey, RepositoryName } from '../ports/pull-requests.ts'
import type { Setup } from '../ports/setup.ts'
import type { SourceTrees, TreeEntry } from '../ports/source-trees.ts'

/** The repository that the doctor was asked about, and its branch where that is not the default one. */
export interface Asked extends RepositoryName {
  readonly branch?: string
}

export interface GitHubSources {
  readonly setup: Setup
  readonly deliveries: HookDeliveries
  readonly floorSource: Pick<FloorSource, 'tip'>
  readonly trees: (repository: RepositoryKey) => SourceTrees
}

/** All that GitHub tells; what it does not show the app is in it as that. */
export type GitHubFacts = Omit<SetupFacts, 'machine'>

/**
 * Asks GitHub about the app, its webhook, its installations, and one repository. Throws `Fault` where GitHub did not
 * answer.
 */
export async function gatherGitHub(sources: GitHubSources, asked: Asked | undefined): Promise<GitHubFacts> {
  const { setup, deliveries } = sources
  const app = await setup.app()
  // A key that GitHub does not take opens nothing else either.
  if (app.app.kind === 'refused') return { app, installations: [] }
  const about = {
    app,
    webhook: await setup.webhook(),
    deliveries: await visible(async () => (await deliveries.page('all')).deliveries),
  }
  if (asked === undefined) return { ...about, installations: await setup.installations() }
  const name = `${asked.owner}/${asked.repo}`
  const installation = await setup.installationOf(asked)
  if (installation === undefined) return { ...about, installations: [], repository: { kind: 'not-installed', name } }
  const installations = [installation]
  if (installation.suspendedAt !== undefined) {
    return { ...about, installations, repository: { kind: 'suspended', name } }
  }
  const key = { ...asked, installationId: installation.id }
  const read = await setup.repository(key, asked.branch)
  const pipelines = await pipelinesOf(sources.trees(key), read.branch.tipSha)
  const floor = await floorOf(key, sources)
  return { ...about, installations, floor, repository: { kind: 'read', facts: { ...read, pipelines } } }
}

/** Whether the owner's repository for that holds settings. */
async function floorOf(key: RepositoryKey, { floorSource, trees }: GitHubSources): Promise<Seen<boolean>> {
  const tip = await floorSource.tip(key)
  if (tip.kind === 'not-visible') return tip
  const { repository, sha } = tip
  if (sha === undefined) return { kind: 'seen', value: false }
  const names = [FLOOR_SETTINGS.yml, FLOOR_SETTINGS.yaml]
  return visible(async () => (await trees(repository).list(sha)).some(({ path }) => names.includes(path)))
}

async function pipelinesOf(trees: SourceTrees, tip: Seen<string | undefined>): Promise<Seen<PipelineSources>> {
  if (tip.kind === 'not-visible') return tip
  const sha = tip.value
  if (sha === undefined) return { kind: 'not-visible', why: 'there is no such branch' }
  return visible(async () => {
    const entries = (await trees.list(sha)).filter(({ kind }) => kind === 'file')
    const byPath = new Map(entries.map((entry) => [entry.path, entry]))
    const paths = [...byPath.keys()]
    const { wanted, tooMany } = pipelinePaths(paths)
    const read = await Promise.all(
      wanted.flatMap((path) => {
        const entry = byPath.get(path)
        return entry === undefined ? [] : [readFile(trees, sha, entry)]
      }),
    )
    const files = read.flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]))
    const unread = read.flatMap(({ path, text }) => (text === undefined ? [path] : []))
    return { paths, files, unread: [...unread, ...tooMany] }
  })
}

/** Longer workflows and settings are none that people wrote. */
const MAX_FILE_BYTES = 262_144

/** `text` is undefined for a file that is too long or cannot be had. */
async function readFile(trees: SourceTrees, sha: string, entry: TreeEntry) {
  const { path, sizeBytes = 0 } = entry
  if (sizeBytes > MAX_FILE_BYTES) return { path, text: undefined }
  const content = await visible(() => trees.read(sha, entry))
  return { path, text: content.kind === 'seen' ? new TextDecoder().decode(content.value) : undefined }
}

/** What GitHub refuses to show is not visible; that it does not answer is a fault. */
async function visible<T>(read: () => Promise<T>): Promise<Seen<T>> {
  try {
    return { kind: 'seen', value: await read() }
  } catch (error) {
    if (error instanceof Fault && !error.retryable) return { kind: 'not-visible', why: error.message }
    throw error
  }
}
