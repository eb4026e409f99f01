import type { CommitOptions } from '../github/acts/commit-options.ts'
import type { PullHandle } from '../github/handles/pull-handle.ts'
import type { RepositoryHandle, RepositoryOptions } from '../github/handles/repository-handle.ts'
import type { GitHub } from '../github/start-github.ts'
import type { CheckRun } from '../github/world/check-run.ts'
import { READS, READS_AND_WRITES } from './role-policy.ts'

/** Settings by which nobody is asked for a review. */
export const NOBODY_ASKED = { '.github/countersign.yml': 'version: 1\napprovals: { request: false }\n' }

/** A pull request and the repository it is in. */
export interface Subject {
  readonly repository: RepositoryHandle
  readonly pull: PullHandle
}

export interface HeldPullOptions extends Pick<RepositoryOptions, 'files'> {
  readonly author?: string
  readonly body?: string
  readonly pushedBy?: string
  /** By default one commit of the author's that widens access. */
  readonly commits?: readonly CommitOptions[]
}

/** Alice opens a pull request that widens access; bob and carol could countersign, rita may only read. */
export async function openWidening(github: GitHub, name: string, options: HeldPullOptions = {}): Promise<Subject> {
  const { author = 'alice', files = READS, commits = [{ files: READS_AND_WRITES }], ...rest } = options
  const collaborators = { alice: 'write', bob: 'write', carol: 'write', rita: 'read', 'helper[bot]': 'write' } as const
  // An owner each: GitHub allows so many writes a minute to one installation, and the app keeps to it.
  const repository = await github.repository(`${name.replace('/', '-')}/infra`, { files, collaborators })
  const pull = await repository.openPull({ author, branch: 'change', commits, ...rest })
  return { repository, pull }
}

/** As `openWidening`, once the check has concluded. */
export async function heldPull(github: GitHub, name: string, options: HeldPullOptions = {}): Promise<Subject> {
  const subject = await openWidening(github, name, options)
  await subject.pull.concluded((run) => run.conclusion === 'action_required')
  return subject
}

/** Has a branch require the check of the app under test, so that it gates what is to be merged there. */
export function gate({ app }: GitHub, repository: RepositoryHandle, branch: string): void {
  repository.protect(branch, { checks: [{ context: 'countersign', app_id: app.id }] })
}

/** What the app under test says beside the gate of a pull request onto a branch that does not require its check. */
export function previewed(github: GitHub, pull: PullHandle): Promise<Readonly<CheckRun>> {
  return github.until(() => pull.checkRun('countersign-preview'))
}

/** Does something and waits for the verdict that it leads to: a run newer than every run there was before. */
export async function verdictAfter({ repository, pull }: Subject, act: () => unknown): Promise<Readonly<CheckRun>> {
  const before = repository.repository.checkRuns.at(-1)?.id ?? 0
  await act()
  return pull.concluded((run) => run.id > before)
}
