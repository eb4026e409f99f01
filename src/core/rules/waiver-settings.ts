import type { Diagnostic } from '../text/diagnostic.ts'
import { indexLines, positionAt } from '../text/lines.ts'
import { firstProblems } from './first-problems.ts'
import type { LocatedYaml } from './located-yaml.ts'
import { suggestion } from './near-miss.ts'
import { whyNeverWaivable } from './never-waivable.ts'
import type { Rule } from './rule.ts'
import type { SettingsFile } from './settings-schema.ts'
import { NOT_DECIDED } from './waivable.ts'
import type { Waiver } from './waiver.ts'

/** The waivers of a settings file that is valid, each with where it is written. */
export function waiversOf(file: Pick<SettingsFile, 'waivers'>, document: LocatedYaml): readonly Waiver[] {
  const index = indexLines(document.text)
  return (file.waivers ?? []).map(({ resource, path, digest, ...written }, at): Waiver => {
    const { start } = document.valueAt(['waivers', at])
    return {
      kind: 'waiver',
      ...written,
      ...(resource === undefined ? {} : { resource }),
      ...(path === undefined ? {} : { path: path.replace(/\/+$/, '') }),
      ...(digest === undefined ? {} : { digest }),
      at: { file: document.file, ...positionAt(index, start) },
    }
  })
}

/** What a rule is asked for, to tell whether its findings can be waived at all. */
export type WaivableRule = Pick<Rule, 'id' | 'fixed' | 'kind' | 'when'>

/** What is wrong with the rules that waivers name: nobody has that name, or their findings cannot be waived. */
export function waiverRuleProblems(document: LocatedYaml, rules: readonly WaivableRule[]): readonly Diagnostic[] {
  return firstProblems(namedRules(document.data), ({ rule: id, at }): readonly Diagnostic[] => {
    const rule = rules.find((each) => each.id === id)
    const subject = document.valueAt(['waivers', at, 'rule'])
    const why = rule === undefined ? undefined : whyRuleNotWaivable(rule)
    if (rule === undefined)
      return [{ severity: 'error', code: 'waiver-unknown-rule', ...unknownRule(id, rules), subject }]
    if (why === undefined) return []
    const summary = `findings of the rule \`${id}\` cannot be waived`
    return [{ severity: 'error', code: 'waiver-not-possible', summary, detail: `${why} Remove this waiver.`, subject }]
  })
}

/** What is said of a name that no rule has. */
export function unknownRule(id: string, rules: readonly Pick<Rule, 'id'>[]): Pick<Diagnostic, 'summary' | 'detail'> {
  const meant = suggestion(
    id,
    rules.map((rule) => rule.id),
  )
  return {
    summary: `there is no rule \`${id.slice(0, MAX_SHOWN_ID)}\``,
    detail: `${meant}\`countersign rules list\` names the rules.`,
  }
}

const MAX_SHOWN_ID = 200

/** Why no finding of a rule can be waived; undefined where that hangs on what it finds. */
export function whyRuleNotWaivable({ fixed, kind, when }: WaivableRule): string | undefined {
  if (fixed) return 'It speaks where the review itself failed.'
  if (kind === 'undecided') return NOT_DECIDED
  return kind === 'governance' || kind === 'authorship' ? whyNeverWaivable(when) : undefined
}

function namedRules(data: unknown): readonly { readonly rule: string; readonly at: number }[] {
  const waivers = memberOf(data, 'waivers')
  if (!Array.isArray(waivers)) return []
  return waivers.flatMap((waiver: unknown, at) => {
    const rule = memberOf(waiver, 'rule')
    return typeof rule === 'string' ? [{ rule, at }] : []
  })
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
}
