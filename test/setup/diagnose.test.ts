import { describe, expect, it } from 'vitest'
import { diagnose, isEnforced } from '../../src/core/setup/diagnose.ts'
import type { BranchFacts, MachineFacts, SetupFacts } from '../../src/core/setup/facts.ts'
import {
  APP_ID,
  appFacts,
  branch,
  delivery,
  hidden,
  installation,
  RULESET,
  repository,
  seen,
  setupFacts,
  webhook,
} from './setup-facts.ts'

/** What is not as it should be: `severity id: title`. */
function problems(facts: SetupFacts): readonly string[] {
  return diagnose(facts)
    .flatMap(({ findings }) => findings)
    .filter(({ severity }) => severity !== 'ok')
    .map(({ severity, id, title }) => `${severity} ${id}: ${title}`)
}

function ofBranch(change: Partial<BranchFacts>): SetupFacts {
  return setupFacts({ repository: { kind: 'read', facts: repository(change) } })
}

function ofMachine(change: Partial<MachineFacts>): SetupFacts {
  return setupFacts({ machine: { ...setupFacts().machine, ...change } })
}

function requires(context: string, appId: number | null, upToDate = true) {
  return [{ kind: 'required-checks', source: RULESET, checks: [{ context, appId }], upToDate }] as const
}

const checks = (context: string, appId: number | null) =>
  ofBranch({ rules: seen([...requires(context, appId), ...(branch().rules.kind === 'seen' ? NO_CHECKS : [])]) })
const NO_CHECKS = [
  {
    kind: 'pull-request',
    source: RULESET,
    reviews: { approvals: 1, dismissesStale: true, codeOwners: false, lastPush: true },
  },
] as const
const protectedBy = (appId: number | null, administratorsExempt = false) =>
  ofBranch({
    rules: seen(NO_CHECKS),
    protection: seen({ checks: [{ context: 'countersign', appId }], administratorsExempt }),
    protectionDetail: seen({ upToDate: true, mayBypass: [] }),
  })
const queue = { kind: 'merge-queue', source: RULESET } as const
const { merge_queues: _, ...withoutQueues } = installation().permissions

