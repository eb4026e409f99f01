import type { PullRequest } from '../ports/pull-requests.ts'
import type { Verdicts } from '../ports/verdicts.ts'
import type { DeploymentRequest } from '../ports/watch-jobs.ts'
import { type BranchStandingDependencies, branchStanding } from './branch-standing.ts'
import { type Governance, governedBranch } from './governed-branch.ts'

export interface DecideDeploymentDependencies extends BranchStandingDependencies {
  readonly verdicts: Verdicts
  readonly governance: Governance
}

export interface DeploymentDecision {
  /** `follows`: it waits too, for what the app itself is about to find out. */
  readonly verdict: 'approved' | 'rejected' | 'waits' | 'follows'
  /** Plain text, of our own words and numbers only. */
  readonly comment: string
}

/**
 * Whether a commit may be deployed: one that stands on a governed branch, where everything that landed was covered; or
 * the head of an open pull request onto such a branch, whose check passes. What cannot be told waits. Throws `Fault`.
 */
export async function decideDeployment(
  request: DeploymentRequest,
  dependencies: DecideDeploymentDependencies,
): Promise<DeploymentDecision> {
  const standing = await branchStanding(request, request.sha, dependencies)
  switch (standing) {
    case 'clean':
      return { verdict: 'approved', comment: 'Everything that landed with this commit is clear or countersigned.' }
    case 'uncovered':
      return { verdict: 'rejected', comment: UNCOVERED }
    case 'pending':
      return { verdict: 'follows', comment: 'What landed with this commit is being looked at; the answer follows.' }
    case 'untold':
      return { verdict: 'waits', comment: UNTOLD }
    case 'unknown':
      return decideHead(request, dependencies)
  }
}

const UNCOVERED =
  'With this commit, or before it, access landed that no second human has countersigned, and it is still there. The issue that Countersign opened says what, and how to restore.'

const UNTOLD =
  'How the branch came to this commit is not known back to where the app began to watch it, or more happened on the way than is followed. An administrator may let this deployment through.'

/** The check of a commit says the worst of all the open pull requests that have it as their head. */
async function decideHead(
  request: DeploymentRequest,
  dependencies: DecideDeploymentDependencies,
): Promise<DeploymentDecision> {
  const pull = await governedPull(request, dependencies)
  if (pull === undefined) return { verdict: 'waits', comment: NOBODY_ASKED }
  const base = await branchStanding(request, pull.baseTipSha, dependencies)
  if (base === 'uncovered' || base === 'pending') {
    return { verdict: 'waits', comment: `The base branch of #${pull.number} is not clean: ${UNCOVERED}` }
  }
  if (base === 'untold') return { verdict: 'waits', comment: UNTOLD }
  const verdict = await dependencies.verdicts.of(request, request.sha)
  const name = `The check of #${pull.number}`
  switch (verdict) {
    case 'success':
      return { verdict: 'approved', comment: `${name} passes for this commit.` }
    case 'neutral':
      return { verdict: 'approved', comment: `${name} only advises: nothing is held by it.` }
    case 'action_required':
      return { verdict: 'waits', comment: `${name} holds: it says what has to happen. The answer follows then.` }
    case 'failure':
    case 'in-progress':
    case undefined:
      return { verdict: 'follows', comment: `${name} has no verdict yet; the answer follows.` }
  }
}

const NOBODY_ASKED =
  'Countersign knows nothing of this commit: it is not the head of an open pull request onto a governed branch, and no governed branch was pushed to it since the app watches. Open a pull request for it, or deploy a commit that landed.'

/** A pull request onto a branch of somebody's own making shows nothing: that branch may hold anything already. */
async function governedPull(
  request: DeploymentRequest,
  dependencies: DecideDeploymentDependencies,
): Promise<PullRequest | undefined> {
  const { pullRequests } = dependencies
  for (const number of await pullRequests.withHead(request, request.sha)) {
    const pull = await pullRequests.get({ ...request, number })
    const isDefault = pull.baseRef === request.defaultBranch
    const isHead = pull.state === 'open' && pull.headSha === request.sha
    if (!isHead) continue
    const { kind } = await governedBranch(request, pull.baseRef, isDefault, dependencies.governance)
    if (kind === 'governed') return pull
  }
  return undefined
}
