import type { Scope } from '../rules/scope.ts'
import type { RuleScope, ScopeSettings } from '../rules/scope-settings.ts'
import { codeSpan } from './escape-markdown.ts'

/** What settings say of parts of the repository and of data, one line each. */
export function scopeLines({
  scopes,
  environments,
  dataClassification,
  policyKinds,
}: ScopeSettings): readonly string[] {
  return [
    ...scopes.map(
      ({ scope, rules, mode }) => `- ${mode} ${scopeText(scope)}${rules === undefined ? '' : ` for ${listed(rules)}`}`,
    ),
    ...environments.map(({ name, paths, accounts }) => {
      const parts = [...paths.map(({ source }) => source), ...accounts]
      return `- environment ${codeSpan(name)}: ${listed(parts)}`
    }),
    ...dataClassification.map(({ label, patterns }) => `- data labelled ${codeSpan(label)}: ${listed(patterns)}`),
    ...policyKinds.map(
      ({ paths, kind }) => `- policies of the kind ${kind}: ${listed(paths.map(({ source }) => source))}`,
    ),
  ]
}

/** The same of one rule, as parts of its line. */
export function ruleScopeTexts({ scope, mode, parameters = {} }: RuleScope): readonly string[] {
  return [
    ...(mode === undefined ? [] : [mode]),
    ...(scope === undefined ? [] : [scopeText(scope)]),
    ...Object.entries(parameters).map(([name, value]) => `${codeSpan(name)} ${codeSpan(JSON.stringify(value))}`),
  ]
}

function scopeText({ paths, except, environments }: Scope): string {
  return [
    ...(paths === undefined ? [] : [`in ${listed(paths.map(({ source }) => source))}`]),
    ...(except === undefined ? [] : [`but in ${listed(except.map(({ source }) => source))}`]),
    ...(environments === undefined ? [] : [`in the environment ${listed(environments)}`]),
  ].join(' ')
}

const MAX_LISTED = 10

function listed(texts: readonly string[]): string {
  const more = texts.length - MAX_LISTED
  return `${texts.slice(0, MAX_LISTED).map(codeSpan).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
