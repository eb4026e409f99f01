import type { Diagnostic } from '../text/diagnostic.ts'
import { firstProblems } from './first-problems.ts'
import type { LocatedYaml, YamlPath } from './located-yaml.ts'
import { suggestion } from './near-miss.ts'
import { type ParameterType, parameterValue } from './parameter.ts'
import type { Rule } from './rule.ts'
import { unknownKey } from './shape-problems.ts'

type Named = Pick<Rule, 'id' | 'fixed' | 'parameters'>

/** Names that settings of parts of the repository use and nobody has: environments, rules, parameters of rules. */
export function scopeProblems(document: LocatedYaml, rules: readonly Named[]): readonly Diagnostic[] {
  const environments = Object.keys(objectAt(document.data, 'environments'))
  const settings = objectAt(document.data, 'rules')
  const scopes = childOf(document.data, 'scopes')
  const ofRules = firstProblems(Object.keys(settings), (id) => [
    ...unknownNames(
      document,
      ['rules', id, 'environments'],
      childOf(settings[id], 'environments'),
      environments,
      ENVIRONMENT,
    ),
    ...parameterProblems(document, id, rules),
  ])
  const ofScopes = firstProblems(Array.isArray(scopes) ? scopes : [], (scope: unknown, index) => [
    ...unknownNames(
      document,
      ['scopes', index, 'environments'],
      childOf(scope, 'environments'),
      environments,
      ENVIRONMENT,
    ),
    ...ruleNameProblems(document, ['scopes', index, 'rules'], childOf(scope, 'rules'), rules),
  ])
  return [...ofRules, ...ofScopes]
}

const ENVIRONMENT = { code: 'settings-unknown-environment', noun: 'environment' }

interface Kind {
  readonly code: string
  readonly noun: string
}

function unknownNames(
  document: LocatedYaml,
  path: YamlPath,
  names: unknown,
  known: readonly string[],
  { code, noun }: Kind,
): readonly Diagnostic[] {
  return firstProblems(Array.isArray(names) ? names : [], (name: unknown, index): readonly Diagnostic[] => {
    if (typeof name !== 'string' || known.includes(name)) return []
    const listed =
      known.length === 0
        ? `There is no ${noun}; name them under \`${noun}s\`.`
        : `Known: ${known.slice(0, 20).join(', ')}.`
    return [
      {
        severity: 'error',
        code,
        summary: `unknown ${noun} \`${name}\``,
        detail: `${suggestion(name, known)}${listed}`,
        subject: document.valueAt([...path, index]),
      },
    ]
  })
}

function ruleNameProblems(
  document: LocatedYaml,
  path: YamlPath,
  names: unknown,
  rules: readonly Named[],
): readonly Diagnostic[] {
  const tunable = rules.filter(({ fixed }) => !fixed).map(({ id }) => id)
  return unknownNames(document, path, names, tunable, { code: 'settings-unknown-rule', noun: 'rule' })
}

function parameterProblems(document: LocatedYaml, id: string, rules: readonly Named[]): readonly Diagnostic[] {
  const rule = rules.find((each) => each.id === id)
  const written = objectAt(childOf(childOf(document.data, 'rules'), id), 'parameters')
  if (rule === undefined) return []
  return firstProblems(Object.entries(written), ([name, value]): readonly Diagnostic[] => {
    const path = ['rules', id, 'parameters', name]
    const parameter = rule.parameters.find((each) => each.name === name)
    if (parameter === undefined) return [unknownParameter(document, path, rule)]
    return parameterValue(parameter.type, value) === undefined ? [wrongType(document, path, parameter.type)] : []
  })
}

function unknownParameter(document: LocatedYaml, path: YamlPath, { id, parameters }: Named): Diagnostic {
  const known = parameters.map(({ name }) => name)
  if (known.length > 0) return unknownKey(document, 'settings-unknown-parameter', path, known)
  return {
    severity: 'error',
    code: 'settings-unknown-parameter',
    summary: `the rule \`${id}\` has no parameters`,
    detail: 'Remove this entry.',
    subject: document.keyAt(path),
  }
}

function wrongType(document: LocatedYaml, path: YamlPath, type: ParameterType): Diagnostic {
  return {
    severity: 'error',
    code: 'settings-parameter-type',
    summary: `\`${path.join('.')}\` is not valid`,
    detail: `It must be of type ${type}: ${TYPE_TEXTS[type]}.`,
    subject: document.valueAt(path),
  }
}

const TYPE_TEXTS: Readonly<Record<ParameterType, string>> = {
  string: 'a text',
  int: 'a whole number',
  bool: 'true or false',
  'list<string>': 'a list of texts',
  'list<int>': 'a list of whole numbers',
}

function objectAt(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const child = childOf(value, key)
  return typeof child === 'object' && child !== null && !Array.isArray(child)
    ? Object.fromEntries(Object.entries(child))
    : {}
}

function childOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
}
