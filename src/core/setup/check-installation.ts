import type { AppFacts, InstallationFacts } from './facts.ts'
import { type Missing, missingNeeds } from './missing-needs.ts'
import { PERMISSION_NEEDS } from './needs.ts'
import { fine, type SetupFinding } from './setup-finding.ts'

/** Whether an installation lets the app do what its features need. */
export function checkInstallation(installation: InstallationFacts, app: AppFacts | undefined): readonly SetupFinding[] {
  const missing = missingNeeds(installation, app)
  const needed = LOSSES.flatMap((loss) => bySolution(missing.filter((one) => one.loss === loss)).map(neededFinding))
  const optional = missing.filter(({ loss }) => loss === 'advice')
  return [
    ...suspended(installation),
    ...(needed.length === 0
      ? [fine('permissions', 'The app has the permissions and events that the gate needs')]
      : needed),
    ...(optional.length === 0 ? [] : [optionalFinding(optional)]),
    ...excess(installation),
  ]
}

const LOSSES = ['broken', 'warning'] as const

function suspended({ suspendedAt, account, pageUrl }: InstallationFacts): readonly SetupFinding[] {
  if (suspendedAt === undefined) return []
  return [
    {
      id: 'suspended',
      severity: 'broken',
      title: `The installation on ${account} is suspended`,
      detail: `Since ${suspendedAt} the app may read and write nothing there.`,
      fix: `An owner lifts the suspension: ${pageUrl}`,
    },
  ]
}

/** What is put right in one go is told in one piece. */
function bySolution(missing: readonly Missing[]): readonly (readonly Missing[])[] {
  return [...Map.groupBy(missing, ({ fix }) => fix).values()]
}

function neededFinding(missing: readonly Missing[]): SetupFinding {
  const [first] = missing
  return {
    id: 'permissions',
    severity: first?.loss ?? 'broken',
    title: missing.length === 1 ? 'A permission or event is missing' : 'Permissions or events are missing',
    detail: `Not granted: ${listed(missing)}.`,
    fix: first?.fix ?? '',
  }
}

/** Features that nobody has to use stand together, so that they do not hide what matters. */
function optionalFinding(missing: readonly Missing[]): SetupFinding {
  return {
    id: 'optional-features',
    severity: 'advice',
    title: 'Optional features are off',
    detail: `Not granted: ${listed(missing)}.`,
    fix: 'Nothing has to be done; add to the app, and accept, what you want to use.',
  }
}

function listed(missing: readonly Missing[]): string {
  return missing.map(({ name, feature }) => `${name} (${feature})`).join('; ')
}

/** Least privilege: what no feature needs is a risk without a use. */
function excess({ permissions, pageUrl }: InstallationFacts): readonly SetupFinding[] {
  const unused = Object.entries(permissions).filter(
    ([name, level]) =>
      !PERMISSION_NEEDS.some((need) => need.permission === name && (level === need.level || level === 'read')),
  )
  if (unused.length === 0) return []
  return [
    {
      id: 'excess-permissions',
      severity: 'advice',
      title: 'The app may do more than any feature needs',
      detail: `Nothing uses ${unused.map(([name, level]) => `${name}: ${level}`).join(', ')}.`,
      fix: `Reduce the permissions of the app; what is granted here shows at ${pageUrl}`,
    },
  ]
}
