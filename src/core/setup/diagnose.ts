import { checkClock, checkKey, checkServer } from './check-app.ts'
import { checkAutoMerge, checkBypass, checkMergeQueue, checkReviews } from './check-branch.ts'
import { checkFloor } from './check-floor.ts'
import { checkInstallation } from './check-installation.ts'
import { checkEnvironment, checkGit, checkNode, checkStorage } from './check-machine.ts'
import { checkPipelines } from './check-pipelines.ts'
import { checkRequired } from './check-required.ts'
import { checkUpToDate } from './check-up-to-date.ts'
import { checkDeliveries, checkWebhook } from './check-webhook.ts'
import type { AppFacts, InstallationFacts, RepositoryFacts, SetupFacts } from './facts.ts'
import { notVisible, type SetupFinding, type SetupGroup } from './setup-finding.ts'

/** What is right, wrong and not visible in the setup of a gate, in the order in which it would be put right. */
export function diagnose(facts: SetupFacts): readonly SetupGroup[] {
  const app = facts.app?.app.kind === 'seen' ? facts.app.app.value : undefined
  const groups: readonly SetupGroup[] = [
    group('This machine', MACHINE, facts),
    group('The app', APP, facts),
    group('Webhooks', WEBHOOKS, facts),
    ...facts.installations.map((installation) => ({
      heading: `Installation on ${installation.account}`,
      findings: checkInstallation(installation, app),
    })),
    group('Organisation', [checkFloor], facts),
    ...gateGroups(facts, app),
  ]
  return groups.filter(({ findings }) => findings.length > 0)
}

/**
 * Whether all that was looked at is enforced: nothing broken, no way round, and the central question was answered.
 */
export function isEnforced(groups: readonly SetupGroup[]): boolean {
  return groups
    .flatMap(({ findings }) => findings)
    .every(({ id, severity }) => {
      if (severity === 'not-visible') return id !== 'check-required'
      return severity === 'ok' || severity === 'advice'
    })
}

type Check = (facts: SetupFacts) => readonly SetupFinding[]

const MACHINE: readonly Check[] = [checkNode, checkGit, checkEnvironment, checkStorage]
const APP: readonly Check[] = [checkKey, checkClock, checkServer]
const WEBHOOKS: readonly Check[] = [checkWebhook, checkDeliveries]

function group(heading: string, checks: readonly Check[], facts: SetupFacts): SetupGroup {
  return { heading, findings: checks.flatMap((check) => check(facts)) }
}

function gateGroups({ repository, installations }: SetupFacts, app: AppFacts | undefined): readonly SetupGroup[] {
  if (app === undefined) return []
  switch (repository?.kind) {
    case undefined:
      return [{ heading: 'The gate', findings: [UNNAMED] }]
    case 'not-installed':
      return [{ heading: repository.name, findings: [notInstalled(repository.name, app)] }]
    case 'suspended': {
      const why = 'the installation is suspended'
      return [{ heading: repository.name, findings: [notVisible('check-required', 'The rules of the branch', why)] }]
    }
    case 'read': {
      const { facts } = repository
      const findings = branchFindings(facts, app, installations[0])
      const exists = facts.branch.tipSha.kind === 'not-visible' || facts.branch.tipSha.value !== undefined
      return [
        { heading: `${facts.name}, branch ${facts.branch.name}`, findings: exists ? findings : [noBranch(facts)] },
        { heading: 'Pipelines', findings: exists ? checkPipelines(facts) : [] },
      ]
    }
  }
}

const UNNAMED = notVisible(
  'gate',
  'Whether a repository requires the check',
  'no repository was named',
  'Run countersign doctor --repo OWNER/NAME for each repository that must be gated.',
)

function notInstalled(name: string, { settingsUrl }: AppFacts): SetupFinding {
  return {
    id: 'installed',
    severity: 'broken',
    title: `The app is not installed on ${name}`,
    detail: 'Or there is no such repository: GitHub does not tell one from the other.',
    fix: `Install it, or add the repository to its installation: ${settingsUrl}/installations`,
  }
}

function noBranch({ branch, pageUrl }: RepositoryFacts): SetupFinding {
  const fix = `Name another one with --branch: ${pageUrl}/branches`
  return { id: 'branch', severity: 'broken', title: `There is no branch ${branch.name}`, detail: '', fix }
}

function branchFindings(
  facts: RepositoryFacts,
  app: AppFacts,
  installation: InstallationFacts | undefined,
): readonly SetupFinding[] {
  return [
    ...checkRequired(facts, app.id),
    ...checkBypass(facts),
    ...checkReviews(facts),
    ...checkMergeQueue(facts, installation),
    ...checkUpToDate(facts, app.id),
    ...checkAutoMerge(facts),
  ]
}
