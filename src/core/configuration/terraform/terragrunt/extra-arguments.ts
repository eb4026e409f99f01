import type { MapEntry, TextValue, Value } from '../../../value/value.ts'
import { plainText } from '../text.ts'
import { placeOf } from './checkout-path.ts'
import type { TerragruntUnit, VariableSource } from './terragrunt-unit.ts'

/** Where the variables of `extra_arguments` are looked for. */
export interface ArgumentPlaces {
  readonly directory: string
  /** The module's directory, where it is one of the repository. */
  readonly module: string | undefined
  exists(path: string): boolean
}

/**
 * The variables that `extra_arguments` give Terraform when it plans or applies: each block's arguments, then its files.
 * Source: "terraform", block "extra_arguments", Terragrunt reference.
 */
export function extraArguments(
  terraform: Value | undefined,
  places: ArgumentPlaces,
): Pick<TerragruntUnit, 'commandLine' | 'environment'> & { readonly credentials: ReadonlyMap<string, Value> } {
  const blocks = memberOf(terraform, 'extra_arguments')
  const applied = blocks?.kind === 'map' ? [...blocks.entries.values()].filter(({ value }) => isApplied(value)) : []
  const environment = new Map<string, MapEntry>()
  const credentials = new Map<string, Value>()
  const commandLine: VariableSource[] = blocks?.kind === 'unknown' ? [{ kind: 'unknown', value: blocks }] : []
  for (const { value } of applied) {
    commandLine.push(...argumentsOf(memberOf(value, 'arguments'), places))
    commandLine.push(...filesOf(memberOf(value, 'required_var_files'), false, places))
    commandLine.push(...filesOf(memberOf(value, 'optional_var_files'), true, places))
    const variables = memberOf(value, 'env_vars')
    commandLine.push(...addEnvironment(environment, variables))
    for (const [name, each] of credentialsIn(variables)) credentials.set(`env_vars.${name}`, each)
  }
  const spans = blocks?.spans ?? terraform?.spans ?? []
  return { commandLine, credentials, environment: { kind: 'map', collection: 'map', entries: environment, spans } }
}

function memberOf(value: Value | undefined, name: string): Value | undefined {
  if (value?.kind === 'unknown') return value
  return value?.kind === 'map' ? value.entries.get(name)?.value : undefined
}

/** A block for other commands than plan and apply gives no deployment a variable. */
function isApplied(block: Value): boolean {
  const commands = memberOf(block, 'commands')
  if (commands?.kind !== 'list') return true
  const names = commands.items.map(plainText)
  return names.some((name) => name === undefined || name === 'apply' || name === 'plan')
}

/** `-var name=value` in one item or in two, and `-var-file` likewise. */
function argumentsOf(value: Value | undefined, places: ArgumentPlaces): readonly VariableSource[] {
  if (value === undefined || value.kind === 'null') return []
  if (value.kind !== 'list') return [{ kind: 'unknown', value }]
  const found: VariableSource[] = []
  let flag: string | undefined
  for (const item of value.items) {
    if (item.kind !== 'text' || item.parts[0]?.kind === 'symbol') {
      found.push(flag === '-var-file' ? fileOf(item, false, places) : { kind: 'unknown', value: item })
      flag = undefined
      continue
    }
    const [, name, rest] = FLAG.exec(leadingText(item)) ?? []
    if (flag !== undefined) found.push(settingOf(flag, item, places))
    else if (name !== undefined && rest !== undefined) found.push(settingOf(`-${name}`, afterFirst(item, '='), places))
    flag = flag === undefined && name !== undefined && rest === undefined ? `-${name}` : undefined
  }
  return found
}

const FLAG = /^--?(var|var-file)(?:=(.*))?$/s

function settingOf(flag: string, item: TextValue, places: ArgumentPlaces): VariableSource {
  if (flag === '-var-file') return fileOf(item, false, places)
  const text = leadingText(item)
  if (!text.includes('=')) return { kind: 'unknown', value: item }
  return { kind: 'variable', name: text.slice(0, text.indexOf('=')).trim(), value: afterFirst(item, '=') }
}

function leadingText(value: TextValue): string {
  const [first] = value.parts
  return first?.kind === 'literal' ? first.text : ''
}

function afterFirst(value: TextValue, separator: string): TextValue {
  const text = leadingText(value)
  const rest = text.slice(text.indexOf(separator) + 1)
  const parts = value.parts.slice(1)
  return { kind: 'text', parts: rest === '' ? parts : [{ kind: 'literal', text: rest }, ...parts], spans: value.spans }
}

function filesOf(value: Value | undefined, optional: boolean, places: ArgumentPlaces): readonly VariableSource[] {
  if (value === undefined || value.kind === 'null') return []
  if (value.kind !== 'list') return [{ kind: 'unknown', value }]
  return value.items.map((item) => fileOf(item, optional, places))
}

/** The unit's files are copied over the module's, so that a relative path finds its own first. */
function fileOf(path: Value, optional: boolean, places: ArgumentPlaces): VariableSource {
  const found = [places.directory, ...(places.module === undefined ? [] : [places.module])].flatMap((directory) => {
    const place = placeOf(path, directory)
    return place.kind === 'inside' ? [place.path] : []
  })
  return { kind: 'file', path, repositoryPath: found.find((each) => places.exists(each)) ?? found[0], optional }
}

/** The variables of Terraform among those of the environment; the whole where it is not known. */
function addEnvironment(environment: Map<string, MapEntry>, value: Value | undefined): readonly VariableSource[] {
  if (value === undefined || value.kind === 'null') return []
  if (value.kind !== 'map') return [{ kind: 'unknown', value }]
  for (const [name, entry] of value.entries) {
    if (name.startsWith(PREFIX)) environment.set(name.slice(PREFIX.length), entry)
    else if (name.startsWith('TF_CLI_ARGS')) return [{ kind: 'unknown', value: entry.value }]
  }
  return []
}

/** Variables of the environment by which providers find out as whom they act. */
function credentialsIn(value: Value | undefined): readonly (readonly [string, Value])[] {
  if (value?.kind === 'unknown') return [['*', value]]
  if (value?.kind !== 'map') return []
  return [...value.entries].flatMap(([name, entry]) => (OF_PROVIDERS.test(name) ? [[name, entry.value] as const] : []))
}

const OF_PROVIDERS = /^(?:AWS|GOOGLE|CLOUDSDK|ARM|AZURE|KUBE|VAULT|GITHUB|GITLAB)_|^TF_(?:REATTACH|PLUGIN)|^KUBECONFIG$/

const PREFIX = 'TF_VAR_'
