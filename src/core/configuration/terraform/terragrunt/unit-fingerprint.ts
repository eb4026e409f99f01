import type { HclFile } from '../../../syntax/hcl/ast.ts'
import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import type { Value } from '../../../value/value.ts'
import { filesFingerprint } from '../syntax-fingerprint.ts'
import type { TerragruntStack, TerragruntUnit, Unreadable, VariableSource } from './terragrunt-unit.ts'

/**
 * Equal for readings of a unit that say the same, wherever it is written: what a unit of equal fingerprints deploys
 * differs only where its module's files, the files copied to it or its files of variables do. `fileAt` gives a
 * configuration file that was read.
 */
export function unitFingerprint(unit: TerragruntUnit, fileAt: (path: string) => HclFile | undefined): string {
  const generated = unit.generated.flatMap(({ name, path, contents, ifExists, disable }) => [
    name,
    ...texts([path, contents, ifExists, disable]),
  ])
  const dependencies = unit.dependencies.flatMap(({ name, directory = '' }) => [name, directory])
  return digestOf(
    'terragrunt-unit',
    unit.directory,
    ...texts([unit.source, unit.inputs, unit.environment, unit.remoteState, unit.skip, unit.exclude]),
    ...list(unit.openInputs.map(fingerprintOf)),
    ...list(unit.commandLine.flatMap(variableTexts)),
    ...list(unit.copied),
    ...list(generated),
    ...list(named(unit.identity)),
    ...list(named(unit.hooks)),
    ...list(dependencies),
    ...list(unit.unreadable.flatMap((each) => [each.name, unreadableFingerprint(each, fileAt)])),
    ...list(unit.diagnostics.map(({ code, summary }) => `${code} ${summary}`)),
  )
}

/** As above, of a stack. */
export function stackFingerprint(stack: TerragruntStack, fileAt: (path: string) => HclFile | undefined): string {
  const components = stack.components.flatMap(({ kind, name, fingerprint }) => [kind, name, fingerprint])
  const unreadable = stack.unreadable.flatMap((each) => [each.name, unreadableFingerprint(each, fileAt)])
  return digestOf('terragrunt-stack', stack.path, ...list(components), ...list(unreadable))
}

/** What is not understood is the same where its whole file says the same. */
export function unreadableFingerprint(
  { name, reason, span }: Unreadable,
  fileAt: (path: string) => HclFile | undefined,
): string {
  const file = fileAt(span.file)
  return digestOf('terragrunt-unreadable', name, reason, file === undefined ? '' : filesFingerprint([file]))
}

function variableTexts(source: VariableSource): readonly string[] {
  switch (source.kind) {
    case 'variable':
      return ['variable', source.name, fingerprintOf(source.value)]
    case 'file':
      return ['file', fingerprintOf(source.path), source.repositoryPath ?? '', String(source.optional)]
    case 'unknown':
      return ['unknown', fingerprintOf(source.value)]
  }
}

function named(values: ReadonlyMap<string, Value>): readonly string[] {
  return [...values].flatMap(([name, value]) => [name, fingerprintOf(value)])
}

function texts(values: readonly (Value | undefined)[]): readonly string[] {
  return values.map((value) => (value === undefined ? '' : fingerprintOf(value)))
}

/** With its length, so that no two lists of lists meet. */
function list(items: readonly string[]): readonly string[] {
  return [String(items.length), ...items]
}
