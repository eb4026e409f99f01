import { packageVersion, readBundledRules } from '../adapters/filesystem/bundled-rules.ts'
import { githubChangeHistory } from '../adapters/github/change-history.ts'
import { githubChecks } from '../adapters/github/checks.ts'
import type { Clients } from '../adapters/github/clients.ts'
import { githubComments } from '../adapters/github/comments.ts'
import { githubIssues } from '../adapters/github/issues.ts'
import { githubPlanArtifacts } from '../adapters/github/plan-artifacts.ts'
import { githubPullRequests } from '../adapters/github/pull-requests.ts'
import { systemTimers } from '../adapters/github/retry.ts'
import { githubReviewComments } from '../adapters/github/review-comments.ts'
import { githubSourceTrees, listedTrees } from '../adapters/github/source-trees.ts'
import type { Store } from '../adapters/store/store.ts'
import type { ServerConfig } from '../intake/environment.ts'
import type { Alerts } from '../ports/alerts.ts'
import type { RepositoryKey } from '../ports/pull-requests.ts'
import type { SecondOpinion } from '../ports/second-opinion.ts'
import { branchSetup } from '../review/branch-setup.ts'
import { readBundle } from '../review/bundle.ts'
import { earlyAppliesOf } from '../review/early-applies.ts'
import type { ExamineDependencies } from '../review/examine.ts'
import { isGroupHead } from '../review/group-handlers.ts'
import { inTurn } from '../review/in-turn.ts'
import { knownHeads } from '../review/known-heads.ts'
import { organisationFloors } from '../review/organisation-floors.ts'
import { githubModules } from './github-modules.ts'
import type { Memories } from './memories.ts'

export interface ExamineSurroundings {
  readonly clients: Clients
  readonly store: Store
  readonly secondOpinion: SecondOpinion
  readonly config: ServerConfig
  readonly alerts: Alerts
  readonly memories: Memories
}

/** The review of a pull request, with GitHub on one side and the store on the other. */
export function examineDependencies(surroundings: ExamineSurroundings): ExamineDependencies {
  const { clients, store, secondOpinion, config, alerts } = surroundings
  const { cache, setup, memory, floorSource } = surroundings.memories
  const bundle = readBundle(readBundledRules(), packageVersion())
  const sourceTrees = (repository: RepositoryKey) => githubSourceTrees(clients.installation, repository, cache)
  const policyRecords = store.policies
  return {
    pullRequests: githubPullRequests(clients.installation, systemTimers, listedTrees(clients.installation, cache)),
    checks: githubChecks(clients.installation, clients.appId, systemTimers, config.detailsUrl),
    sourceTrees,
    policyRecords,
    floorOf: organisationFloors({ floorSource, policyRecords, sourceTrees, bundle }),
    records: store.records,
    secondOpinion,
    modules: (repository) => githubModules(repository, clients, cache, config),
    history: (repository) => githubChangeHistory(clients.installation, repository, cache),
    planArtifacts: githubPlanArtifacts(clients.installation, config),
    memory,
    heldPulls: store.heldPulls,
    examinedPulls: store.examinedPulls,
    bundle,
    clock: { now: () => performance.now() },
    inTurn: inTurn(store.turnLocks),
    knownHeads: knownHeads(),
    conversation: { comments: githubComments(clients), reviewComments: githubReviewComments(clients) },
    releases: {
      clock: clients.clock,
      alerts,
      issues: githubIssues(clients, config.webhookSecret),
      dueExaminations: store.dueExaminations,
    },
    earlyApplies: earlyAppliesOf(sourceTrees),
    isGroupHead: (repository, headSha) => isGroupHead({ ...repository, headSha }, store),
    branchSetup: (repository, branch) =>
      branchSetup(repository, branch, {
        setup,
        appId: clients.appId,
        governedBranches: store.governedBranches,
        webhooks: store.webhooks,
        clock: clients.clock,
      }),
  }
}
