import type { ConfiguredAccess, OpaqueAccess } from '../../authorization/access.ts'
import { parseJson } from '../../syntax/json/parse.ts'
import { parseToml } from '../../syntax/toml/parse.ts'
import { parseYaml } from '../../syntax/yaml/parse.ts'
import { digestOf } from '../../value/fingerprint.ts'
import type { Value } from '../../value/value.ts'
import { type NamedParameters, namedParameters } from './named-parameters.ts'
import { givenOpaque, opaqueGiven } from './parameter-overrides.ts'
import { memberOf, textAt } from './parameters.ts'
import { entriesWithin, isSamConfig, opaqueOption, samConfigAccess, writtenOverrides } from './sam-config.ts'
import { readShortForm } from './short-forms.ts'

/**
 * Values that are given to parameters of a template when it is deployed: a list of `ParameterKey` and `ParameterValue`,
 * a configuration of the SAM command line, or values by name as other tools read them. Which template they are for is not followed, so each that may decide over
 * access is opaque.
 */
export function configureParameterFile(path: string, text: string): ConfiguredAccess {
  const { value, diagnostics } = parsed(path, text)
  return {
    policies: [],
    reaches: [],
    opaque: value === undefined ? [unreadable(path, text)] : opaqueIn(path, value),
    diagnostics,
  }
}

/** Whether a file is made for something else, and gives values to parameters beside it. */
export function isWorkflowWithOverrides(path: string, text: string): boolean {
  const { value } = parsed(path, text)
  if (value === undefined || isSamConfig(value)) return false
  return namedParameters(value) === undefined && writtenOverrides(path, value) !== undefined
}

function parsed(path: string, text: string) {
  if (/\.toml$/i.test(path)) return parseToml(path, text)
  return /\.json$/i.test(path) ? parseJson(path, text) : parseYaml(path, text, readShortForm)
}

function opaqueIn(path: string, value: Value): readonly OpaqueAccess[] {
  const listed = value.kind === 'list' ? value : memberOf(value, 'Parameters')
  if (listed?.kind === 'list' && namedParameters(value) === undefined)
    return listed.items.flatMap((item) => parameterIn(path, item))
  const isElsewhere = entriesWithin(value, (name) => name === 'ParameterKey').length > 0
  if (isElsewhere) return parameterIn(path, value)
  if (isSamConfig(value)) return samConfigAccess(path, value)
  const named = namedParameters(value)
  if (named !== undefined) return namedAccess(path, named)
  return writtenOverrides(path, value) ?? parameterIn(path, value)
}

function namedAccess(path: string, { parameters, options }: NamedParameters): readonly OpaqueAccess[] {
  const given = parameters.flatMap((each) => givenOpaque(path, each))
  const told = [...options].map(([name, entry]) => opaqueOption(path, name, entry, DEPLOYS))
  return [...given, ...told]
}

const DEPLOYS = 'it says what is deployed, or with whose rights'

function parameterIn(path: string, item: Value): readonly OpaqueAccess[] {
  const name = textAt(item, 'ParameterKey')
  const [span = { file: path, start: 0, end: 0 }] = item.spans
  const value = memberOf(item, 'ParameterValue') ?? item
  // The name of a file says nothing of what is in it.
  return name === undefined
    ? [opaqueGiven(path, { address: path, key: path, value, span })]
    : givenOpaque(path, { name, value, span })
}

function unreadable(path: string, text: string): OpaqueAccess {
  const span = { file: path, start: 0, end: text.length }
  return {
    key: path,
    address: path,
    fingerprint: digestOf('unreadable', text),
    reason: 'the file cannot be read',
    span,
  }
}
