import { rulesetUrl } from './enforcement.ts'
import type { BypassActor, InstallationFacts, RepositoryFacts, ReviewRules, RulesetBypass } from './facts.ts'
import { includesLevel } from './needs.ts'
import { fine, notVisible, type SetupFinding } from './setup-finding.ts'

/** Who may go round the rules of the branch. GitHub tells it only to those who may change the rules. */
export function checkBypass({ branch, pageUrl }: RepositoryFacts): readonly SetupFinding[] {
  const exempt = branch.protectionDetail.kind === 'seen' ? (branch.protectionDetail.value?.mayBypass ?? []) : []
  return [
    ...branch.bypasses.map((bypass) => bypassFinding(bypass, pageUrl)),
    ...(exempt.length === 0
      ? []
      : [
          {
            id: 'bypass',
            severity: 'warning' as const,
            title: 'Some need no pull request',
            detail: `The branch protection lets ${exempt.join(', ')} push directly.`,
            fix: `Clear the list of who may bypass required pull requests: ${pageUrl}/settings/branches`,
          },
        ]),
  ]
}

function bypassFinding({ source, name, actors }: RulesetBypass, pageUrl: string): SetupFinding {
  const page = rulesetUrl(source, pageUrl)
  const title = `Who may bypass the ruleset "${name}"`
  if (actors.kind === 'not-visible') return notVisible('bypass', title, actors.why, `Look at its bypass list: ${page}`)
  if (actors.value.length === 0) return fine('bypass', `Nobody may bypass the ruleset "${name}"`)
  return {
    id: 'bypass',
    severity: 'warning',
    title: `The ruleset "${name}" can be bypassed`,
    detail: `By ${actors.value.map(actorText).join(', ')}.`,
    fix: `Empty its bypass list, or know who is on it: ${page}`,
  }
}

function actorText({ type, id, mode }: BypassActor): string {
  const who = ACTORS[type] ?? type
  return `${who}${id === null || type === 'OrganizationAdmin' ? '' : ` ${id}`} (${mode === 'pull_request' ? 'in pull requests' : 'always'})`
}

const ACTORS: Readonly<Record<string, string>> = {
  OrganizationAdmin: 'organization administrators',
  RepositoryRole: 'everyone with the repository role',
  Integration: 'the app',
  Team: 'the team',
  DeployKey: 'deploy keys',
  User: 'the user',
  EnterpriseOwner: 'enterprise owners',
}

/** Reviews as GitHub itself asks for them: advice, since the gate counts approvals by its own rules. */
export function checkReviews({ branch, pageUrl }: RepositoryFacts): readonly SetupFinding[] {
  const { rules, protectionDetail } = branch
  const reviews = [
    ...(rules.kind === 'seen'
      ? rules.value.flatMap((rule) => (rule.kind === 'pull-request' ? [rule.reviews] : []))
      : []),
    ...(protectionDetail.kind === 'seen' && protectionDetail.value?.reviews ? [protectionDetail.value.reviews] : []),
  ]
  const unseen = [rules, protectionDetail].flatMap((part) => (part.kind === 'not-visible' ? [part.why] : []))
  const advised = REVIEW_ADVICE.filter(({ isMet }) => !reviews.some(isMet))
  if (advised.length === 0) return [fine('reviews', "GitHub's own rules ask for pull requests and fresh approvals")]
  if (unseen.length > 0) return [notVisible('reviews', "GitHub's own rules on reviews", unseen.join('; '))]
  const shown = reviews.length === 0 ? REVIEW_ADVICE.slice(0, 1) : advised
  return shown.map(({ isMet: _, way, ...finding }) => ({
    ...finding,
    severity: 'advice',
    fix: `${way}: ${pageUrl}/settings/rules`,
  }))
}

interface ReviewAdvice {
  readonly id: string
  readonly title: string
  readonly detail: string
  readonly way: string
  readonly isMet: (reviews: ReviewRules) => boolean
}

/** The first is the one that the others need. */
const REVIEW_ADVICE: readonly ReviewAdvice[] = [
  {
    id: 'pull-requests',
    title: 'The branch does not ask for pull requests',
    detail: 'A commit that got its green check elsewhere may be pushed directly.',
    way: 'Switch on "Require a pull request before merging"',
    isMet: () => true,
  },
  {
    id: 'stale-approvals',
    title: 'GitHub keeps approvals when new commits arrive',
    detail: 'Countersign does not count them where the access has changed, but the page goes on to show them as given.',
    way: 'Switch on "Dismiss stale pull request approvals when new commits are pushed"',
    isMet: ({ dismissesStale }) => dismissesStale,
  },
  {
    id: 'last-push',
    title: 'Whoever pushed last may approve',
    detail: 'Countersign does not count it, but other rules of the branch do.',
    way: 'Switch on "Require approval of the most recent reviewable push"',
    isMet: ({ lastPush, approvals }) => lastPush && approvals > 0,
  },
]

/** A queue lands groups of pull requests, and waits for the check on each group. */
export function checkMergeQueue(
  { branch }: RepositoryFacts,
  installation: InstallationFacts | undefined,
): readonly SetupFinding[] {
  const { rules } = branch
  if (rules.kind === 'not-visible' || !rules.value.some(({ kind }) => kind === 'merge-queue')) return []
  if (installation === undefined) return []
  const missing = [
    ...(installation.events.includes('merge_group') ? [] : ['the event merge_group']),
    ...(includesLevel(installation.permissions['merge_queues'], 'read') ? [] : ['the permission merge_queues: read']),
  ]
  if (missing.length === 0) return [fine('merge-queue', 'The merge queue is examined')]
  return [
    {
      id: 'merge-queue',
      severity: 'broken',
      title: `${branch.name} has a merge queue, which this app is not told of`,
      detail: `Groups in the queue wait for the check until they time out. Missing: ${missing.join(' and ')}.`,
      fix: `Add it to the app, and let an owner accept it at ${installation.pageUrl}`,
    },
  ]
}

/** Auto-merge lands a pull request the moment nothing holds it any more. */
export function checkAutoMerge({ branch, pageUrl }: RepositoryFacts): readonly SetupFinding[] {
  const { allowsAutoMerge: auto } = branch
  const way = `Decide it under "Allow auto-merge": ${pageUrl}/settings`
  if (auto.kind === 'not-visible') return [notVisible('auto-merge', 'Whether auto-merge is allowed', auto.why, way)]
  if (!auto.value) return [fine('auto-merge', 'Auto-merge is off')]
  return [
    {
      id: 'auto-merge',
      severity: 'advice',
      title: 'Auto-merge is allowed',
      detail: 'What has it switched on lands the moment that the check turns green; it never lands before.',
      fix: way,
    },
  ]
}
