import type { OpaqueAccess } from '../../authorization/access.ts'
import type { Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import type { MapEntry, Value } from '../../value/value.ts'
import { plainText } from '../terraform/text.ts'
import { type GivenParameter, givenOpaque, overridesIn } from './parameter-overrides.ts'
import { memberOf } from './parameters.ts'

/** Whether a value has the shape of a configuration of the SAM command line: parameters by environment and command. */
export function isSamConfig(value: Value): boolean {
  return commandsOf(value).length > 0
}

/**
 * What a configuration of the SAM command line (`samconfig.toml`) gives to deployments: values of parameters, and who
 * deploys which template. Source: "AWS SAM CLI configuration file", AWS SAM Developer Guide.
 */
export function samConfigAccess(path: string, value: Value): readonly OpaqueAccess[] {
  return commandsOf(value).flatMap(({ place, parameters }) =>
    [...parameters].flatMap(([name, entry]) => {
      if (isOverrides(name)) {
        return given(entry).flatMap((each) => givenOpaque(path, { ...each, address: `${place}.${each.name}` }))
      }
      const option = name.replaceAll('-', '_')
      const reason = TELLING.get(option)
      return reason === undefined ? [] : [opaqueOption(path, `${place}.${option}`, entry, reason)]
    }),
  )
}

/** Options that say with whose rights something is deployed, or what. */
const TELLING: ReadonlyMap<string, string> = new Map([
  ['role_arn', 'it is the role that deploys'],
  ['profile', 'it says in which account and with whose rights is deployed'],
  ['template', 'it says which template is deployed'],
  ['template_file', 'it says which template is deployed'],
])

interface CommandParameters {
  /** `default.deploy` */
  readonly place: string
  readonly parameters: ReadonlyMap<string, MapEntry>
}

/** Of every environment, what its commands are given; commands that run something on this machine deploy nothing. */
function commandsOf(value: Value): readonly CommandParameters[] {
  if (value.kind !== 'map') return []
  return [...value.entries].flatMap(([environment, { value: commands }]) =>
    commands.kind !== 'map'
      ? []
      : [...commands.entries].flatMap(([command, { value: about }]) => {
          const parameters = memberOf(about, 'parameters')
          const isGiven = parameters?.kind === 'map' && !command.startsWith('local')
          return isGiven ? [{ place: `${environment}.${command}`, parameters: parameters.entries }] : []
        }),
  )
}

/**
 * What other programs are told to give to parameters, such as an action of a workflow by `parameter-overrides`; undefined
 * where none is told anything.
 */
export function writtenOverrides(path: string, value: Value): readonly OpaqueAccess[] | undefined {
  const entries = entriesWithin(value, isOverrides)
  if (entries.length === 0) return undefined
  return entries.flatMap((entry, index) =>
    given(entry).flatMap((each) => givenOpaque(path, { ...each, key: `${index} ${each.name}` })),
  )
}

/** The entries whose keys are such, wherever they stand; nothing is looked for within one. */
export function entriesWithin(value: Value, isSuch: (key: string) => boolean): readonly MapEntry[] {
  if (value.kind === 'list') return value.items.flatMap((item) => entriesWithin(item, isSuch))
  if (value.kind !== 'map') return []
  return [...value.entries].flatMap(([name, entry]) => (isSuch(name) ? [entry] : entriesWithin(entry.value, isSuch)))
}

function isOverrides(name: string): boolean {
  return /^parameter[_-]overrides$/i.test(name)
}

function given({ value, keySpan }: MapEntry): readonly GivenParameter[] {
  const span: Span = value.spans[0] ?? keySpan
  if (value.kind === 'map') {
    return [...value.entries].map(([name, entry]) => ({ name, value: entry.value, span: entry.keySpan }))
  }
  const texts = (value.kind === 'list' ? value.items : [value]).map((item) => ({ item, text: plainText(item) }))
  return texts.flatMap(({ item, text }) => {
    const overrides = text === undefined ? undefined : overridesIn(text, item.spans[0] ?? span)
    return overrides ?? [{ name: 'parameter_overrides', value: item, span }]
  })
}

/** An option, whatever it is set to: a change of it is told. */
export function opaqueOption(
  path: string,
  address: string,
  { value, keySpan }: MapEntry,
  reason: string,
): OpaqueAccess {
  const fingerprint = digestOf('option', fingerprintOf(value))
  return { key: `${path}/${address}`, address, fingerprint, reason, span: value.spans[0] ?? keySpan }
}
