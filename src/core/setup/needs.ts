/** What is lost without it: the gate, a part of its safety, or a feature that nobody has to use. */
export type Loss = 'broken' | 'warning' | 'advice'

export interface PermissionNeed {
  readonly permission: string
  readonly level: 'read' | 'write'
  /** What it is for, after "for". */
  readonly feature: string
  readonly loss: Loss
  /** Only organizations can grant it. */
  readonly ofOrganization?: boolean
}

/** Every permission that a feature needs. `app.yml` asks for those that are no advice. */
export const PERMISSION_NEEDS: readonly PermissionNeed[] = [
  { permission: 'metadata', level: 'read', feature: 'repositories, and who may do what in them', loss: 'broken' },
  { permission: 'checks', level: 'write', feature: 'the check run itself', loss: 'broken' },
  { permission: 'contents', level: 'read', feature: 'the files that a change touches, and the rules', loss: 'broken' },
  { permission: 'pull_requests', level: 'read', feature: 'pull requests, commits and reviews', loss: 'broken' },
  {
    permission: 'statuses',
    level: 'write',
    feature: 'being offered as the source of a required check in a ruleset',
    loss: 'warning',
  },
  {
    permission: 'members',
    level: 'read',
    feature: 'teams that rules name',
    loss: 'warning',
    ofOrganization: true,
  },
  { permission: 'merge_queues', level: 'read', feature: 'merge queues', loss: 'warning' },
  { permission: 'actions', level: 'read', feature: "Terraform's plans that workflows upload", loss: 'advice' },
  {
    permission: 'pull_requests',
    level: 'write',
    feature: 'answers to commands and buttons, comments, and asking people for their review',
    loss: 'advice',
  },
  {
    permission: 'issues',
    level: 'read',
    feature: "commands in comments, and seeing that an AI tool opened a pull request in somebody's name",
    loss: 'advice',
  },
  { permission: 'issues', level: 'write', feature: 'follow-up issues', loss: 'advice' },
  {
    permission: 'administration',
    level: 'read',
    feature: 'the older branch protection in full, and events when rules change',
    loss: 'advice',
  },
  { permission: 'deployments', level: 'write', feature: 'deployment protection rules', loss: 'advice' },
]

export interface EventNeed {
  readonly event: string
  readonly feature: string
  readonly loss: Loss
  readonly ofOrganization?: boolean
}

/** Every event that a feature waits for, but those that GitHub sends to every app unasked. */
export const EVENT_NEEDS: readonly EventNeed[] = [
  { event: 'pull_request', feature: 'examining pull requests', loss: 'broken' },
  { event: 'pull_request_review', feature: 'counting approvals', loss: 'broken' },
  { event: 'check_run', feature: 're-runs of the check', loss: 'warning' },
  { event: 'check_suite', feature: 're-runs of all checks', loss: 'warning' },
  { event: 'push', feature: 'who pushed which commit, and a base branch that moved', loss: 'warning' },
  { event: 'merge_group', feature: 'merge queues', loss: 'warning' },
  { event: 'member', feature: 'collaborators who come and go', loss: 'warning' },
  { event: 'membership', feature: 'teams whose members change', loss: 'warning', ofOrganization: true },
  { event: 'team', feature: 'teams whose rights change', loss: 'warning', ofOrganization: true },
  { event: 'organization', feature: 'members who leave', loss: 'warning', ofOrganization: true },
  {
    event: 'repository',
    feature: 'what is remembered of a repository that is renamed or moved, and changes of the default branch',
    loss: 'warning',
  },
  { event: 'workflow_run', feature: "Terraform's plans that workflows upload", loss: 'advice' },
  { event: 'issue_comment', feature: 'commands in comments', loss: 'advice' },
  { event: 'repository_ruleset', feature: 'being told when a ruleset changes', loss: 'advice' },
  { event: 'branch_protection_rule', feature: 'being told when branch protection changes', loss: 'advice' },
  { event: 'deployment_protection_rule', feature: 'deployment protection rules', loss: 'advice' },
]

/** Whether `level`, one of GitHub's, includes what is needed. */
export function includesLevel(level: string | undefined, needed: 'read' | 'write'): boolean {
  return level === 'write' || level === 'admin' || (level === 'read' && needed === 'read')
}