const CASES: readonly (readonly [title: string, facts: SetupFacts, expected: readonly string[]])[] = [
  ['nothing where all is well', setupFacts(), []],
  ['an old Node', ofMachine({ node: '22.4.0' }), ['broken node: Node 22.4.0 is too old: 24 or later is needed']],
  ['an old git', ofMachine({ git: '2.30.2' }), ['advice git: git 2.30.2 is too old: 2.38 or later is needed']],
  ['no git', ofMachine({ git: undefined }), ['advice git: There is no git']],
  [
    'a variable that is missing',
    ofMachine({ environmentProblems: ['APP_ID is not set: set it'] }),
    ['broken environment: APP_ID is not set'],
  ],
  [
    'a database that does not answer',
    ofMachine({ storage: { what: 'The database', problem: 'refused' } }),
    ['broken storage: The database cannot be used'],
  ],
  [
    'a key that is not taken',
    setupFacts({ app: { app: { kind: 'refused', why: 'no' }, skewMs: 0 }, installations: [] }),
    ["broken app-key: GitHub does not take the app's key"],
  ],
  [
    'a clock that is a little ahead',
    setupFacts({ app: { app: seen(appFacts()), skewMs: 20_000 } }),
    ["warning clock: The clock is 20 s ahead of GitHub's"],
  ],
  [
    'a clock from another time',
    setupFacts({ app: { app: seen(appFacts()), skewMs: -600_000 } }),
    ["broken clock: The clock is 600 s behind GitHub's"],
  ],
  ['an answer without a date', setupFacts({ app: { app: seen(appFacts()) } }), ["not-visible clock: GitHub's time"]],
  [
    'an old server',
    setupFacts({ app: { app: seen(appFacts()), skewMs: 0, enterpriseVersion: '3.9.1' } }),
    ['warning server: GitHub Enterprise Server 3.9.1 is older than this app was made for'],
  ],
  [
    'a webhook that is open to everybody',
    setupFacts({ webhook: seen(webhook({ url: 'http://x.example.com', hasSecret: false, checksCertificate: false })) }),
    [
      'warning webhook-plain: Webhooks travel unencrypted',
      'broken webhook-secret: The webhook has no secret',
      "warning webhook-certificate: GitHub does not check the certificate of the webhook's receiver",
    ],
  ],
  [
    'a webhook of the wrong form',
    setupFacts({ webhook: seen(webhook({ contentType: 'form' })) }),
    ['broken webhook-content-type: Webhooks are sent as forms'],
  ],
  ['a webhook that is not shown', setupFacts({ webhook: hidden() }), ["not-visible webhook: The webhook's settings"]],
  [
    'webhooks that fail',
    setupFacts({ deliveries: seen([delivery(false), delivery(true)]) }),
    ['broken deliveries: 1 of the last 2 deliveries failed, the newest too'],
  ],
  [
    'webhooks that failed',
    setupFacts({ deliveries: seen([delivery(true), delivery(false)]) }),
    ['warning deliveries: 1 of the last 2 deliveries failed, though the newest one arrived'],
  ],
  ['no webhook at all', setupFacts({ deliveries: seen([]) }), ['not-visible deliveries: Whether webhooks arrive']],
  [
    'a suspended installation',
    setupFacts({
      installations: [installation({ suspendedAt: '2026-11-01T00:00:00Z' })],
      repository: { kind: 'suspended', name: 'acme/infra' },
    }),
    ['broken suspended: The installation on acme is suspended', 'not-visible check-required: The rules of the branch'],
  ],
  [
    'a repository without the app',
    setupFacts({ installations: [], repository: { kind: 'not-installed', name: 'acme/infra' } }),
    ['broken installed: The app is not installed on acme/infra'],
  ],
  ['a branch that does not exist', ofBranch({ tipSha: seen(undefined) }), ['broken branch: There is no branch main']],
  [
    'a check that is not required',
    ofBranch({ rules: seen(NO_CHECKS) }),
    ['broken check-required: main does not require the check countersign'],
  ],
  [
    'a check of almost the right name',
    checks('Countersign', APP_ID),
    ['broken check-required: main does not require the check countersign'],
  ],
  [
    'a check that anybody may set',
    checks('countersign', null),
    ['broken check-bound: main takes the check countersign from anybody'],
  ],
  [
    'a check of another app',
    checks('countersign', 5),
    ['broken check-bound: main takes the check countersign from another app only (5)'],
  ],
  ['a check that the older branch protection requires', protectedBy(APP_ID), []],
  [
    'administrators that the older branch protection leaves out',
    protectedBy(APP_ID, true),
    ['warning administrators: Administrators can merge without the check'],
  ],
  [
    'rules that are not shown, which could require the check',
    ofBranch({ rules: hidden(), protectionDetail: hidden() }),
    [
      'not-visible check-required: Whether main requires the check',
      "not-visible reviews: GitHub's own rules on reviews",
    ],
  ],
  ['the check bound by a ruleset, whatever else is not shown', ofBranch({ protection: hidden() }), []],
  [
    'who may bypass the rules',
    ofBranch({
      bypasses: [
        { source: RULESET, name: 'main', actors: seen([{ type: 'OrganizationAdmin', id: 1, mode: 'always' }]) },
        { source: RULESET, name: 'other', actors: hidden() },
      ],
      protectionDetail: seen({ upToDate: true, mayBypass: ['alice'] }),
    }),
    [
      'warning bypass: The ruleset "main" can be bypassed',
      'not-visible bypass: Who may bypass the ruleset "other"',
      'warning bypass: Some need no pull request',
    ],
  ],
  [
    'no need for a pull request',
    ofBranch({ rules: seen(requires('countersign', APP_ID)) }),
    ['advice pull-requests: The branch does not ask for pull requests'],
  ],
  [
    'approvals that outlive a push',
    ofBranch({
      rules: seen([
        ...requires('countersign', APP_ID),
        { ...NO_CHECKS[0], reviews: { approvals: 0, dismissesStale: false, codeOwners: false, lastPush: true } },
      ]),
    }),
    [
      'advice stale-approvals: GitHub keeps approvals when new commits arrive',
      'advice last-push: Whoever pushed last may approve',
    ],
  ],
  [
    'a merge queue that is examined',
    ofBranch({ rules: seen([...requires('countersign', APP_ID), ...NO_CHECKS, queue]) }),
    [],
  ],
  [
    'a merge queue that the app is not told of',
    setupFacts({
      installations: [installation({ permissions: withoutQueues })],
      repository: {
        kind: 'read',
        facts: repository({ rules: seen([...requires('countersign', APP_ID), ...NO_CHECKS, queue]) }),
      },
    }),
    [
      'warning permissions: A permission or event is missing',
      'broken merge-queue: main has a merge queue, which this app is not told of',
    ],
  ],
  [
    'a branch that takes what was examined with an older commit of it',
    ofBranch({ rules: seen([...requires('countersign', APP_ID, false), ...NO_CHECKS]) }),
    ['advice up-to-date: main takes what is not up to date'],
  ],
  [
    'what is not shown of the older branch protection, which may ask for what is up to date',
    ofBranch({
      rules: seen([...requires('countersign', APP_ID, false), ...NO_CHECKS]),
      protectionDetail: hidden(),
    }),
    ['not-visible up-to-date: Whether main takes what is not up to date'],
  ],
  [
    'nothing of it where a queue examines what it lands',
    ofBranch({ rules: seen([...requires('countersign', APP_ID, false), ...NO_CHECKS, queue]) }),
    [],
  ],
  ['auto-merge', ofBranch({ allowsAutoMerge: seen(true) }), ['advice auto-merge: Auto-merge is allowed']],
]

