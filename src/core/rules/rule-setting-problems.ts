import type { Diagnostic } from '../text/diagnostic.ts'
import { firstProblems } from './first-problems.ts'
import type { LocatedYaml } from './located-yaml.ts'
import type { Rule } from './rule.ts'
import { unknownKey } from './shape-problems.ts'

/** What of a rule its settings are checked against. */
export type TunableRule = Pick<
  Rule,
  'id' | 'fixed' | 'lifecycle' | 'humans' | 'blocks' | 'kind' | 'parameters' | 'when'
>

/** What is wrong with the entries of `rules`: names that nobody has, rules that may not be tuned, humans that are saved. */
export function ruleSettingProblems(document: LocatedYaml, rules: readonly TunableRule[]): readonly Diagnostic[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  const settings = childOf(document.data, 'rules')
  return firstProblems(ownKeys(settings), (id) => {
    const rule = byId.get(id)
    if (rule === undefined) return [unknownKey(document, 'settings-unknown-rule', ['rules', id], [...byId.keys()])]
    if (rule.fixed) return [fixedRule(document, id)]
    const humans = childOf(childOf(settings, id), 'humans')
    const saved = typeof humans === 'number' && humans < rule.humans ? [fewerHumans(document, rule, humans)] : []
    const isUnblocked = rule.blocks && childOf(childOf(settings, id), 'block') === false
    return [
      ...saved,
      ...(isUnblocked ? [unblocked(document, id)] : []),
      ...(rule.lifecycle === 'stable' || rule.lifecycle === 'preview' ? [] : [agedRule(document, rule)]),
    ]
  })
}

function ownKeys(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : []
}

function childOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
}

function fixedRule(document: LocatedYaml, id: string): Diagnostic {
  return {
    severity: 'error',
    code: 'settings-fixed-rule',
    summary: `the rule \`${id}\` cannot be changed by settings`,
    detail: 'It speaks where the review itself failed. Without it a failure would pass. Remove this entry.',
    subject: document.keyAt(['rules', id]),
  }
}

function fewerHumans(document: LocatedYaml, { id, humans }: TunableRule, asked: number): Diagnostic {
  return {
    severity: 'error',
    code: 'settings-fewer-humans',
    summary: `the rule \`${id}\` asks for ${humans} humans, which settings may only raise`,
    detail: `This entry asks for ${asked}. Write ${humans} or more, or remove it; \`off\` turns the whole rule off.`,
    subject: document.valueAt(['rules', id, 'humans']),
  }
}

function unblocked(document: LocatedYaml, id: string): Diagnostic {
  return {
    severity: 'error',
    code: 'settings-unblocked-rule',
    summary: `the rule \`${id}\` blocks the merge by itself, which settings cannot take back`,
    detail: 'Remove this entry, or turn the whole rule off with `off`.',
    subject: document.valueAt(['rules', id, 'block']),
  }
}

function agedRule(document: LocatedYaml, rule: TunableRule): Diagnostic {
  return {
    severity: 'warning',
    code: `settings-${rule.lifecycle}-rule`,
    summary: `the rule \`${rule.id}\` is ${rule.lifecycle}`,
    detail: `Its documentation says what takes its place. Remove this entry when you have moved.`,
    subject: document.keyAt(['rules', rule.id]),
  }
}
