import type { Diagnostic } from '../text/diagnostic.ts'
import { compileCondition } from './condition.ts'
import { type LocatedYaml, readYaml } from './located-yaml.ts'
import { lowerCase } from './login.ts'
import { suggestion } from './near-miss.ts'
import { parametersOf } from './parameter.ts'
import { type Rule, type RuleFile, ruleFileSchema } from './rule.ts'
import { spanInScalar } from './scalar-offset.ts'
import { shapeProblems } from './shape-problems.ts'
import { PLACEHOLDERS, readTemplate, type Template } from './template.ts'

export interface LoadedRules {
  /** Every rule that is valid, sorted by id. */
  readonly rules: readonly Rule[]
  /** Why the others are not. A caller must hold on an error here: a rule that is missing would pass what it judges. */
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Reads rules from `<…>/<category>/<name>.yml` files. Other files (docs, the signatures of AI tools) are passed over.
 * The expression of each is type-checked and its placeholders looked up, so that a rule that loads can be evaluated.
 */
export function loadRules(files: ReadonlyMap<string, string>): LoadedRules {
  const rules = new Map<string, Rule>()
  const paths = new Map<string, string>()
  const diagnostics: Diagnostic[] = []
  for (const [path, text] of [...files].sort(([left], [right]) => (left < right ? -1 : 1))) {
    const id = ruleIdOf(path)
    if (id === undefined) continue
    const read = readRule(id, path, text)
    diagnostics.push(...read.diagnostics)
    if (read.rule === undefined) continue
    const other = paths.get(id)
    if (other !== undefined) diagnostics.push(twice(id, path, other))
    else rules.set(id, read.rule)
    paths.set(id, other ?? path)
  }
  return { rules: [...rules.values()].sort((left, right) => (left.id < right.id ? -1 : 1)), diagnostics }
}

/** The id of the rule that a path holds, or undefined where the path is not a rule's. */
export function ruleIdOf(path: string): string | undefined {
  const id = /(?:^|\/)([^/]+\/[^/]+)\.yml$/.exec(path)?.[1]
  return id === SIGNATURES ? undefined : id
}

/** Whether settings can write it: `<category>/<name>`, both in lower-case letters, digits and dashes. */
export function isRuleId(id: string): boolean {
  return /^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/.test(id)
}

/** Stands beside the rules on authorship and is none. */
const SIGNATURES = 'authorship/signatures'
const CODE = 'rule-invalid'

function readRule(
  id: string,
  path: string,
  text: string,
): { readonly rule?: Rule; readonly diagnostics: readonly Diagnostic[] } {
  const yaml = readYaml(path, text)
  if (yaml.data === undefined) return { diagnostics: yaml.diagnostics }
  const misnamed = isRuleId(id) ? [] : [badName(id, yaml)]
  const parsed = ruleFileSchema.safeParse(yaml.data)
  if (!parsed.success) return { diagnostics: [...misnamed, ...shapeProblems(yaml, parsed.error, CODE, keysAt)] }
  const diagnostics: Diagnostic[] = [...misnamed]
  const when = compileCondition(parsed.data.when, parametersOf(parsed.data.parameters))
  if ('start' in when) {
    const subject = spanInScalar(text, yaml.valueAt(['when']), parsed.data.when, when.start, when.end)
    diagnostics.push({ severity: 'error', code: CODE, summary: when.summary, detail: when.detail, subject })
  }
  const template = (key: 'headline' | 'message' | 'fix') => templateOf(yaml, key, parsed.data[key], diagnostics)
  const texts = { headline: template('headline'), message: template('message'), fix: template('fix') }
  if (diagnostics.length > 0 || 'start' in when) return { diagnostics }
  return { rule: ruleOf(id, parsed.data, { when, ...texts }), diagnostics }
}

function ruleOf(id: string, file: RuleFile, compiled: Pick<Rule, 'when' | 'headline' | 'message' | 'fix'>): Rule {
  const { title, severity, lifecycle, kind, general, fixed, references } = file
  const { humans, teams, reviewers = [], block } = file.require
  const demand = { humans, teams: lowerCase(teams), reviewers: lowerCase(reviewers), blocks: block }
  const parameters = parametersOf(file.parameters)
  return { id, title, severity, lifecycle, kind, general, fixed, references, ...demand, parameters, ...compiled }
}

function templateOf(yaml: LocatedYaml, key: string, text: string, diagnostics: Diagnostic[]): Template {
  const { template, unknown } = readTemplate(text.trim())
  const indent = text.length - text.trimStart().length
  for (const { name, offset: inTrimmed } of unknown) {
    const offset = indent + inTrimmed
    diagnostics.push({
      severity: 'error',
      code: CODE,
      summary: `unknown placeholder \`{${name}}\` in \`${key}\``,
      detail: `${suggestion(name.trim(), PLACEHOLDERS)}Known placeholders: ${PLACEHOLDERS.join(', ')}.`,
      subject: spanInScalar(yaml.text, yaml.valueAt([key]), text, offset, offset + name.length + 2),
    })
  }
  return template
}

function keysAt(path: readonly (string | number)[]): readonly string[] {
  if (path[0] === 'parameters') return ['type', 'default', 'description']
  return path[0] === 'require' ? ['humans', 'teams', 'reviewers', 'block'] : Object.keys(ruleFileSchema.shape)
}

function badName(id: string, yaml: LocatedYaml): Diagnostic {
  return {
    severity: 'error',
    code: CODE,
    summary: `\`${id}\` is not a rule's name`,
    detail: 'A rule is `<category>/<name>.yml`, both in lower-case letters, digits and dashes.',
    subject: { file: yaml.file, start: 0, end: 0 },
  }
}

function twice(id: string, path: string, other: string): Diagnostic {
  return {
    severity: 'error',
    code: CODE,
    summary: `the rule \`${id}\` stands twice`,
    detail: `It stands at ${other}, too. Rename one of them.`,
    subject: { file: path, start: 0, end: 0 },
  }
}
