import type { Value } from '../../../value/value.ts'
import { convert } from '../conversion.ts'
import type { TypeConstraint } from '../type-constraint.ts'
import { derived } from '../unknown.ts'
import { type FunctionCall, type FunctionTable, type Implementation, partial } from './function.ts'

/** Source: "Type Conversion Functions", Terraform language documentation. */
export const CONVERSION_FUNCTIONS: FunctionTable = {
  tostring: partial(1, 1, convertTo({ kind: 'string' })),
  tonumber: partial(1, 1, convertTo({ kind: 'number' })),
  tobool: partial(1, 1, convertTo({ kind: 'bool' })),
  tolist: partial(1, 1, convertTo({ kind: 'list', of: { kind: 'any' } })),
  toset: partial(1, 1, convertTo({ kind: 'set', of: { kind: 'any' } })),
  tomap: partial(1, 1, convertTo({ kind: 'map', of: { kind: 'any' } })),
  sensitive: partial(1, 1, ([value], call) => {
    if (value !== undefined) call.scope.module.secrets?.conceal(value)
    return value
  }),
  nonsensitive: partial(1, 1, ([value]) => value),
  issensitive: partial(1, 1, ([value], call) =>
    derived('call issensitive', 'issensitive(…)', value ? [value] : [], call.span),
  ),
  ephemeralasnull: partial(1, 1, ([value]) => value),
}

function convertTo(type: TypeConstraint): Implementation {
  return ([value], call) => (value === undefined ? undefined : convertOne(value, type, call))
}

function convertOne(value: Value, type: TypeConstraint, call: FunctionCall): Value | undefined {
  if (value.kind === 'unknown' && call.scope.trial !== undefined) call.scope.trial.uncertain = true
  return convert(value, type)
}
