import { byKind, type ConfiguredGrant, type OpaqueAccess } from '../../authorization/access.ts'
import type { Span } from '../../text/span.ts'
import type { Value } from '../../value/value.ts'
import { valueSpeaksOfAccess } from '../terraform/access/access-words.ts'
import { accessOf } from '../terraform/access/adapters.ts'
import type { ModuleAccess, Variant } from '../terraform/module-access.ts'
import { plainText } from '../terraform/text.ts'
import { configuredResource } from './configured-resource.ts'
import { isLoop } from './function-call.ts'
import { expandLoops } from './functions/loops.ts'
import { inventoryOf } from './inventory.ts'
import { MAX_STEPS } from './limits.ts'
import { opaquePart, opaqueResource } from './opaque-resource.ts'
import { openStack } from './open-stack.ts'
import { memberOf, textAt } from './parameters.ts'
import { transformName } from './parse-template.ts'
import { type FindTemplate, type Run, report, type Stack, type StackResource } from './stack.ts'
import type { Template } from './template.ts'
import { translationsOf } from './translate/table.ts'
import { translate } from './translate/translate.ts'

/** One root template, and what its evaluation asks for. */
export interface TemplateInput {
  readonly template: Template
  /** What is deployed: equal on both sides of a change. */
  readonly deployment: string
  readonly variant: Variant
  readonly find: FindTemplate
  /** The logical ids that base has, by head's. */
  readonly origins: ReadonlyMap<string, string>
  readonly assumed?: ReadonlyMap<string, boolean>
  /** What base declares, where that is known. */
  readonly before?: Pick<ModuleAccess['addresses'], 'has'>
}

/**
 * What a template, with every template that it deploys, configures in one variant that grants or may grant access.
 * Total, and without I/O: templates that it would need and has not are in `wanted`.
 */
export function configureTemplate(input: TemplateInput): ModuleAccess {
  const run = newRun(input)
  const { template, deployment } = input
  const root = openStack({ template, deployment, prefix: '', calls: [], presence: [], depth: 0, run })
  const stacks = stacksWithin(root)
  const resources = stacks.flatMap((stack) => stack.resources())
  const grants = resources.flatMap((resource) => grantsOf(resource, input.before))
  const opaque = [...stacks.flatMap(opaqueParts), ...resources.flatMap((resource) => opaqueResource(resource) ?? [])]
  if (run.steps > MAX_STEPS) reportSteps(run, template)
  return {
    ...byKind(grants),
    opaque,
    diagnostics: run.diagnostics,
    wanted: [...run.wanted].sort(),
    wantedModules: [],
    read: [...run.read].sort(),
    addresses: new Map(resources.map(({ identity, span }): readonly [string, Span] => [identity, span])),
    unread: [],
    secrets: run.secrets,
    conditions: run.conditions,
    inventory: () => inventoryOf(stacks),
  }
}

function newRun({ template, deployment, variant, find, origins, assumed }: TemplateInput): Run {
  return {
    deployment,
    assumed: assumed ?? new Map(),
    conditions: new Map(),
    diagnostics: [],
    secrets: new Set(),
    read: new Set([template.path]),
    wanted: new Set(),
    origins,
    allowed: new Map(),
    absent: new Set(),
    usesDefaults: variant.kind !== 'unset',
    find,
    steps: 0,
    depth: 0,
    stacks: 0,
  }
}

/** A stack and every one that it deploys. */
function stacksWithin(root: Stack): readonly Stack[] {
  const all: Stack[] = [root]
  for (const stack of all) {
    for (const resource of stack.resources()) {
      const nested = stack.nested(resource)
      if (nested?.kind === 'stack') all.push(nested.stack)
    }
  }
  return all
}

function grantsOf(resource: StackResource, before: TemplateInput['before']): readonly ConfiguredGrant[] {
  return translationsOf(resource.type).flatMap((row) =>
    translate(resource, row).flatMap((translated) => accessOf(configuredResource(resource, translated, before))),
  )
}

/** Macros that leave access as it is, or that are followed here. */
const FOLLOWED =
  /^AWS::(?:LanguageExtensions|Serverless-2016-10-31|SecretsManager-\d{4}-\d\d-\d\d|CodeDeployBlueGreen)$/

