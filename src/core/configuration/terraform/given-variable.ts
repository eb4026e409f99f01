import type { HclFile } from '../../syntax/hcl/ast.ts'
import { NOWHERE } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import type { Value } from '../../value/value.ts'
import type { ModuleInput } from './module-access.ts'
import type { TypeConstraint } from './type-constraint.ts'
import { firstSymbol, unknownOf } from './unknown.ts'

/** The values of one variable of a root module, as its files give them. */
interface FileValues {
  /** The value that the files give which Terraform reads by itself. */
  readonly ofFiles: () => Value | undefined
  /** The value that one file gives. */
  readonly evaluated: (file: HclFile) => Value | undefined
}

/**
 * What whoever runs Terraform gives a variable: the command line before the files, the files before the environment.
 * Undefined where nothing does, so that the default counts. A null of the environment is not passed.
 * Source: "Input Variables", section "Variable Definition Precedence", Terraform language documentation.
 */
export function givenVariable(
  name: string,
  type: TypeConstraint,
  { given }: Pick<ModuleInput, 'given'>,
  { ofFiles, evaluated }: FileValues,
): Value | undefined {
  const { commandLine = [], environment, open = [] } = given ?? {}
  for (const argument of commandLine.toReversed()) {
    const value = argument.kind === 'file' ? evaluated(argument.file) : passedText(name, type, argument)
    if (value !== undefined) return value
  }
  const value = ofFiles()
  if (value !== undefined) return value
  const passed = environment?.get(name)
  if (passed !== undefined && passed.kind !== 'null') return asPassed(name, type, passed)
  return anySetting(name, open)
}

function passedText(
  name: string,
  type: TypeConstraint,
  argument:
    | { readonly kind: 'variable'; readonly name: string; readonly value: Value }
    | { kind: 'unknown'; value: Value },
): Value | undefined {
  if (argument.kind === 'unknown') return anySetting(name, [argument.value])
  return argument.name === name ? asPassed(name, type, argument.value) : undefined
}

/** What is passed as text is read as an expression where the variable's type is no text, number or truth value. */
function asPassed(name: string, type: TypeConstraint, value: Value): Value {
  const isSimple = ['any', 'string', 'number', 'bool'].includes(type.kind)
  if (value.kind !== 'text' || isSimple) return value
  if (value.encoded !== undefined) return value.encoded
  const fingerprint = digestOf('passed-text', name, fingerprintOf(value))
  const reason = 'is passed as a text, which Terraform reads as an expression'
  const [span = NOWHERE, ...rest] = value.spans
  return unknownOf({ address: `var.${name}`, fingerprint, reason }, [span, ...rest])
}

/** The value of a variable that something sets, perhaps, which is not known. */
function anySetting(name: string, open: readonly Value[]): Value | undefined {
  const [first] = open
  const [span] = first?.spans ?? []
  if (first === undefined) return undefined
  const fingerprint = digestOf('open-variable', name, ...open.map(fingerprintOf))
  const reason = firstSymbol(first)?.reason ?? 'is perhaps set by something that cannot be read'
  return unknownOf({ address: `var.${name}`, fingerprint, reason }, [span ?? NOWHERE])
}
