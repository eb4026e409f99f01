import type { Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import type { MapEntry, UnknownSymbol, Value } from '../../value/value.ts'
import { plainText } from '../terraform/text.ts'
import { symbolsOf } from '../terraform/unknown.ts'
import { type Condition, presenceOf } from './condition.ts'
import { evaluate } from './evaluate.ts'
import { expandLoops } from './functions/loops.ts'
import { MAX_DEPTH } from './limits.ts'
import { nestedStack } from './nested-stack.ts'
import { openResource } from './open-resource.ts'
import { declaredParameter, givenParameter, isHidden, memberOf, textAt } from './parameters.ts'
import { readCondition } from './read-condition.ts'
import { type NestedStack, type Run, report, type Stack, type StackInput, type StackResource } from './stack.ts'
import type { Entries, Template } from './template.ts'

/** A stack, of which each part is evaluated when it is asked for, once. */
export function openStack(input: StackInput): Stack {
  const { template } = input
  const conditions = new Map<string, Condition | undefined>()
  const resources = new Map<string, StackResource | undefined>()
  const parameters = new Map<string, Value | undefined>()
  const nested = new Map<string, NestedStack | undefined>()
  let declared: Entries | undefined
  const declarations = (): Entries => {
    declared ??= expandLoops(template.resources, stack).entries
    return declared
  }
  const stack: Stack = {
    ...input,
    evaluate: (value) => evaluate(value, stack),
    parameter: (name) => remembered(parameters, name, () => parameterOf(name, input)),
    condition: (name) => rememberedCondition(name, stack, conditions),
    resource: (id) => {
      const entry = declarations().get(id)
      return entry === undefined ? undefined : remembered(resources, id, () => resourceOf(id, entry, stack))
    },
    resources: () => [...declarations().keys()].flatMap((id) => stack.resource(id) ?? []),
    output: (name) => {
      const value = expandLoops(template.outputs, stack).entries.get(name)?.value
      const written = value === undefined ? undefined : memberOf(value, 'Value')
      return written === undefined ? undefined : evaluate(written, stack)
    },
    nested: (resource) => remembered(nested, resource.id, () => nestedStack(resource, openStack)),
  }
  return stack
}

function rememberedCondition(
  name: string,
  stack: Stack,
  known: Map<string, Condition | undefined>,
): Condition | undefined {
  const { template, run } = stack
  run.asked += 1
  if (known.has(name)) return known.get(name) ?? cyclic(name, template, run)
  const entry = expandLoops(template.conditions, stack).entries.get(name)
  if (entry === undefined) return undefined
  known.set(name, undefined)
  run.depth += 1
  const condition = run.depth > MAX_DEPTH ? tooDeep(name, entry) : readCondition(entry.value, stack)
  run.depth -= 1
  known.set(name, condition)
  return condition
}

function remembered<T>(known: Map<string, T | undefined>, name: string, make: () => T | undefined): T | undefined {
  if (!known.has(name)) known.set(name, make())
  return known.get(name)
}

function parameterOf(name: string, stack: StackInput): Value | undefined {
  const { template, run } = stack
  const entry = template.parameters.get(name)
  if (entry === undefined) return undefined
  const value = givenOrDeclared(name, entry, stack)
  if (isHidden(entry)) {
    addSecret(entry, run)
    for (const { fingerprint } of symbolsOf(value)) run.hidden.add(fingerprint)
  }
  return value
}

function givenOrDeclared(name: string, entry: MapEntry, { deployment, given, run }: StackInput): Value {
  const value = given?.get(name)
  const usesDefaults = given !== undefined || run.usesDefaults
  if (value === undefined) return declaredParameter({ name, entry, deployment, run: { ...run, usesDefaults } })
  return givenParameter(textAt(entry.value, 'Type') ?? 'String', value)
}

function addSecret({ value }: MapEntry, run: Run): void {
  const text = textAt(value, 'Default')
  if (text !== undefined && text !== '') run.secrets.add(text)
}

function cyclic(name: string, template: Template, run: Run): Condition {
  const span = template.conditions.get(name)?.keySpan ?? template.span
  report(
    run,
    'cycle',
    `The condition \`${name.slice(0, 60)}\` is defined by itself`,
    'CloudFormation refuses such a template.',
    span,
  )
  const reason = 'is defined by itself'
  return {
    kind: 'symbol',
    symbol: { address: name, fingerprint: `cycle ${name}`, reason, span },
    isNegated: false,
    spans: [span],
  }
}

/** A condition at the end of too long a chain of others. */
function tooDeep(name: string, { keySpan, value }: MapEntry): Condition {
  const fingerprint = digestOf('too-deep', name, fingerprintOf(value))
  const symbol = { address: name, fingerprint, reason: 'hangs on too many other conditions', span: keySpan }
  return { kind: 'symbol', symbol, isNegated: false, spans: [keySpan] }
}

/** A declared resource; undefined where its condition is known to be false. */
function resourceOf(id: string, entry: MapEntry, stack: Stack): StackResource | undefined {
  const { value, keySpan } = entry
  const type = textAt(value, 'Type')
  if (type === undefined || value.kind !== 'map') {
    const detail = 'A resource is a map with a `Type`.'
    if (id !== 'Fn::Transform') report(stack.run, 'resource', `\`${id.slice(0, 60)}\` is no resource`, detail, keySpan)
    return undefined
  }
  // It says who made the template, in the regions where that is counted: those are no cases of anything.
  if (type === 'AWS::CDK::Metadata') return undefined
  const found = conditionOf(value, id, stack)
  if (found.presence === undefined) {
    stack.run.absent.add(id)
    return undefined
  }
  const written = value.spans[0] ?? keySpan
  const span = written.file === keySpan.file && written.end > keySpan.start ? { ...keySpan, end: written.end } : keySpan
  return openResource({
    stack,
    id,
    type,
    value,
    span,
    header: keySpan,
    presence: found.presence,
    calls: [...found.spans, ...stack.calls],
  })
}

interface Found {
  readonly presence: readonly UnknownSymbol[] | undefined
  readonly spans: readonly Span[]
}

function conditionOf(value: Value, id: string, stack: Stack): Found {
  const written = memberOf(value, 'Condition')
  if (written === undefined) return { presence: stack.presence, spans: [] }
  const name = plainText(written)
  const condition = name === undefined ? undefined : stack.condition(name)
  if (condition === undefined) {
    const [span = stack.template.span] = written.spans
    report(
      stack.run,
      'condition',
      `\`${id.slice(0, 60)}\` has a condition that does not exist`,
      'CloudFormation refuses such a template.',
      span,
    )
    return { presence: stack.presence, spans: [span] }
  }
  const own = presenceOf(condition)
  const spans = [...written.spans, ...condition.spans]
  return { presence: own === undefined ? undefined : [...stack.presence, ...own], spans }
}
