import type { OpaqueAccess } from '../../authorization/access.ts'
import { fingerprintOf } from '../../value/fingerprint.ts'
import type { MapEntry, Value } from '../../value/value.ts'
import { valueSpeaksOfAccess } from '../terraform/access/access-words.ts'
import { plainText } from '../terraform/text.ts'
import { expandLoops } from './functions/loops.ts'
import { hasLoop, hasMacro, isMacro, isOwnMacro, withArguments } from './macros.ts'
import { opaquePart } from './opaque-resource.ts'
import { isNeutral } from './parameter-overrides.ts'
import { memberOf, textAt } from './parameters.ts'
import { transformName } from './parse-template.ts'
import { hasKnownTypes } from './serverless/events.ts'
import { SERVERLESS } from './serverless/expand.ts'
import type { Stack } from './stack.ts'
import type { Template } from './template.ts'

/** Macros that leave access as it is, or that are followed here. */
const FOLLOWED =
  /^AWS::(?:LanguageExtensions|Serverless-2016-10-31|SecretsManager-\d{4}-\d\d-\d\d|CodeDeployBlueGreen)$/

/** Whether the key of something opaque is that of a macro that makes anything of a whole template. */
export function isTransform(key: string): boolean {
  return /\/Transform\/\d+$/.test(key)
}

/** What a macro makes of a template is not known, nor is what a loop makes whose items are not known. */
export function opaqueParts(stack: Stack): readonly OpaqueAccess[] {
  const { template, deployment } = stack
  const macros = template.transforms.flatMap((transform, index): OpaqueAccess[] => {
    const name = transformName(transform)
    if (name !== undefined && FOLLOWED.test(name)) return []
    const part = { key: `${deployment}/Transform/${index}`, address: `${stack.prefix}Transform` }
    if (name === 'AWS::Include')
      return [opaquePart(part, stack.evaluate(transform), 'the snippet that AWS::Include adds is not known')]
    const reason = `the macro ${name?.slice(0, 60) ?? 'of an unknown name'} may make anything of the template`
    return [opaquePart(part, { ...template.whole, spans: transform.spans }, reason)]
  })
  const { unknown } = expandLoops(template.resources, stack)
  const loops = [...unknown].map(([name, { value, keySpan }]) => {
    const part = { key: `${deployment}/${name}`, address: stack.prefix + name }
    const made = stack.evaluate({ kind: 'list', collection: 'tuple', items: [value], spans: [keySpan] })
    return opaquePart(part, made, 'what the loop makes is not known')
  })
  const asked = [...askedByRules(stack), ...askedOfParameters(stack)]
  return [
    ...macros,
    ...loops,
    ...asked,
    ...plugins(stack),
    ...opaqueIncludes(stack),
    ...opaqueEntries(stack),
    ...opaqueExports(stack),
  ]
}

/**
 * What is asked of the values that a deployment gives: without it they may be any, by another pattern others. A template or a parameter that goes
 * asks for nothing. Source: "Rules" and "Parameters", AWS CloudFormation User Guide.
 */
function askedByRules({ template, deployment, prefix }: Stack): readonly OpaqueAccess[] {
  if (template.parameters.size === 0) return []
  const rules = memberOf(template.whole, 'Rules')
  const limits = rules?.kind === 'map' ? [...rules.entries.values()].map(({ value }) => fingerprintOf(value)) : []
  const [span = template.span] = rules?.spans ?? []
  const part = { key: `${deployment}/Rules`, address: `${prefix}Rules`, span, fingerprint: '' }
  return [{ ...part, reason: 'what a rule asks of parameters is not evaluated', kept: { limits, means: [] } }]
}

function askedOfParameters({ template, deployment, prefix }: Stack): readonly OpaqueAccess[] {
  return [...template.parameters].map(([name, { value, keySpan: span }]) => {
    const limits = ['AllowedValues', 'AllowedPattern'].filter((asked) => memberOf(value, asked) !== undefined)
    const pattern = isNeutral(name) ? undefined : textAt(value, 'AllowedPattern')
    const allowed = memberOf(value, 'AllowedValues')
    const listed =
      allowed?.kind === 'list' && !isNeutral(name)
        ? allowed.items.filter((item) => isTellingExport(item) && plainText(item) !== textAt(value, 'Default'))
        : []
    const part = { key: `${deployment}/Parameters/${name}`, address: `${prefix}Parameters.${name}`, span }
    const reason = 'the values that a deployment may give are no longer limited as they were'
    const kept = {
      limits: pattern === undefined ? limits : [...limits, `AllowedPattern ${pattern}`],
      means: limits.includes('AllowedValues') ? listed.map(fingerprintOf) : [],
    }
    return { ...part, reason, fingerprint: '', kept }
  })
}

