import { type Call, type Operation, pathParameter, repositoryOf } from '../http/operation.ts'
import { Refusal } from '../http/refusal.ts'
import { accountShape } from '../shapes/account-shape.ts'
import { repositoryUrl } from '../shapes/repository-shape.ts'
import type { BranchProtection } from '../world/repository.ts'

export const branchProtectionOperations: readonly Operation[] = [
  { id: 'repos/get-branch-protection', as: 'token', needs: ['administration', 'read'], handle: getProtection },
]

/** What a branch itself shows of its protection, to everyone who can read it. */
export function protectionSummary(protection: BranchProtection | undefined) {
  if (protection === undefined) return { enabled: false }
  const level = protection.enforceAdmins ? 'everyone' : 'non_admins'
  return {
    enabled: true,
    required_status_checks: {
      enforcement_level: protection.checks.length === 0 ? 'off' : level,
      contexts: protection.checks.map(({ context }) => context),
      checks: protection.checks,
    },
  }
}

function getProtection(call: Call) {
  const repository = repositoryOf(call)
  const branch = pathParameter(call, 'branch')
  const protection = repository.protections.get(branch)
  if (protection === undefined) throw new Refusal(404, 'Branch not protected')
  const { checks, reviews, enforceAdmins } = protection
  const url = `${repositoryUrl(call.world, repository)}/branches/${encodeURIComponent(branch)}/protection`
  const contexts = checks.map(({ context }) => context)
  return {
    status: 200,
    body: {
      url,
      ...(checks.length === 0 ? {} : { required_status_checks: { strict: false, contexts, checks } }),
      ...(reviews === undefined ? {} : { required_pull_request_reviews: reviewsShape(call, reviews) }),
      enforce_admins: { url: `${url}/enforce_admins`, enabled: enforceAdmins },
      allow_force_pushes: { enabled: false },
      allow_deletions: { enabled: false },
    },
  }
}

function reviewsShape(call: Call, reviews: NonNullable<BranchProtection['reviews']>) {
  const users = reviews.mayBypass.map((one) => accountShape(call.world, one))
  return {
    dismiss_stale_reviews: reviews.dismissesStale,
    require_code_owner_reviews: reviews.codeOwners,
    required_approving_review_count: reviews.approvals,
    require_last_push_approval: reviews.lastPush,
    bypass_pull_request_allowances: { users, teams: [], apps: [] },
  }
}
