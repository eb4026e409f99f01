import { SeededRandom } from '../../../bench/seeded-random.ts'
import type { PullHandle } from '../../github/handles/pull-handle.ts'
import type { RepositoryHandle } from '../../github/handles/repository-handle.ts'
import type { GitHub } from '../../github/start-github.ts'
import { rolePolicy } from '../role-policy.ts'

/** A pull request of the schedule, and where it is. */
export interface ScheduledPull {
  readonly repository: RepositoryHandle
  readonly pull: PullHandle
}

/** Everything that people of a schedule have to do with. */
export interface Scene {
  readonly github: GitHub
  readonly random: SeededRandom
  readonly repositories: readonly RepositoryHandle[]
  readonly pulls: ScheduledPull[]
  /** So many pull requests are opened, closed ones included. */
  readonly maxPulls: number
}

/** Alice and carol write changes, bob and dave only review them, erin looks after the base branches. */
export const AUTHORS = ['alice', 'carol'] as const
export const REVIEWERS = ['bob', 'dave'] as const
export const MAINTAINER = 'erin'
export const SETTINGS_PATH = '.github/countersign.yml'
export const POLICY_PATH = 'main.tf'

const PULLS_A_REPOSITORY = 3
/** Each of them acts on objects, so that each that is named is access. */
const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:GetObjectTagging'] as const
const COLLABORATORS = { alice: 'write', bob: 'write', carol: 'write', dave: 'write', erin: 'admin' } as const

/** Repositories of an owner each: GitHub limits the writes to each installation, and the app keeps to it. */
export async function openScene(github: GitHub, seed: number, maxPulls: number): Promise<Scene> {
  const random = new SeededRandom(seed)
  const repositories: RepositoryHandle[] = []
  for (let number = 1; number <= Math.ceil(maxPulls / PULLS_A_REPOSITORY); number += 1) {
    const owner = `org-${number}`
    github.team(owner, 'security', ['dave'])
    const files = { [POLICY_PATH]: rolePolicy('s3:GetObject'), CODEOWNERS: '*.tf @dave\n' }
    const repository = await github.repository(`${owner}/infra`, { files, collaborators: COLLABORATORS })
    await repository.push('release', { files: policy(random) }, { by: MAINTAINER })
    repository.protect('release', { checks: [{ context: 'countersign', app_id: github.app.id }] })
    repositories.push(repository)
  }
  return { github, random, repositories, pulls: [], maxPulls }
}

/** Main's or release's policy, with other actions in it. */
export function policy(random: SeededRandom): Readonly<Record<string, string>> {
  return { [POLICY_PATH]: rolePolicy(...random.some(ACTIONS, 1 + random.below(ACTIONS.length))) }
}
