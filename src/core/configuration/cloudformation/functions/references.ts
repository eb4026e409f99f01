import { NOWHERE } from '../../../text/span.ts'
import { digestOf } from '../../../value/fingerprint.ts'
import { through } from '../../../value/spans.ts'
import { type TextValue, textOf, type Value } from '../../../value/value.ts'
import { plainText } from '../../terraform/text.ts'
import { derived, unknownOf } from '../../terraform/unknown.ts'
import { type Call, type IntrinsicFunction, refusedCall, unknownCall } from '../call.ts'
import { pseudoParameter } from '../pseudo-parameters.ts'
import { attributePath } from '../short-forms.ts'

/** `Ref`: a pseudo parameter, a parameter, or what CloudFormation calls a resource. */
export const ref: IntrinsicFunction = (argument, call) => {
  const name = plainText(argument)
  return name === undefined
    ? refusedCall(call, [argument], 'It takes the name of a parameter or resource.')
    : named(name, call)
}

/** What a name stands for. */
export function named(name: string, call: Call): Value {
  const { span, stack } = call
  const pseudo = pseudoParameter(name, stack.deployment, span)
  if (pseudo !== undefined) return pseudo
  const parameter = stack.parameter(name)
  if (parameter !== undefined) return through(parameter, [span])
  const resource = stack.resource(name)
  if (resource !== undefined) return through(resource.reference(), [span])
  return absent(name, '', call)
}

/** `Fn::GetAtt`: an attribute of a resource; its name may be made by a function. */
export const getAtt: IntrinsicFunction = (argument, call) => {
  const path = attributePath(argument)
  const [id, attribute, ...rest] = path.kind === 'list' ? path.items : []
  const name = id === undefined ? undefined : plainText(id)
  if (name === undefined || attribute === undefined || rest.length > 0) {
    return refusedCall(call, [argument], 'It takes the name of a resource and the name of an attribute.')
  }
  const member = call.stack.evaluate(attribute)
  const text = plainText(member)
  if (text === undefined) return derived('GetAtt', `${name}.…`, [textOf(name, []), member], call.span)
  return attributeOf(name, text, call)
}

/** An attribute of a resource. */
export function attributeOf(id: string, attribute: string, call: Call): Value {
  const resource = call.stack.resource(id)
  return resource === undefined ? absent(id, attribute, call) : through(resource.attribute(attribute), [call.span])
}

/** A name that stands for nothing here: macros may make a resource of it. */
function absent(id: string, attribute: string, call: Call): Value {
  const { stack, span } = call
  const { template, deployment, run } = stack
  if (template.transforms.length === 0 && template.included === undefined && !run.absent.has(id)) {
    return refusedCall(
      call,
      [textOf(id, []), textOf(attribute, [])],
      `There is no parameter and no resource \`${id.slice(0, 60)}\` in the template.`,
    )
  }
  const address = `${stack.prefix}${id}${attribute === '' ? '' : `.${attribute}`}`
  const fingerprint = digestOf('absent', deployment, id, attribute)
  return unknownOf({ address, fingerprint, reason: 'is not declared in the template' }, [span])
}

/** `Fn::ImportValue`: what another stack exports. */
export const importValue: IntrinsicFunction = (argument, { stack, span }) => {
  const name = stack.evaluate(argument)
  const symbol = derived('ImportValue', `ImportValue(${plainText(name) ?? '…'})`, [name], span).symbol
  return unknownOf({ ...symbol, reason: 'is exported by another stack', form: 'text' }, [span])
}

/** `Fn::GetAZs` and others that only AWS can answer: equal for equal arguments. */
export const asked: IntrinsicFunction = (argument, call) => unknownCall(call, [call.stack.evaluate(argument)])

/** `Fn::Transform`: what a macro makes of its parameters. */
export const transform: IntrinsicFunction = (argument, { stack, span }) => {
  const value = stack.evaluate(argument)
  const name = value.kind === 'map' ? value.entries.get('Name')?.value : undefined
  const made = derived(
    'Transform',
    (name === undefined ? undefined : plainText(name)) ?? 'a macro',
    [value],
    span,
  ).symbol
  return unknownOf({ ...made, reason: 'is a macro, and what it makes is not known' }, [span])
}

/** Texts such as `{{resolve:ssm:name}}` are replaced when the stack is deployed. */
export function withDynamicReferences(text: TextValue): TextValue {
  if (!text.parts.some((part) => part.kind === 'literal' && part.text.includes('{{resolve:'))) return text
  const [span = NOWHERE] = text.spans
  const parts = text.parts.flatMap((part): TextValue['parts'] => {
    if (part.kind === 'symbol') return [part]
    return part.text.split(DYNAMIC_REFERENCE).flatMap((piece): TextValue['parts'] => {
      if (piece === '') return []
      if (!piece.startsWith('{{resolve:')) return [{ kind: 'literal', text: piece }]
      const address = piece.slice(2, 102).replace(/}}$/, '')
      const symbol = {
        address,
        fingerprint: digestOf('resolve', piece),
        reason: 'is looked up when the stack is deployed',
        span,
      }
      return [{ kind: 'symbol', symbol }]
    })
  })
  return { kind: 'text', parts, spans: text.spans }
}

/** Source: "Get values stored in other services using dynamic references", AWS CloudFormation User Guide. */
const DYNAMIC_REFERENCE = /(\{\{resolve:[^{}]{1,2000}\}\})/
