import { NOWHERE, type Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import { type MapEntry, type TextValue, textOf, type Value } from '../../value/value.ts'
import { asText, plainText } from '../terraform/text.ts'
import { unknownOf } from '../terraform/unknown.ts'
import type { Run } from './stack.ts'

interface Declared {
  readonly name: string
  readonly entry: MapEntry
  readonly deployment: string
  readonly run: Pick<Run, 'usesDefaults' | 'allowed'>
}

/**
 * What a parameter of a template is that nothing else sets: its default in one variant, anything in the other. What is
 * looked up in Parameter Store when the stack is deployed is never known.
 * Source: "CloudFormation template Parameters syntax", AWS CloudFormation User Guide.
 */
export function declaredParameter({ name, entry, deployment, run }: Declared): Value {
  const { keySpan, value } = entry
  const type = textAt(value, 'Type') ?? 'String'
  const written = memberOf(value, 'Default')
  const isLookedUp = type.startsWith('AWS::SSM::')
  if (written !== undefined && run.usesDefaults && !isLookedUp) return givenParameter(type, written)
  const allowed = memberOf(value, 'AllowedValues')
  const lookup = isLookedUp && run.usesDefaults && written !== undefined ? ['lookup', fingerprintOf(written)] : []
  const reason = isLookedUp ? 'is looked up when the stack is deployed' : 'is set when the stack is deployed'
  const fingerprint = digestOf('parameter', deployment, name, type, ...lookup)
  const symbol = { address: name, fingerprint, reason, ...formOf(type) }
  const spans: readonly [Span, ...Span[]] = [keySpan, ...(written?.spans ?? [])]
  if (allowed?.kind === 'list') {
    const texts = allowed.items.map(plainText)
    if (texts.every((text) => text !== undefined)) run.allowed.set(fingerprint, texts)
  }
  return unknownOf(symbol, spans)
}

/** Whether a declaration has a default that another value may stand for. */
export function hasDefault({ value }: MapEntry): boolean {
  return memberOf(value, 'Default') !== undefined && textAt(value, 'Type')?.startsWith('AWS::SSM::') !== true
}

/** Whether what is given to a parameter must not be shown. Source: as above. */
export function isHidden({ value }: MapEntry): boolean {
  return /^(?:true|yes)$/i.test(textAt(value, 'NoEcho') ?? '')
}

/** A value that is given to a parameter of a type: lists are written with commas. */
export function givenParameter(type: string, value: Value): Value {
  const text = asText(value)
  if (!isList(type) || text === undefined) return value.kind === 'null' ? textOf('', value.spans) : (text ?? value)
  const known = plainText(text)
  if (known === undefined) return unknownList(text)
  const items = known === '' ? [] : known.split(',').map((item) => textOf(item.trim(), text.spans))
  return { kind: 'list', collection: 'tuple', items, spans: text.spans }
}

function unknownList(text: TextValue): Value {
  const [span = NOWHERE] = text.spans
  const symbol = text.parts.find((part) => part.kind === 'symbol')?.symbol
  const fingerprint = digestOf('listed', fingerprintOf(text))
  return unknownOf({ address: symbol?.address ?? 'a list', fingerprint, reason: symbol?.reason ?? 'is not known' }, [
    span,
  ])
}

function isList(type: string): boolean {
  return type === 'CommaDelimitedList' || type.startsWith('List<')
}

/** Ids of existing things have no wildcards in them. */
function formOf(type: string): { readonly form?: 'text' | 'identifier' } {
  if (isList(type) || type.startsWith('AWS::SSM::')) return {}
  return { form: type.startsWith('AWS::') ? 'identifier' : 'text' }
}

export function memberOf(value: Value, name: string): Value | undefined {
  const member = value.kind === 'map' ? value.entries.get(name)?.value : undefined
  return member?.kind === 'null' ? undefined : member
}

export function textAt(value: Value, name: string): string | undefined {
  const member = memberOf(value, name)
  return member === undefined ? undefined : plainText(member)
}
