import { join } from 'node:path'
import { createGitRepository } from '../git/git-repository.ts'
import type { Account } from '../world/account.ts'
import { fullName, type Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'

export interface NewRepository {
  readonly owner: Account
  readonly name: string
  readonly private: boolean
  readonly defaultBranch: string
  readonly parent?: Repository
}

/** An empty repository, as a bare one on disk. A fork shares its parent's objects and starts from its branches. */
export async function createRepository(world: World, options: NewRepository): Promise<Repository> {
  const { owner, name, defaultBranch, parent } = options
  const id = world.nextId()
  const directory = join(world.folder, `${id}.git`)
  const git = await createGitRepository(directory, defaultBranch, parent?.git.directory)
  for (const { ref, sha } of (await parent?.git.refs('refs/heads/')) ?? []) await git.setRef(ref, sha)
  const repository: Repository = {
    id,
    owner,
    name,
    private: options.private,
    createdAt: world.clock.iso(),
    git,
    parent: parent ?? null,
    defaultBranch,
    pushedAt: world.clock.iso(),
    collaborators: new Map(),
    teams: new Map(),
    pulls: new Map(),
    issues: new Map(),
    checkRuns: [],
    checkSuites: [],
    statuses: [],
    activities: [],
    rulesets: [],
    protections: new Map(),
    allowsAutoMerge: false,
    archived: false,
    workflowRuns: [],
    deployments: [],
    mergeQueues: new Map(),
    nextNumber: 1,
  }
  const key = fullName(repository).toLowerCase()
  if (world.repositories.has(key)) throw new Error(`${fullName(repository)} exists already`)
  world.repositories.set(key, repository)
  return repository
}
