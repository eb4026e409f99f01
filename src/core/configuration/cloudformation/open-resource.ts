import type { Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import { joinSpans } from '../../value/spans.ts'
import { type MapValue, type TextPart, textOf, type Value } from '../../value/value.ts'
import { overWays } from '../terraform/distribute.ts'
import { asText, partsOf, textOfParts } from '../terraform/text.ts'
import { unknownOf } from '../terraform/unknown.ts'
import { evaluateEntries } from './evaluate.ts'
import { functionCall } from './function-call.ts'
import { memberOf } from './parameters.ts'
import { isIdentifying, physicalNameOf } from './physical-names.ts'
import { pseudoParameter } from './pseudo-parameters.ts'
import type { Stack, StackResource } from './stack.ts'

interface Declared extends Pick<StackResource, 'stack' | 'id' | 'type' | 'span' | 'header' | 'presence' | 'calls'> {
  readonly value: MapValue
}

/** A resource of which each part is evaluated when it is asked for. */
export function openResource(declared: Declared): StackResource {
  const { stack, id, type, value } = declared
  let known: Value | undefined
  let isUnderWay = false
  const resource: StackResource = {
    ...declared,
    address: stack.prefix + id,
    identity: `${stack.deployment}/${originOf(id, stack)}`,
    beside: (name) => memberOf(value, name),
    properties: () => {
      if (known !== undefined) return known
      if (isUnderWay) return cyclic(declared)
      isUnderWay = true
      known = propertiesOf(value, declared)
      isUnderWay = false
      return known
    },
    reference: () => attributeOf(resource, value, physicalNameOf(type).ref),
    attribute: (name) => attributeOf(resource, value, name),
  }
  return resource
}

/** The logical id that base knows it by. Only those of the root template are followed. */
function originOf(id: string, { run, depth }: Stack): string {
  return depth === 0 ? (run.origins.get(id) ?? id) : id
}

/** The properties each by itself: one that may be nothing does not make two of all the others. */
function propertiesOf(value: MapValue, { stack, header }: Declared): Value {
  const written = memberOf(value, 'Properties')
  if (written === undefined) return { kind: 'map', collection: 'object', entries: new Map(), spans: [header] }
  if (written.kind !== 'map' || functionCall(written) !== undefined) return stack.evaluate(written)
  return evaluateEntries(written, stack)
}

function cyclic({ stack, id, header }: Declared): Value {
  const fingerprint = digestOf('cycle', id, fingerprintOf(stack.template.whole))
  return unknownOf({ address: stack.prefix + id, fingerprint, reason: 'is defined by itself' }, [header])
}

function attributeOf(resource: StackResource, value: MapValue, name: string): Value {
  const output = /^Outputs\.(.+)$/.exec(name)?.[1]
  const child = output === undefined ? undefined : resource.stack.nested(resource)
  const found = child?.kind === 'stack' && output !== undefined ? child.stack.output(output) : undefined
  if (found !== undefined) return found
  if (resource.type === 'AWS::S3::Bucket' && name === 'Arn') return bucketArn(resource)
  const { ref, property } = physicalNameOf(resource.type)
  const written = property === undefined ? undefined : nameOf(resource, value, property)
  if (written === undefined) return symbol(resource, name, name === ref, undefined)
  return overWays([written], resource.header, ([way]) => {
    if (way === undefined || way.kind === 'null') return symbol(resource, name, name === ref, undefined)
    return name === property ? way : symbol(resource, name, name === ref, way)
  })
}

/** A bucket's ARN is made of its name alone, and people write it so. */
function bucketArn(resource: StackResource): Value {
  const { header, stack } = resource
  return overWays([resource.reference()], header, ([name]) => {
    const partition = asText(pseudoParameter('AWS::Partition', stack.deployment, header) ?? textOf('aws', [header]))
    const text = name === undefined ? undefined : asText(name)
    if (partition === undefined || text === undefined) return symbol(resource, 'Arn', false, undefined)
    const literal = (content: string): TextPart => ({
      kind: 'literal',
      text: content,
      origins: [{ at: 0, spans: [header] }],
    })
    const parts = [literal('arn:'), ...partition.parts, literal(':s3:::'), ...partsOf(text)]
    return textOfParts(parts, [header, ...text.spans])
  })
}

/** The property that names it, evaluated by itself: other properties may refer to the name. */
function nameOf({ stack }: StackResource, value: MapValue, property: string): Value | undefined {
  const properties = memberOf(value, 'Properties')
  const written = properties === undefined ? undefined : memberOf(properties, property)
  return written === undefined ? undefined : stack.evaluate(written)
}

/** What names it once and for all is determined by its name or its logical id, all else by everything that it is. */
function symbol(resource: StackResource, name: string, isRef: boolean, written: Value | undefined): Value {
  const { type, address, identity, header } = resource
  const isNamed = isAmazon(type) && (isRef || isIdentifying(name))
  const who = written === undefined ? identity : fingerprintOf(written)
  const fingerprint = isNamed
    ? digestOf('named', type, name, written === undefined ? '' : 'name', who)
    : digestOf('defined', type, name, identity, fingerprintOf(resource.properties()))
  const [span = header, ...rest]: readonly Span[] = joinSpans([header], written?.spans ?? [])
  const shown = isRef && !name.endsWith('Arn') ? address : `${address}.${name}`
  const known = { address: shown, fingerprint, reason: 'is only known after deployment' }
  return unknownOf(isNamed ? { ...known, form: 'identifier' } : known, [span, ...rest])
}

/** What others provide is named by whatever code of theirs says so. */
function isAmazon(type: string): boolean {
  return type.startsWith('AWS::') && type !== 'AWS::CloudFormation::CustomResource'
}