/** What a macro makes of a template is not known, nor is what a loop makes whose items are not known. */
function opaqueParts(stack: Stack): readonly OpaqueAccess[] {
  const { template, deployment } = stack
  const macros = template.transforms.flatMap((transform, index): OpaqueAccess[] => {
    const name = transformName(transform)
    if (name !== undefined && FOLLOWED.test(name)) return []
    const part = { key: `${deployment}/Transform/${index}`, address: `${stack.prefix}Transform` }
    if (name === 'AWS::Include') return [opaquePart(part, transform, 'the snippet that AWS::Include adds is not known')]
    const reason = `the macro ${name?.slice(0, 60) ?? 'of an unknown name'} may make anything of the template`
    return [opaquePart(part, { ...template.whole, spans: transform.spans }, reason)]
  })
  const { unknown } = expandLoops(template.resources, stack)
  const loops = [...unknown].map(([name, { value, keySpan }]) => {
    const part = { key: `${deployment}/${name}`, address: stack.prefix + name }
    const made = stack.evaluate({ kind: 'list', collection: 'tuple', items: [value], spans: [keySpan] })
    return opaquePart(part, made, 'what the loop makes is not known')
  })
  return [...macros, ...loops, ...opaqueIncludes(stack), ...opaqueEntries(stack), ...opaqueExports(stack)]
}

/** What a program adds to the template, all together: what comes later may say something else of what came before. */
function opaqueIncludes({ template, deployment, prefix }: Stack): readonly OpaqueAccess[] {
  const { included = [] } = template
  if (included.length === 0) return []
  const spans = included.flatMap((each) => each.spans)
  const part = { key: `${deployment}/resources`, address: `${prefix}resources` }
  const whole: Value = { kind: 'list', collection: 'tuple', items: included, spans }
  return [opaquePart(part, whole, 'what is put into the template from elsewhere is not known')]
}

/** What macros add to a section, and what stands among the resources and is none. */
function opaqueEntries({ template, deployment, prefix }: Stack): readonly OpaqueAccess[] {
  const { parameters, mappings, conditions, resources, outputs, globals } = template
  const sections = {
    Parameters: parameters,
    Mappings: mappings,
    Conditions: conditions,
    Outputs: outputs,
    Globals: globals,
  }
  const made = Object.entries(sections).flatMap(([section, entries]) => {
    const entry = entries.get('Fn::Transform')
    return entry === undefined ? [] : [{ name: `${section}.Fn::Transform`, value: entry.value }]
  })
  const none = [...resources].flatMap(([name, { value }]) =>
    isLoop(name) || textAt(value, 'Type') !== undefined ? [] : [{ name, value }],
  )
  return [...made, ...none].map(({ name, value }) => {
    const part = { key: `${deployment}/${name}`, address: prefix + name }
    return opaquePart(part, value, 'it is no resource that is understood here')
  })
}

/** Values that other stacks import and grant by: what is exported under a name may be anybody's principal there. */
function opaqueExports(stack: Stack): readonly OpaqueAccess[] {
  const { template, deployment, prefix } = stack
  return [...template.outputs].flatMap(([name, { value }]) => {
    const exported = memberOf(value, 'Export')
    const content = exported === undefined ? undefined : stack.output(name)
    if (exported === undefined || content === undefined || !isTellingExport(content)) return []
    const part = { key: `${deployment}/Outputs/${name}`, address: `${prefix}Outputs.${name}` }
    const items = [stack.evaluate(exported), content]
    const whole: Value = { kind: 'list', collection: 'tuple', items, spans: content.spans }
    return [opaquePart(part, whole, 'the value is exported, and what other stacks do with it is not known')]
  })
}

function isTellingExport(value: Value): boolean {
  const text = plainText(value)
  if (text !== undefined && /^(?:\*|\d{12}|[\d.:a-f]+\/\d+)$/.test(text)) return true
  return valueSpeaksOfAccess(value, true)
}

function reportSteps(run: Run, template: Template): void {
  const detail = `More than ${MAX_STEPS} values are evaluated for it. What was not evaluated is not known.`
  report(run, 'step-limit', 'Too large a template', detail, template.span)
}
