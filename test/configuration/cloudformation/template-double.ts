import { configureTemplate } from '../../../src/core/configuration/cloudformation/configure.ts'
import { openStack } from '../../../src/core/configuration/cloudformation/open-stack.ts'
import { parseTemplate } from '../../../src/core/configuration/cloudformation/parse-template.ts'
import type { Run } from '../../../src/core/configuration/cloudformation/stack.ts'
import type { ModuleAccess } from '../../../src/core/configuration/terraform/module-access.ts'
import { displayText, type Value } from '../../../src/core/value/value.ts'

type Files = Readonly<Record<string, string>>

/** What `stack.yaml` among these files configures, with the declared values or with any. */
export function configured(files: Files, kind: 'declared' | 'unset' = 'declared'): ModuleAccess {
  const { template, diagnostics } = parseTemplate('stack.yaml', files['stack.yaml'] ?? '')
  if (template === undefined) throw new Error(JSON.stringify(diagnostics))
  return configureTemplate({
    template,
    deployment: 'stack.yaml',
    variant: { kind },
    origins: new Map(),
    find: (path) => {
      const text = files[path]
      return text === undefined ? { kind: 'missing' } : { kind: 'template', parsed: parseTemplate(path, text), text }
    },
  })
}

/** What an expression is in a template that has further sections; unknown parts as `${address}`. */
export function evaluated(expression: string, sections = '', usesDefaults = true) {
  const text = `${sections}\nResources:\n  Bucket: {Type: AWS::S3::Bucket}\nOutputs:\n  It:\n    Value: ${expression}\n`
  const { template, diagnostics } = parseTemplate('stack.yaml', text)
  if (template === undefined) throw new Error(JSON.stringify(diagnostics))
  const run: Run = {
    deployment: 'stack.yaml',
    assumed: new Map(),
    equal: new Map(),
    equalities: new Map(),
    conditions: new Map(),
    diagnostics: [],
    secrets: new Set(),
    hidden: new Set(),
    read: new Set(),
    wanted: new Set(),
    origins: new Map(),
    allowed: new Map(),
    absent: new Set(),
    usesDefaults,
    find: () => ({ kind: 'missing' }),
    asked: 0,
    steps: 0,
    depth: 0,
    stacks: 0,
  }
  const stack = openStack({ template, deployment: 'stack.yaml', prefix: '', calls: [], presence: [], depth: 0, run })
  return { shown: shown(stack.output('It')), codes: run.diagnostics.map(({ code }) => code), secrets: run.secrets }
}

/** A value as people would write it down. */
function shown(value: Value | undefined): unknown {
  switch (value?.kind) {
    case undefined:
      return undefined
    case 'null':
      return null
    case 'boolean':
      return value.value
    case 'number':
      return Number(value.digits)
    case 'text':
      return value.encoded === undefined ? displayText(value) : { json: shown(value.encoded) }
    case 'list':
      return value.items.map(shown)
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, shown(entry.value)]))
    case 'unknown':
      return value.partial?.kind === 'either'
        ? { if: value.partial.condition.address, yes: shown(value.partial.then), no: shown(value.partial.otherwise) }
        : `?${value.symbol.address}`
  }
}
