import type { HclFile } from '../../../syntax/hcl/ast.ts'
import { digestOf } from '../../../value/fingerprint.ts'
import type { Value } from '../../../value/value.ts'
import type { FileAnswer, GivenVariables, PassedVariables, Repository } from '../module-access.ts'
import { unknownOf } from '../unknown.ts'
import { isVariablesFile } from '../variables-files.ts'
import type { TerragruntUnit, VariableSource } from './terragrunt-unit.ts'

/** The variables that Terragrunt passes to Terraform for a unit. Files of variables that are not loaded are unknown. */
export function unitVariables(
  { inputs, environment, openInputs, commandLine }: TerragruntUnit,
  repository: Pick<Repository, 'readFile' | 'parse'>,
): GivenVariables {
  const passed = [...inputs.entries, ...environment.entries].map(([name, { value }]) => [name, value] as const)
  return {
    environment: new Map(passed),
    commandLine: commandLine.flatMap((source) => passedVariables(source, repository)),
    open: openInputs,
  }
}

/** The files of variables that a unit names on the command line. */
export function variablesFilesOf({ commandLine }: TerragruntUnit): readonly string[] {
  return commandLine.flatMap((source) => (source.kind === 'file' ? (source.repositoryPath ?? []) : []))
}

function passedVariables(
  source: VariableSource,
  repository: Pick<Repository, 'readFile' | 'parse'>,
): readonly PassedVariables[] {
  if (source.kind !== 'file') return [source]
  const { path, repositoryPath: place, optional } = source
  if (place === undefined) return [{ kind: 'unknown', value: path }]
  const answer = repository.readFile(place)
  if (answer.kind === 'missing' && optional) return []
  return [fileOfVariables(place, answer, path, repository)]
}

function fileOfVariables(
  place: string,
  answer: FileAnswer,
  path: Value,
  { parse }: Pick<Repository, 'parse'>,
): PassedVariables {
  if (answer.kind !== 'text') return { kind: 'unknown', value: path }
  const unread: PassedVariables = { kind: 'unknown', value: unreadFile(place, answer.text) }
  if (place.endsWith('.json') && !isVariablesFile(place)) return unread
  const file: HclFile = parse(place, answer.text)
  return file.diagnostics.some(({ severity }) => severity === 'error') ? unread : { kind: 'file', file }
}

function unreadFile(place: string, text: string): Value {
  const fingerprint = digestOf('terragrunt-variables', place, text)
  const reason = 'is perhaps set by a file of variables that cannot be read'
  return unknownOf({ address: place, fingerprint, reason }, [{ file: place, start: 0, end: text.length }])
}
