import { type Enforcement, enforcementOf, REQUIRED_CHECK, requiredChecks, settingsUrlOf } from './enforcement.ts'
import type { RepositoryFacts, RequiredCheck } from './facts.ts'
import { fine, notVisible, type SetupFinding } from './setup-finding.ts'

/** The central question: whether the branch takes a change only with this app's check. */
export function checkRequired({ branch, pageUrl }: RepositoryFacts, appId: number): readonly SetupFinding[] {
  const { rules, protection } = branch
  const enforcement = enforcementOf(
    requiredChecks(rules.kind === 'seen' ? rules.value : [], protection.kind === 'seen' ? protection.value : undefined),
    appId,
  )
  const unseen = [rules, protection].flatMap((part) => (part.kind === 'not-visible' ? [part.why] : []))
  // What was not seen can only enforce more, so it leaves open every answer but the best.
  if (enforcement.kind !== 'enforced' && unseen.length > 0) {
    const fix = `Look at ${pageUrl}/settings/rules: ${wayOf(pageUrl)}`
    return [notVisible('check-required', `Whether ${branch.name} requires the check`, unseen.join('; '), fix)]
  }
  return [...findingsOf(enforcement, branch.name, pageUrl), ...exemption(enforcement, pageUrl)]
}

function findingsOf(enforcement: Enforcement, branch: string, pageUrl: string): readonly SetupFinding[] {
  switch (enforcement.kind) {
    case 'enforced':
      return [fine('check-required', `${branch} requires the check ${REQUIRED_CHECK}, from this app only`)]
    case 'from-anybody':
      return [
        {
          id: 'check-bound',
          severity: 'broken',
          title: `${branch} takes the check ${REQUIRED_CHECK} from anybody`,
          detail:
            'Whoever may write statuses, any workflow among them, can set a green check of this name and merge what is held.',
          fix: `Choose Countersign as the source of the check: ${settingsUrlOf(enforcement.source, pageUrl)}`,
        },
      ]
    case 'from-another-app':
      return [
        {
          id: 'check-bound',
          severity: 'broken',
          title: `${branch} takes the check ${REQUIRED_CHECK} from another app only (${enforcement.appId})`,
          detail: "This app's verdict counts for nothing there, and what waits for the other one may wait for ever.",
          fix: `Choose Countersign as the source of the check: ${settingsUrlOf(enforcement.source, pageUrl)}`,
        },
      ]
    case 'not-required':
      return [notRequired(enforcement.similar, branch, pageUrl)]
  }
}

function notRequired(similar: readonly string[], branch: string, pageUrl: string): SetupFinding {
  const almost = similar.length === 0 ? '' : ` Required is ${similar.join(', ')}: the name must match exactly.`
  return {
    id: 'check-required',
    severity: 'broken',
    title: `${branch} does not require the check ${REQUIRED_CHECK}`,
    detail: `A pull request that is held can be merged.${almost}`,
    fix: wayOf(pageUrl),
  }
}

function wayOf(pageUrl: string): string {
  return `Require the status check ${REQUIRED_CHECK} with Countersign as its source in a ruleset: ${pageUrl}/settings/rules`
}

/** The older branch protection can leave administrators out; a ruleset says so by its bypass list. */
function exemption(enforcement: Enforcement, pageUrl: string): readonly SetupFinding[] {
  if (enforcement.kind === 'not-required' || !exemptsAdministrators(enforcement.source)) return []
  return [
    {
      id: 'administrators',
      severity: 'warning',
      title: 'Administrators can merge without the check',
      detail: 'The branch protection does not apply to them.',
      fix: `Switch on "Do not allow bypassing the above settings": ${pageUrl}/settings/branches`,
    },
  ]
}

function exemptsAdministrators(source: RequiredCheck['source']): boolean {
  return source.kind === 'protection' && source.administratorsExempt
}
