import type {
  AppFacts,
  BranchFacts,
  InstallationFacts,
  PipelineSources,
  RepositoryFacts,
  RulesetSource,
  SetupFacts,
  WebhookFacts,
} from '../../src/core/setup/facts.ts'
import { EVENT_NEEDS, PERMISSION_NEEDS } from '../../src/core/setup/needs.ts'

export const APP_ID = 4711
export const PAGE = 'https://github.com/acme/infra'
export const RULESET: RulesetSource = { kind: 'ruleset', id: 9, level: 'Repository', owner: 'acme/infra' }

/** Everything that any feature needs; of two levels of one permission the list has the higher one last. */
const PERMISSIONS = Object.fromEntries(PERMISSION_NEEDS.map(({ permission, level }) => [permission, level]))
const EVENTS = EVENT_NEEDS.map(({ event }) => event)

export function seen<T>(value: T) {
  return { kind: 'seen', value } as const
}

export function hidden(why = 'it is not shown') {
  return { kind: 'not-visible', why } as const
}

export function appFacts(change: Partial<AppFacts> = {}): AppFacts {
  const settingsUrl = 'https://github.com/organizations/acme/settings/apps/countersign'
  return { id: APP_ID, name: 'Countersign', settingsUrl, permissions: PERMISSIONS, events: EVENTS, ...change }
}

export function installation(change: Partial<InstallationFacts> = {}): InstallationFacts {
  return {
    id: 7,
    account: 'acme',
    isOrganization: true,
    permissions: PERMISSIONS,
    events: EVENTS,
    pageUrl: 'https://github.com/organizations/acme/settings/installations/7',
    ...change,
  }
}

export function webhook(change: Partial<WebhookFacts> = {}): WebhookFacts {
  const url = 'https://countersign.example.com/api/github/webhooks'
  return { url, contentType: 'json', hasSecret: true, checksCertificate: true, ...change }
}

/** A branch that requires the check from this app, and nobody may go round it. */
export function branch(change: Partial<BranchFacts> = {}): BranchFacts {
  const reviews = { approvals: 1, dismissesStale: true, codeOwners: false, lastPush: true }
  return {
    name: 'main',
    tipSha: seen('a'.repeat(40)),
    allowsAutoMerge: seen(false),
    rules: seen([
      { kind: 'required-checks', source: RULESET, checks: [{ context: 'countersign', appId: APP_ID }], upToDate: true },
      { kind: 'pull-request', source: RULESET, reviews },
    ]),
    protection: seen(undefined),
    protectionDetail: seen(undefined),
    bypasses: [{ source: RULESET, name: 'main', actors: seen([]) }],
    ...change,
  }
}

export function repository(
  change: Partial<BranchFacts> = {},
  pipelines: Partial<PipelineSources> = {},
): RepositoryFacts {
  return {
    name: 'acme/infra',
    pageUrl: PAGE,
    branch: branch(change),
    pipelines: seen({ paths: [], files: [], unread: [], ...pipelines }),
  }
}

/** A setup in which all is as it should be. */
export function setupFacts(change: Partial<SetupFacts> = {}): SetupFacts {
  return {
    machine: { node: '24.1.0', git: '2.45.1', environmentProblems: [], storage: { what: 'The database' } },
    app: { app: seen(appFacts()), skewMs: 400 },
    webhook: seen(webhook()),
    deliveries: seen([delivery(true)]),
    installations: [installation()],
    repository: { kind: 'read', facts: repository() },
    ...change,
  }
}

export function delivery(succeeded: boolean) {
  const status = succeeded ? 'OK' : 'timed out'
  return { event: 'push', deliveredAt: '2026-11-02T10:00:00Z', succeeded, status }
}
