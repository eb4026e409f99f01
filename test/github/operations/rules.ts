import { allows } from '../http/authenticate.ts'
import { type Call, type Operation, pathParameter, repositoryOf } from '../http/operation.ts'
import { listAnswer } from '../http/paginate.ts'
import { notFound } from '../http/refusal.ts'
import { nodeId } from '../shapes/account-shape.ts'
import { commitShape } from '../shapes/commit-shape.ts'
import { repositoryHtmlUrl, repositoryUrl } from '../shapes/repository-shape.ts'
import { roleOf } from '../world/access.ts'
import { fullName, type Repository, type Ruleset } from '../world/repository.ts'
import { protectionSummary } from './branch-protection.ts'

export const ruleOperations: readonly Operation[] = [
  { id: 'repos/get-branch', as: 'token', needs: ['contents', 'read'], handle: getBranch },
  { id: 'repos/get-branch-rules', as: 'token', needs: ['metadata', 'read'], handle: getBranchRules },
  { id: 'repos/get-repo-rulesets', as: 'token', needs: ['metadata', 'read'], handle: listRulesets },
  { id: 'repos/get-repo-ruleset', as: 'token', needs: ['metadata', 'read'], handle: getRuleset },
]

async function getBranch(call: Call) {
  const { world } = call
  const repository = repositoryOf(call)
  const name = pathParameter(call, 'branch')
  const sha = await repository.git.resolve(`refs/heads/${name}`)
  const commit = sha === undefined ? undefined : await repository.git.commit(sha)
  if (commit === undefined) throw notFound()
  const url = `${repositoryUrl(world, repository)}/branches/${encodeURIComponent(name)}`
  return {
    status: 200,
    body: {
      name,
      commit: commitShape(world, repository, commit),
      _links: { self: url, html: `${repositoryHtmlUrl(world, repository)}/tree/${name}` },
      protected: activeOn(repository, name).length > 0 || repository.protections.has(name),
      // Rulesets do not show in the older branch protection.
      protection: protectionSummary(repository.protections.get(name)),
      protection_url: `${url}/protection`,
    },
  }
}

/** The rules that are in force on a branch, also on one that does not exist yet. */
function getBranchRules(call: Call) {
  const repository = repositoryOf(call)
  const branch = pathParameter(call, 'branch')
  const rules = activeOn(repository, branch).flatMap((ruleset) =>
    ruleset.rules.map((rule) => ({
      ...rule,
      ruleset_source_type: 'Repository',
      ruleset_source: fullName(repository),
      ruleset_id: ruleset.id,
    })),
  )
  const url = `${repositoryUrl(call.world, repository)}/rules/branches/${encodeURIComponent(branch)}`
  return listAnswer(call, url, rules, (rule) => rule)
}

function listRulesets(call: Call) {
  const repository = repositoryOf(call)
  const url = `${repositoryUrl(call.world, repository)}/rulesets`
  return listAnswer(call, url, repository.rulesets, (ruleset) => briefShape(call, ruleset))
}

/** Who may bypass is told only to those who may write the ruleset; to others the property is missing, not empty. */
function getRuleset(call: Call) {
  const repository = repositoryOf(call)
  const id = Number(pathParameter(call, 'ruleset_id'))
  const ruleset = repository.rulesets.find((one) => one.id === id)
  if (ruleset === undefined) throw notFound()
  const include = ruleset.branches.map((branch) => (branch.startsWith('~') ? branch : `refs/heads/${branch}`))
  return {
    status: 200,
    body: {
      ...briefShape(call, ruleset),
      conditions: { ref_name: { include, exclude: [] } },
      rules: ruleset.rules,
      ...(mayWriteRules(call, repository) ? { bypass_actors: ruleset.bypassActors } : {}),
    },
  }
}

function briefShape(call: Call, ruleset: Ruleset) {
  const repository = repositoryOf(call)
  return {
    id: ruleset.id,
    node_id: nodeId('RRS', ruleset.id),
    name: ruleset.name,
    target: 'branch',
    source_type: 'Repository',
    source: fullName(repository),
    enforcement: ruleset.enforcement,
    _links: {
      self: { href: `${repositoryUrl(call.world, repository)}/rulesets/${ruleset.id}` },
      html: { href: `${repositoryHtmlUrl(call.world, repository)}/rules/${ruleset.id}` },
    },
    created_at: ruleset.createdAt,
    updated_at: ruleset.createdAt,
  }
}

function activeOn(repository: Repository, branch: string): readonly Ruleset[] {
  const matches = (pattern: string) =>
    pattern === '~ALL' ||
    (pattern === '~DEFAULT_BRANCH' ? branch === repository.defaultBranch : glob(pattern).test(branch))
  return repository.rulesets.filter(({ enforcement, branches }) => enforcement === 'active' && branches.some(matches))
}

/** `*` stays within a segment, `**` does not. */
function glob(pattern: string): RegExp {
  const source = pattern
    .split(/(\*+)/)
    .map((part) => (part === '*' ? '[^/]*' : part.startsWith('*') ? '.*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')))
    .join('')
  return new RegExp(`^${source}$`)
}

function mayWriteRules(call: Call, repository: Repository): boolean {
  const { actor, world } = call
  if (actor.kind === 'installation') return allows(actor.token.permissions, 'administration', 'write')
  return actor.kind === 'user' && roleOf(world, repository, actor.user) === 'admin'
}