/** What runs when the template is made, and may make anything of it: each that comes counts. */
function plugins({ template, deployment, prefix }: Stack): readonly OpaqueAccess[] {
  const listed = template.plugins ?? []
  if (template.plugins === undefined) return []
  const means = listed.map((each) => plainText(each) ?? fingerprintOf(each))
  const span = listed.at(-1)?.spans[0] ?? template.span
  const part = { key: `${deployment}/plugins`, address: `${prefix}plugins`, span, fingerprint: '' }
  const reason = 'a plugin runs where the template is made, and may make anything of it'
  return [{ ...part, reason, kept: { limits: [], means } }]
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

/** What macros make within a section, and what stands among the resources and is none. */
function opaqueEntries(stack: Stack): readonly OpaqueAccess[] {
  const { template, deployment, prefix } = stack
  const { parameters, mappings, conditions, resources, outputs, globals } = template
  const sections = {
    Parameters: parameters,
    Mappings: mappings,
    Conditions: conditions,
    Outputs: outputs,
    Globals: globals,
  }
  const made = Object.entries(sections).flatMap(([section, entries]) =>
    [...entries].flatMap(([name, { value, keySpan }]) =>
      isMacro(name) || hasMacro(value) ? [{ name: `${section}.${name}`, value, keySpan }] : [],
    ),
  )
  const none = [...expandLoops(resources, stack).entries].flatMap(([name, { value, keySpan }]) =>
    textAt(value, 'Type') !== undefined && !hasLoop(value) ? [] : [{ name, value, keySpan }],
  )
  const parts = [...made, ...none, ...foreignEvents(template)]
  const entries = parts.map((entry) => {
    const { name, value } = entry
    const part = { key: `${deployment}/${name}`, address: prefix + name }
    const isForeign = isMacro(lastOf(name)) || hasMacro(value) || hasLoop(value)
    const reason = isForeign
      ? 'what a macro or a loop makes of it is not known'
      : 'it is nothing that is understood here'
    return opaquePart(part, contentOf(entry, stack), reason)
  })
  return [...entries, ...opaqueHooks(stack)]
}

/** An entry, or, of a macro that sees what stands beside it, its whole section. */
function contentOf({ name, value, keySpan }: MapEntry & { readonly name: string }, stack: Stack): Value {
  if (!isMacro(lastOf(name))) return withArguments(value, keySpan, stack)
  const section = isMacro(name) ? 'Resources' : name.slice(0, name.indexOf('.'))
  const beside = isOwnMacro(value) ? memberOf(stack.template.whole, section) : undefined
  return beside === undefined ? stack.evaluate(value) : { ...withArguments(beside, keySpan, stack), spans: value.spans }
}

function lastOf(name: string): string {
  return name.split('.').at(-1) ?? name
}

/** What acts when a stack is deployed with the macro that moves traffic, and what it runs. */
function opaqueHooks(stack: Stack): readonly OpaqueAccess[] {
  const { template, deployment, prefix } = stack
  const hooks = memberOf(template.whole, 'Hooks')
  if (hooks?.kind !== 'map') return []
  return [...hooks.entries].flatMap(([name, { value, keySpan }]) => {
    const properties = memberOf(value, 'Properties') ?? value
    const acting = ['ServiceRole', 'LifecycleEventHooks'].flatMap((each) => memberOf(properties, each) ?? [])
    if (acting.length === 0) return []
    const part = { key: `${deployment}/Hooks/${name}`, address: `${prefix}Hooks.${name}` }
    const content = stack.evaluate({ kind: 'list', collection: 'tuple', items: acting, spans: [keySpan] })
    return [opaquePart(part, content, 'it acts in each deployment, and what it does is not known')]
  })
}

/** The Serverless Application Model makes permissions and addresses of events, whoever wrote these, and of any type. */
function foreignEvents({ whole, transforms }: Template): readonly (MapEntry & { readonly name: string })[] {
  const written = memberOf(whole, 'Resources')
  if (written?.kind !== 'map' || !transforms.some((each) => transformName(each) === SERVERLESS)) return []
  return [...written.entries].flatMap(([id, { value, keySpan }]) => {
    const properties = memberOf(value, 'Properties')
    const events = properties === undefined ? undefined : memberOf(properties, 'Events')
    const isForeign = events !== undefined && (hasMacro(events) || hasLoop(events) || !hasKnownTypes(events))
    return isForeign ? [{ name: `${id}.Events`, value: events, keySpan }] : []
  })
}

/** Values that other stacks import and grant by: what is exported under a name may be anybody's principal there. */
function opaqueExports(stack: Stack): readonly OpaqueAccess[] {
  const { template, deployment, prefix } = stack
  const { entries, unknown } = expandLoops(template.outputs, stack)
  const loops = [...unknown].map(([name, { value, keySpan }]) => {
    const part = { key: `${deployment}/Outputs/${name}`, address: `${prefix}Outputs.${name}` }
    return opaquePart(part, withArguments(value, keySpan, stack), 'what the loop exports is not known')
  })
  const exports = [...entries].flatMap(([name, { value }]) => {
    const exported = memberOf(value, 'Export')
    const content = exported === undefined ? undefined : stack.output(name)
    if (exported === undefined || content === undefined || !isTellingExport(content)) return []
    const part = { key: `${deployment}/Outputs/${name}`, address: `${prefix}Outputs.${name}` }
    const items = [stack.evaluate(exported), content]
    const whole: Value = { kind: 'list', collection: 'tuple', items, spans: content.spans }
    return [opaquePart(part, whole, 'the value is exported, and what other stacks do with it is not known')]
  })
  return [...loops, ...exports]
}

function isTellingExport(value: Value): boolean {
  const text = plainText(value)
  if (text !== undefined && /^(?:\*|\d{12}|[\d.:a-f]+\/\d+)$/.test(text)) return true
  return valueSpeaksOfAccess(value, true)
}
