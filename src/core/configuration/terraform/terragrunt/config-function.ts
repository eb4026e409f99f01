import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import type { Value } from '../../../value/value.ts'
import type { FunctionCall } from '../functions/function.ts'
import { unknownOf } from '../unknown.ts'
import type { Config } from './config.ts'

/** A call of a function in a configuration file. */
export interface ConfigCall extends FunctionCall {
  readonly config: Config
}

/** Undefined where Terragrunt refuses the arguments, or where it finds nothing. */
export type ConfigFunction = (args: readonly Value[], call: ConfigCall) => Value | undefined

export type ConfigFunctionTable = Readonly<Record<string, ConfigFunction>>

/** The result of a call that is not known: a function of its arguments and of `determinants`. */
export function unknownResult(
  args: readonly Value[],
  call: ConfigCall,
  reason: string,
  determinants: readonly string[] = [],
  form?: 'text',
): Value {
  const fingerprint = digestOf(`terragrunt ${call.name}`, ...args.map(fingerprintOf), ...determinants)
  const symbol = { address: `${call.name}(…)`, fingerprint, reason }
  return unknownOf(form === undefined ? symbol : { ...symbol, form }, call.spans)
}

/** What a path outside of the repository, or one that is not known, makes of a call. */
export function unknownPath(args: readonly Value[], call: ConfigCall, kind: 'outside' | 'unknown'): Value {
  if (kind === 'outside') return unknownResult(args, call, 'lies outside the repository')
  return unknownResult(args, call, 'depends on a path that is not known', [call.config.run.configurationFingerprint()])
}
