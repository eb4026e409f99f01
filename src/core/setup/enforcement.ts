import type { BranchRule, ProtectionSummary, RequiredCheck, RulesetSource } from './facts.ts'

/** The name that the check run has, and that a required check must be given. */
export const REQUIRED_CHECK = 'countersign'

/** What the rules of a branch make of this app's check. */
export type Enforcement =
  | { readonly kind: 'enforced'; readonly source: RequiredCheck['source'] }
  /** Anybody who may write statuses or checks can set one of the name. */
  | { readonly kind: 'from-anybody'; readonly source: RequiredCheck['source'] }
  /** Only another app's check of the name counts: this app can never satisfy the rule. */
  | { readonly kind: 'from-another-app'; readonly source: RequiredCheck['source']; readonly appId: number }
  /** `similar` are required checks of which the name is almost the right one. */
  | { readonly kind: 'not-required'; readonly similar: readonly string[] }

/**
 * Judges the required checks of a branch. All rules hold together, so one that is bound to the app is enough, and one
 * bound to another app stands in the way only where none is.
 */
export function enforcementOf(checks: readonly RequiredCheck[], appId: number): Enforcement {
  const named = checks.filter(({ context }) => context === REQUIRED_CHECK)
  const bound = named.find((check) => check.appId === appId)
  if (bound !== undefined) return { kind: 'enforced', source: bound.source }
  const open = named.find((check) => check.appId === null)
  if (open !== undefined) return { kind: 'from-anybody', source: open.source }
  const [other] = named
  if (other !== undefined) return { kind: 'from-another-app', source: other.source, appId: other.appId ?? 0 }
  const similar = checks.map(({ context }) => context).filter(isSimilar)
  return { kind: 'not-required', similar: [...new Set(similar)] }
}

/** Whether anything lands there with this app's check only, or at least with one of its name. */
export function requiresCheck(checks: readonly RequiredCheck[], appId: number): boolean {
  const { kind } = enforcementOf(checks, appId)
  return kind === 'enforced' || kind === 'from-anybody'
}

/** Every check that rulesets and the older branch protection require. */
export function requiredChecks(
  rules: readonly BranchRule[],
  protection: ProtectionSummary | undefined,
): readonly RequiredCheck[] {
  const { checks = [], administratorsExempt = false } = protection ?? {}
  return [
    ...rules.flatMap((rule) =>
      rule.kind === 'required-checks' ? rule.checks.map((check) => ({ ...check, source: rule.source })) : [],
    ),
    ...checks.map((check) => ({ ...check, source: { kind: 'protection', administratorsExempt } as const })),
  ]
}

/** Where the settings of a repository's branch are; `pageUrl` is the repository's. */
export function settingsUrlOf(source: RequiredCheck['source'], pageUrl: string): string {
  if (source.kind === 'protection') return `${pageUrl}/settings/branches`
  return rulesetUrl(source, pageUrl)
}

/** The page on which a ruleset is changed. */
export function rulesetUrl({ level, owner, id }: RulesetSource, pageUrl: string): string {
  const origin = new URL(pageUrl).origin
  switch (level) {
    case 'Repository':
      return `${pageUrl}/settings/rules/${id}`
    case 'Organization':
      return `${origin}/organizations/${owner}/settings/rules/${id}`
    case 'Enterprise':
      return `${origin}/enterprises/${owner}/settings/policies`
  }
}

/** A workflow's job, another case, a prefix: what people type for the name. */
function isSimilar(context: string): boolean {
  return context !== REQUIRED_CHECK && context.toLowerCase().includes(REQUIRED_CHECK)
}
