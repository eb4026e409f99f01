import type { Span } from '../../../text/span.ts'
import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import { joinSpans } from '../../../value/spans.ts'
import type { Value } from '../../../value/value.ts'
import { distribute } from '../distribute.ts'
import { fail, type Scope } from '../scope.ts'
import type { Config } from './config.ts'
import type { ConfigFunction } from './config-function.ts'
import { DIRECTORY_FUNCTIONS } from './directory-functions.ts'
import { FILE_PATH_FUNCTIONS } from './file-path-functions.ts'
import { READING_FUNCTIONS } from './reading-functions.ts'
import { RUNTIME_FUNCTIONS } from './runtime-functions.ts'

/** Calls one of Terragrunt's functions, or one of Terraform's that takes paths; undefined where it is neither. */
export function callConfigFunction(
  config: Config,
  name: string,
  args: readonly Value[],
  scope: Scope,
  span: Span,
): Value | undefined {
  const called = CONFIG_FUNCTIONS.get(name)
  if (called === undefined) return undefined
  return distribute(args, span, scope, (given, inner) => {
    const [first = span, ...rest] = joinSpans([span], ...given.map((arg) => arg.spans))
    const result = called(given, { name, span, spans: [first, ...rest], scope: inner, config })
    if (result?.kind === 'unknown' && inner.trial !== undefined) inner.trial.uncertain = true
    return result ?? refuse(name, given, inner, span)
  })
}

const CONFIG_FUNCTIONS: ReadonlyMap<string, ConfigFunction> = new Map(
  [DIRECTORY_FUNCTIONS, FILE_PATH_FUNCTIONS, READING_FUNCTIONS, RUNTIME_FUNCTIONS].flatMap((table) =>
    Object.entries(table),
  ),
)

function refuse(name: string, args: readonly Value[], scope: Scope, span: Span): Value {
  const summary = `The function ${name} refuses these arguments`
  const detail = `Terragrunt's ${name} does not take them, or it has no result for them in this repository.`
  const fingerprint = digestOf('refused', name, scope.file, ...args.map(fingerprintOf))
  return fail(scope, span, fingerprint, { code: 'function-error', summary, detail })
}
