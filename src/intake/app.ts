import type { ApplicationFunction } from 'probot'
import type { AppDependencies } from './app-dependencies.ts'
import { onAccountRenamed } from './events/account-renamed.ts'
import { onBranchRules } from './events/branch-rules.ts'
import { onDeploymentProtectionRule } from './events/deployment-protection-rule.ts'
import { onInstallation, onInstallationRepositories } from './events/installation.ts'
import { onIssueComment } from './events/issue-comment.ts'
import { onMember } from './events/member.ts'
import { onMembership } from './events/membership.ts'
import { onMergeGroup } from './events/merge-group.ts'
import { onPullRequest } from './events/pull-request.ts'
import { onPullRequestReview } from './events/pull-request-review.ts'
import { onPush } from './events/push.ts'
import { onRepositoryEdited } from './events/repository-edited.ts'
import { onRepositoryLife } from './events/repository-life.ts'
import { onRepositoryMoved } from './events/repository-moved.ts'
import { onRequestedAction } from './events/requested-action.ts'
import { onRerequest } from './events/rerequest.ts'
import { onTeam } from './events/team.ts'
import { onWorkflowRun } from './events/workflow-run.ts'

/**
 * The app as Probot knows it: which event leads to which examinations. Handlers parse what they use of a payload and
 * throw where it is not there; they may run twice for one event, and do the same then.
 */
export function countersignApp(dependencies: AppDependencies): ApplicationFunction {
  return (app) => {
    app.on([...PULL_REQUEST_EVENTS], ({ payload }) => onPullRequest(payload, dependencies))
    app.on([...REVIEW_EVENTS], ({ payload }) => onPullRequestReview(payload, dependencies))
    app.on([...RERUN_EVENTS], ({ payload }) => onRerequest(payload, dependencies))
    app.on(COMMENT_WRITTEN, ({ payload }) => onIssueComment(payload, dependencies))
    app.on(BUTTON_PRESSED, ({ id, payload }) => onRequestedAction(payload, id, dependencies))
    app.on(WORKFLOW_COMPLETED, ({ payload }) => onWorkflowRun(payload, dependencies))
    app.on(DEPLOYMENT_REQUESTED, ({ payload }) => onDeploymentProtectionRule(payload, dependencies))
    app.on('push', ({ payload }) => onPush(payload, dependencies))
    app.on([...MEMBER_EVENTS], ({ payload }) => onMember(payload, dependencies))
    app.on([...MEMBERSHIP_EVENTS], ({ payload }) => onMembership(payload, dependencies))
    app.on([...TEAM_EVENTS], ({ payload }) => onTeam(payload, dependencies))
    app.on([...GROUP_EVENTS], ({ payload }) => onMergeGroup(payload, dependencies))
    app.on(ACCOUNT_RENAMED, ({ payload }) => onAccountRenamed(payload, dependencies))
    app.on([...MOVE_EVENTS], ({ payload }) => onRepositoryMoved(payload, dependencies))
    app.on([...INSTALLATION_EVENTS], ({ payload }) => onInstallation(payload, dependencies))
    app.on([...INSTALLED_ON_EVENTS], ({ payload }) => onInstallationRepositories(payload, dependencies))
    app.on(REPOSITORY_EDITED, ({ payload }) => onRepositoryEdited(payload, dependencies))
    app.on([...LIFE_EVENTS], ({ payload }) => onRepositoryLife(payload, dependencies))
    app.on([...BRANCH_RULE_EVENTS], ({ payload }) => onBranchRules(payload, dependencies))
    app.onAny(({ id, name, payload }) => {
      const action = 'action' in payload ? payload.action : undefined
      if (HANDLED.has(name) || HANDLED.has(`${name}.${action}`)) return
      // Every check run of the app's own tells of itself again and again: only other events are worth a line.
      const level = NAMES.has(name) ? 'debug' : 'info'
      dependencies.log[level]({ delivery: id, name, action }, 'nothing is done for this event')
    })
  }
}

const PULL_REQUEST_EVENTS = [
  'pull_request.opened',
  'pull_request.reopened',
  'pull_request.synchronize',
  'pull_request.edited',
  'pull_request.ready_for_review',
  'pull_request.closed',
] as const
const REVIEW_EVENTS = [
  'pull_request_review.submitted',
  'pull_request_review.edited',
  'pull_request_review.dismissed',
] as const
const RERUN_EVENTS = ['check_run.rerequested', 'check_suite.rerequested'] as const
const COMMENT_WRITTEN = 'issue_comment.created'
const BUTTON_PRESSED = 'check_run.requested_action'
const WORKFLOW_COMPLETED = 'workflow_run.completed'
const DEPLOYMENT_REQUESTED = 'deployment_protection_rule.requested'
const GROUP_EVENTS = ['merge_group.checks_requested', 'merge_group.destroyed'] as const
const ACCOUNT_RENAMED = 'installation_target.renamed'
const REPOSITORY_EDITED = 'repository.edited'
const MOVE_EVENTS = ['repository.renamed', 'repository.transferred'] as const

const INSTALLATION_EVENTS = [
  'installation.created',
  'installation.deleted',
  'installation.suspend',
  'installation.unsuspend',
  'installation.new_permissions_accepted',
] as const
const INSTALLED_ON_EVENTS = ['installation_repositories.added', 'installation_repositories.removed'] as const
const LIFE_EVENTS = ['repository.deleted', 'repository.archived', 'repository.unarchived'] as const
const BRANCH_RULE_EVENTS = [
  'repository_ruleset.created',
  'repository_ruleset.edited',
  'repository_ruleset.deleted',
  'branch_protection_rule.created',
  'branch_protection_rule.edited',
  'branch_protection_rule.deleted',
  'branch_protection_configuration.enabled',
  'branch_protection_configuration.disabled',
] as const

const MEMBER_EVENTS = ['member.added', 'member.removed', 'member.edited'] as const
const MEMBERSHIP_EVENTS = [
  'membership.added',
  'membership.removed',
  'organization.member_added',
  'organization.member_removed',
] as const
const TEAM_EVENTS = [
  'team.created',
  'team.deleted',
  'team.edited',
  'team.added_to_repository',
  'team.removed_from_repository',
] as const

const HANDLED: ReadonlySet<string> = new Set([
  ...PULL_REQUEST_EVENTS,
  ...REVIEW_EVENTS,
  ...RERUN_EVENTS,
  ...GROUP_EVENTS,
  ...MOVE_EVENTS,
  REPOSITORY_EDITED,
  ACCOUNT_RENAMED,
  ...INSTALLATION_EVENTS,
  ...INSTALLED_ON_EVENTS,
  ...LIFE_EVENTS,
  ...BRANCH_RULE_EVENTS,
  ...MEMBER_EVENTS,
  ...MEMBERSHIP_EVENTS,
  ...TEAM_EVENTS,
  COMMENT_WRITTEN,
  BUTTON_PRESSED,
  WORKFLOW_COMPLETED,
  DEPLOYMENT_REQUESTED,
  'push',
])
const NAMES: ReadonlySet<string> = new Set([...HANDLED].map((event) => event.replace(/\..*/, '')))
