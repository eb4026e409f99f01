import { enforcementOf, requiredChecks } from './enforcement.ts'
import type { RepositoryFacts } from './facts.ts'
import { fine, notVisible, type SetupFinding } from './setup-finding.ts'

/**
 * Whether a pull request lands only on the base that it was examined with. Otherwise the green of an older base lands
 * in the moments between a push to it and the next examination. A queue examines what it lands. Nothing to tell where
 * the check is not required at all.
 */
export function checkUpToDate({ branch, pageUrl }: RepositoryFacts, appId: number): readonly SetupFinding[] {
  const { rules, protection, protectionDetail: detail, name } = branch
  const known = rules.kind === 'seen' ? rules.value : []
  const required = requiredChecks(known, protection.kind === 'seen' ? protection.value : undefined)
  if (enforcementOf(required, appId).kind === 'not-required') return []
  if (known.some(({ kind }) => kind === 'merge-queue')) return []
  const byRuleset = known.some((rule) => rule.kind === 'required-checks' && rule.upToDate)
  if (byRuleset || (detail.kind === 'seen' && detail.value?.upToDate === true)) {
    return [fine('up-to-date', `${name} takes only what was examined with its newest commit`)]
  }
  const unseen = [rules, detail].flatMap((part) => (part.kind === 'not-visible' ? [part.why] : []))
  const fix = `Switch on "Require branches to be up to date before merging", or a merge queue: ${pageUrl}/settings/rules`
  if (unseen.length > 0) {
    return [notVisible('up-to-date', `Whether ${name} takes what is not up to date`, unseen.join('; '), fix)]
  }
  return [
    {
      id: 'up-to-date',
      severity: 'advice',
      title: `${name} takes what is not up to date`,
      detail: EARLIER_VERDICT,
      fix,
    },
  ]
}

const EARLIER_VERDICT =
  'After a push to the branch, open pull requests are examined again; until then their earlier verdict lets them land.'
