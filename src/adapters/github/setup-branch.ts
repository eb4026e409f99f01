import { z } from 'zod'
import type {
  BranchFacts,
  BypassActor,
  ProtectionDetail,
  RulesetBypass,
  RulesetSource,
  Seen,
} from '../../core/setup/facts.ts'
import type { RepositoryName } from '../../ports/pull-requests.ts'
import type { RepositorySetup } from '../../ports/setup.ts'
import { type GitHubClient, parseAnswer } from './answer.ts'
import { readExistingBranch, readRules, type ShownBranch } from './setup-rules.ts'
import { seen } from './setup-seen.ts'

/** Rulesets that are asked for who may bypass them. */
const MAX_RULESETS = 20

/** A repository and one of its branches, by default the default one, with all that the app may see of its rules. */
export async function readRepository(
  client: GitHubClient,
  named: RepositoryName,
  branch: string | undefined,
): Promise<RepositorySetup> {
  const { owner, repo } = named
  const { data } = await client.request('GET /repos/{owner}/{repo}', { owner, repo })
  const { full_name, html_url, default_branch, allow_auto_merge } = parseAnswer(
    repositorySchema,
    data,
    'the repository',
  )
  const name = branch ?? default_branch
  const auto: Seen<boolean> =
    allow_auto_merge === undefined
      ? { kind: 'not-visible', why: 'GitHub shows it only to those who may write content' }
      : { kind: 'seen', value: allow_auto_merge }
  return { name: full_name, pageUrl: html_url, branch: await branchFacts(client, named, name, auto) }
}

const repositorySchema = z.object({
  full_name: z.string(),
  html_url: z.url(),
  default_branch: z.string(),
  allow_auto_merge: z.boolean().optional(),
})

async function branchFacts(
  client: GitHubClient,
  repository: RepositoryName,
  name: string,
  allowsAutoMerge: Seen<boolean>,
): Promise<BranchFacts> {
  const rules = await readRules(client, repository, name)
  const shown = await seen(() => readExistingBranch(client, repository, name))
  const sources = new Map((rules.kind === 'seen' ? rules.value : []).map(({ source }) => [source.id, source]))
  const bypasses: RulesetBypass[] = []
  for (const source of [...sources.values()].slice(0, MAX_RULESETS)) {
    bypasses.push(await readBypass(client, repository, source))
  }
  return {
    name,
    tipSha: shown.kind === 'seen' ? { kind: 'seen', value: shown.value?.tipSha } : shown,
    allowsAutoMerge,
    rules,
    protection: shown.kind === 'seen' ? { kind: 'seen', value: shown.value?.protection } : shown,
    protectionDetail: await detailOf(client, repository, name, shown),
    bypasses,
  }
}

/** Who may bypass a ruleset; the property is missing for those who may not change the ruleset, never empty. */
async function readBypass(
  client: GitHubClient,
  { owner, repo }: RepositoryName,
  source: RulesetSource,
): Promise<RulesetBypass> {
  const read = await seen(async () => {
    const route = 'GET /repos/{owner}/{repo}/rulesets/{ruleset_id}'
    const { data } = await client.request(route, { owner, repo, ruleset_id: source.id, includes_parents: true })
    return parseAnswer(rulesetSchema, data, 'a ruleset')
  })
  if (read.kind === 'not-visible') return { source, name: String(source.id), actors: read }
  const { name, bypass_actors: actors } = read.value
  return { source, name, actors: actors === undefined ? HIDDEN : { kind: 'seen', value: actors } }
}

const HIDDEN = { kind: 'not-visible', why: 'GitHub shows it only to those who may change the ruleset' } as const

const actor = z
  .object({ actor_id: z.int().nullish(), actor_type: z.string(), bypass_mode: z.string().optional() })
  .transform(
    ({ actor_id, actor_type, bypass_mode = 'always' }): BypassActor => ({
      type: actor_type,
      id: actor_id ?? null,
      mode: bypass_mode,
    }),
  )
const rulesetSchema = z.object({ name: z.string(), bypass_actors: z.array(actor).optional() })

/** The older branch protection in full. A branch that shows itself unprotected has none. */
async function detailOf(
  client: GitHubClient,
  { owner, repo }: RepositoryName,
  branch: string,
  shown: Seen<ShownBranch | undefined>,
): Promise<Seen<ProtectionDetail | undefined>> {
  if (shown.kind === 'not-visible') return shown
  if (shown.value?.protection === undefined) return { kind: 'seen', value: undefined }
  const read = await seen(async () => {
    const route = 'GET /repos/{owner}/{repo}/branches/{branch}/protection'
    const { data } = await client.request(route, { owner, repo, branch })
    return parseAnswer(protectionSchema, data, 'the protection of a branch')
  })
  return read.kind === 'seen' ? read : { kind: 'not-visible', why: 'it takes the permission administration: read' }
}

const logins = z.object({
  users: z.array(z.object({ login: z.string() })).default([]),
  teams: z.array(z.object({ slug: z.string() })).default([]),
  apps: z.array(z.object({ slug: z.string() })).default([]),
})

const protectionSchema = z
  .object({
    required_status_checks: z.object({ strict: z.boolean().optional() }).nullish(),
    required_pull_request_reviews: z
      .object({
        dismiss_stale_reviews: z.boolean(),
        require_code_owner_reviews: z.boolean(),
        required_approving_review_count: z.int().default(0),
        require_last_push_approval: z.boolean().default(false),
        bypass_pull_request_allowances: logins.optional(),
      })
      .optional(),
  })
  .transform(({ required_pull_request_reviews: given, required_status_checks: checks }): ProtectionDetail => {
    const { users = [], teams = [], apps = [] } = given?.bypass_pull_request_allowances ?? {}
    const reviews = given && {
      approvals: given.required_approving_review_count,
      dismissesStale: given.dismiss_stale_reviews,
      codeOwners: given.require_code_owner_reviews,
      lastPush: given.require_last_push_approval,
    }
    return {
      upToDate: checks?.strict ?? false,
      ...(reviews === undefined ? {} : { reviews }),
      mayBypass: [...users.map(({ login }) => login), ...[...teams, ...apps].map(({ slug }) => slug)],
    }
  })
