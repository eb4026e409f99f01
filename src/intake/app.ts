import type { ApplicationFunction } from 'probot'
import type { AppDependencies } from './app-dependencies.ts'
import { onMember } from './events/member.ts'
import { onMembership } from './events/membership.ts'
import { onPullRequest } from './events/pull-request.ts'
import { onPullRequestReview } from './events/pull-request-review.ts'
import { onPush } from './events/push.ts'
import { onRepositoryMoved } from './events/repository-moved.ts'
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
    app.on(WORKFLOW_COMPLETED, ({ payload }) => onWorkflowRun(payload, dependencies))
    app.on('push', ({ payload }) => onPush(payload, dependencies))
    app.on([...MEMBER_EVENTS], ({ payload }) => onMember(payload, dependencies))
    app.on([...MEMBERSHIP_EVENTS], ({ payload }) => onMembership(payload, dependencies))
    app.on([...TEAM_EVENTS], ({ payload }) => onTeam(payload, dependencies))
    app.on([...MOVE_EVENTS], ({ payload }) => onRepositoryMoved(payload, dependencies))
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
const WORKFLOW_COMPLETED = 'workflow_run.completed'
const MOVE_EVENTS = ['repository.renamed', 'repository.transferred'] as const

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
  ...MOVE_EVENTS,
  ...MEMBER_EVENTS,
  ...MEMBERSHIP_EVENTS,
  ...TEAM_EVENTS,
  WORKFLOW_COMPLETED,
  'push',
])
const NAMES: ReadonlySet<string> = new Set([...HANDLED].map((event) => event.replace(/\..*/, '')))