describe('the diagnosis tells of', () => {
  it.each(CASES)('%s', (_title, facts, expected) => {
    expect(problems(facts)).toEqual(expected)
  })

  it('a missing permission with the feature that needs it, and who grants it', () => {
    const { checks: _checks, ...rest } = installation().permissions
    const asked = diagnose(setupFacts({ installations: [installation({ permissions: rest })] }))
    expect(asked.flatMap(({ findings }) => findings)).toContainEqual({
      id: 'permissions',
      severity: 'broken',
      title: 'A permission or event is missing',
      detail: 'Not granted: checks: write (the check run itself).',
      fix: 'The app asks for it already: an owner of acme accepts it at https://github.com/organizations/acme/settings/installations/7',
    })
    const unasked = diagnose(
      setupFacts({
        app: { app: seen(appFacts({ permissions: rest })), skewMs: 0 },
        installations: [installation({ permissions: rest })],
      }),
    )
    expect(JSON.stringify(unasked)).toContain(
      'Add it under https://github.com/organizations/acme/settings/apps/countersign/permissions',
    )
  })

  it('what an account of one person cannot grant to nobody', () => {
    const { members: __, ...permissions } = installation().permissions
    expect(problems(setupFacts({ installations: [installation({ permissions, isOrganization: false })] }))).toEqual([])
  })

  it('the page on which each kind of ruleset is changed', () => {
    const levels = [
      ['Repository', 'acme/infra', 'https://github.com/acme/infra/settings/rules/9'],
      ['Organization', 'acme', 'https://github.com/organizations/acme/settings/rules/9'],
      ['Enterprise', 'corp', 'https://github.com/enterprises/corp/settings/policies'],
    ] as const
    for (const [level, owner, url] of levels) {
      const source = { ...RULESET, level, owner }
      const groups = diagnose(ofBranch({ bypasses: [{ source, name: 'x', actors: hidden() }] }))
      expect(JSON.stringify(groups)).toContain(`Look at its bypass list: ${url}"`)
    }
  })
})

describe('a gate counts as enforced', () => {
  it.each([
    ['where all is well', setupFacts(), true],
    ['where there is only advice', ofBranch({ allowsAutoMerge: seen(true) }), true],
    [
      'where a bypass list is not shown',
      ofBranch({ bypasses: [{ source: RULESET, name: 'x', actors: hidden() }] }),
      true,
    ],
    ['not where the rules are not shown', ofBranch({ rules: hidden() }), false],
    ['not where the check can be set by anybody', checks('countersign', null), false],
    ['not where administrators go round it', protectedBy(APP_ID, true), false],
  ])('%s', (_title, facts, expected) => {
    expect(isEnforced(diagnose(facts))).toBe(expected)
  })
})
