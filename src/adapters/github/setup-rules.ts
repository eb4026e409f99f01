import { z } from 'zod'
import { enforcementOf, requiredChecks } from '../../core/setup/enforcement.ts'
import type { BranchRule, ProtectionSummary, RequiredCheck, RulesetSource, Seen } from '../../core/setup/facts.ts'
import { Fault } from '../../ports/fault.ts'
import type { RepositoryName } from '../../ports/pull-requests.ts'
import { type GitHubClient, PAGE_SIZE, parseAnswer, readAllPages } from './answer.ts'
import { seen } from './setup-seen.ts'

const MAX_PAGES_OF_RULES = 5

/**
 * The checks that a branch requires. Rulesets are asked first; where they bind the check to the app, that is all that
 * anybody wants to know, and the older branch protection is not asked.
 */
export async function readRequiredChecks(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
  appId: number,
): Promise<Seen<readonly RequiredCheck[]>> {
  const rules = await readRules(client, repository, branch)
  if (rules.kind === 'not-visible') return rules
  const fromRules = requiredChecks(rules.value, undefined)
  if (enforcementOf(fromRules, appId).kind === 'enforced') return { kind: 'seen', value: fromRules }
  const shown = await seen(() => readExistingBranch(client, repository, branch))
  if (shown.kind === 'not-visible') return shown
  return { kind: 'seen', value: requiredChecks(rules.value, shown.value?.protection) }
}

/** The rules in force on a branch, of every ruleset above it. Needs `metadata: read`. */
export async function readRules(
  client: GitHubClient,
  { owner, repo }: RepositoryName,
  branch: string,
): Promise<Seen<readonly BranchRule[]>> {
  const route = 'GET /repos/{owner}/{repo}/rules/branches/{branch}'
  const read = await seen(() =>
    readAllPages(rule, 'rules of a branch', MAX_PAGES_OF_RULES, (page) =>
      client.request(route, { owner, repo, branch, per_page: PAGE_SIZE, page }),
    ),
  )
  // A private repository of a plan without rules has none: GitHub then refuses the question with an offer.
  const isNotOffered = read.kind === 'not-visible' && /upgrade to github/i.test(read.why)
  return isNotOffered ? { kind: 'seen', value: [] } : read
}

export interface ShownBranch {
  readonly tipSha: string
  readonly protection: ProtectionSummary | undefined
}

/** A branch that GitHub does not find while it shows the repository does not exist. */
export async function readExistingBranch(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
): Promise<ShownBranch | undefined> {
  try {
    return await readBranch(client, repository, branch)
  } catch (error) {
    if (error instanceof Fault && error.kind === 'not-found') return undefined
    throw error
  }
}

/** A branch, with what it tells everybody who can read it of its older protection. Needs `contents: read`. */
async function readBranch(client: GitHubClient, { owner, repo }: RepositoryName, branch: string): Promise<ShownBranch> {
  const { data } = await client.request('GET /repos/{owner}/{repo}/branches/{branch}', { owner, repo, branch })
  return parseAnswer(branchSchema, data, `the branch ${branch}`)
}

const levels: Readonly<Record<string, RulesetSource['level']>> = {
  Organization: 'Organization',
  Enterprise: 'Enterprise',
}

const rule = z
  .object({
    type: z.string(),
    ruleset_id: z.int(),
    ruleset_source_type: z.string(),
    ruleset_source: z.string(),
    parameters: z.unknown().optional(),
  })
  .transform((raw): BranchRule => {
    const level = levels[raw.ruleset_source_type] ?? 'Repository'
    return ruleOf(raw.type, raw.parameters, { kind: 'ruleset', id: raw.ruleset_id, level, owner: raw.ruleset_source })
  })

const checksParameters = z.object({
  strict_required_status_checks_policy: z.boolean().default(false),
  required_status_checks: z.array(z.object({ context: z.string(), integration_id: z.int().nullish() })),
})
const reviewParameters = z.object({
  required_approving_review_count: z.int(),
  dismiss_stale_reviews_on_push: z.boolean(),
  require_code_owner_review: z.boolean(),
  require_last_push_approval: z.boolean(),
})

function ruleOf(type: string, parameters: unknown, source: RulesetSource): BranchRule {
  switch (type) {
    case 'required_status_checks': {
      const given = parseAnswer(checksParameters, parameters, 'required status checks')
      const checks = given.required_status_checks.map(({ context, integration_id }) => ({
        context,
        appId: integration_id ?? null,
      }))
      return { kind: 'required-checks', source, checks, upToDate: given.strict_required_status_checks_policy }
    }
    case 'pull_request': {
      const given = parseAnswer(reviewParameters, parameters, 'rules on pull requests')
      const reviews = {
        approvals: given.required_approving_review_count,
        dismissesStale: given.dismiss_stale_reviews_on_push,
        codeOwners: given.require_code_owner_review,
        lastPush: given.require_last_push_approval,
      }
      return { kind: 'pull-request', source, reviews }
    }
    case 'merge_queue':
      return { kind: 'merge-queue', source }
    default:
      return { kind: 'other', source, type }
  }
}

const branchSchema = z
  .object({
    commit: z.object({ sha: z.string() }),
    protection: z
      .object({
        enabled: z.boolean().optional(),
        required_status_checks: z
          .object({
            enforcement_level: z.string().optional(),
            contexts: z.array(z.string()).optional(),
            checks: z.array(z.object({ context: z.string(), app_id: z.int().nullish() })).optional(),
          })
          .optional(),
      })
      .optional(),
  })
  .transform(({ commit, protection }): ShownBranch => {
    if (protection?.enabled !== true) return { tipSha: commit.sha, protection: undefined }
    const { contexts = [], checks = [], enforcement_level: level } = protection.required_status_checks ?? {}
    const named = checks.map(({ context, app_id }) => ({ context, appId: app_id ?? null }))
    // An older GitHub Enterprise Server lists names only.
    const unnamed = contexts.filter((context) => !named.some((check) => check.context === context))
    return {
      tipSha: commit.sha,
      protection: {
        checks: [...named, ...unnamed.map((context) => ({ context, appId: null }))],
        administratorsExempt: level === 'non_admins',
      },
    }
  })
