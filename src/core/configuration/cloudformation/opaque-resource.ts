import type { OpaqueAccess } from '../../authorization/access.ts'
import { NOWHERE, type Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import { partOfList, partOfMap } from '../../value/part-of.ts'
import type { Value } from '../../value/value.ts'
import {
  inputSpeaksOfAccess,
  isFilter,
  isWebAcl,
  speaksOfAccess,
  valueSpeaksOfAccess,
} from '../terraform/access/access-words.ts'
import { adaptersOf, readArguments } from '../terraform/access/adapters.ts'
import { isGoneWithIt } from '../terraform/access/gone-with-it.ts'
import { type KeptAccess, keptAccess } from '../terraform/access/kept-access.ts'
import { PASSES_LOGIN, passesLogin } from '../terraform/access/listener-logins.ts'
import { listed, texts } from '../terraform/access/opaque.ts'
import { tellingInTexts } from '../terraform/access/telling-texts.ts'
import { isTelling, quietPaths } from '../terraform/access/telling-types.ts'
import { configuredResource } from './configured-resource.ts'
import { hasMacro, isOwnMacro, MACRO } from './macros.ts'
import { memberOf } from './parameters.ts'
import { physicalNameOf } from './physical-names.ts'
import { inSnakeCase } from './snake-case.ts'
import type { StackResource } from './stack.ts'
import { withoutPaths } from './translate/property-path.ts'
import { readsOf, sharedPaths } from './translate/shared-names.ts'
import { translationsOf } from './translate/table.ts'
import { translate } from './translate/translate.ts'
import type { TranslatedResource, Translation } from './translate/translation.ts'

/** What looks like access in a resource and nothing reads, and what may come to give more where it is there already. */
export function opaqueResource(
  resource: StackResource,
  before?: Pick<ReadonlyMap<string, Span>, 'has'>,
): readonly OpaqueAccess[] {
  const isNew = before !== undefined && !before.has(resource.identity)
  if (isNew && isWebAcl(resource.type)) return []
  const telling = tellingOf(resource)
  return [...(telling === undefined ? [] : [telling]), ...keptOf(resource), ...passingRule(resource, before)]
}

function keptOf(resource: StackResource): readonly OpaqueAccess[] {
  const { type, identity, address, calls } = resource
  const found = isForeign(type) ? [keptByProgram(resource)] : keptAccess(type, resource.properties())
  return found.map(({ at, kept, reason, spans: [span = resource.span] }) => {
    const whole = { key: `${identity} ${at}`, address, fingerprint: at, reason, span, kept }
    return calls.length === 0 ? whole : { ...whole, calls }
  })
}

/** A rule that lets requests pass by the login of its listener. */
function passingRule(
  resource: StackResource,
  before: Pick<ReadonlyMap<string, Span>, 'has'> | undefined,
): readonly OpaqueAccess[] {
  if (resource.type !== 'AWS::ElasticLoadBalancingV2::ListenerRule') return []
  const { identity, address, span, calls, stack } = resource
  const inTerraform = (each: StackResource) =>
    translationsOf(each.type).flatMap((row) =>
      translate(each, row).map((translated) => configuredResource(each, translated, before)),
    )
  const listeners = () =>
    stack
      .resources()
      .filter(({ type }) => type === 'AWS::ElasticLoadBalancingV2::Listener')
      .flatMap(inTerraform)
  const [rule] = inTerraform(resource)
  const passing = rule && passesLogin(rule, listeners, before === undefined)
  if (passing === undefined) return []
  const whole = { key: `${identity} login`, address, fingerprint: 'login', reason: PASSES_LOGIN, span, ...passing }
  return [calls.length === 0 ? whole : { ...whole, calls }]
}

/** Whether a program of somebody's own makes of it what it likes. */
function isForeign(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource'
}

/** What a program is told, but for what it is told so that it runs again. */
function keptByProgram(resource: StackResource): KeptAccess {
  const properties = resource.properties()
  const told = properties.kind === 'map' ? [...properties.entries] : []
  const said = told
    .filter(([name]) => !RUN_AGAIN.test(name))
    .map(([name, { value }]) => digestOf(name, fingerprintOf(value)))
  const reason = 'what the program behind it makes of its properties is not known'
  return { at: 'Properties', kept: { limits: said, means: said }, reason, spans: [] }
}

const RUN_AGAIN = /hash|version|time|nonce|salt|trigger|^SourceObjectKeys$|^SourceMarkers$/i

function tellingOf(resource: StackResource): OpaqueAccess | undefined {
  const { type, identity: key, address, span, presence, calls } = resource
  const nested = resource.stack.nested(resource)
  if (nested?.kind === 'stack') return undefined
  const telling = tellingProperties(resource, nested !== undefined)
  const rows = nested === undefined ? translationsOf(type) : []
  const isGone = rows.length > 0 && rows.every(({ to }) => isGoneWithIt(to))
  if (telling.size === 0 && nested === undefined && !isGone) return undefined
  const content = digestOf('resource', type, ...texts(telling), ...presence.map((symbol) => symbol.fingerprint))
  const reason =
    nested === undefined
      ? reasonOf(resource, [...telling.keys()])
      : `what it deploys is not known: its template ${nested.reason}`
  const fingerprint = digestOf('opaque', content)
  const withResource = telling.size === 0 ? ('empty' as const) : ('telling' as const)
  return {
    key,
    address,
    fingerprint,
    reason,
    span,
    ...(isGone ? { withResource } : {}),
    ...(calls.length === 0 ? {} : { calls }),
  }
}

function withoutNeutral(properties: Value): Value {
  if (properties.kind !== 'map') return properties
  return { ...properties, entries: new Map([...properties.entries].filter(([name]) => !NEUTRAL.has(name))) }
}

function reasonOf({ type }: StackResource, names: readonly string[]): string {
  const isKnown = translationsOf(type).length > 0
  return `${type} is not analysed${isKnown ? ' as far as this goes' : ' yet'}; ${listed(names)} may give access`
}

/** Properties that say nothing of access, whatever their names. */
const NEUTRAL: ReadonlySet<string> = new Set(['Description', 'Path', 'PolicyName', 'Tags'])

function tellingProperties(resource: StackResource, isStack: boolean): ReadonlyMap<string, Value> {
  const { type } = resource
  const rows = readTranslations(resource)
  const found = new Map<string, Value>(
    BESIDE.flatMap((name) => {
      const value = resource.beside(name)
      return value === undefined ? [] : [[name, resource.stack.evaluate(value)] as const]
    }),
  )
  const started = startedBeside(resource)
  if (started !== undefined) found.set('Metadata', started)
  const properties = resource.properties()
  // What stands beside a macro is what it makes something of.
  if (isOwnMacro(resource.beside(MACRO))) found.set('Properties', withoutNeutral(properties))
  const paths = [...readPaths(resource, rows), ...(isFilter(type) ? MEASURING : []), ...quietPaths(type)]
  const left = withoutPaths(properties, paths)
  const written = withoutPaths(resource.beside('Properties') ?? properties, paths)
  if (properties.kind !== 'map') found.set('Properties', properties)
  if (left?.kind !== 'map') return found
  const isInput = isStack || isForeign(type)
  const isAccess = MAKING.test(type) || (rows.length === 0 && (isFilter(type) || speaksOfAccess(inSnakeCase(type))))
  const { property } = physicalNameOf(type)
  for (const [name, { value }] of left.entries) {
    if (NEUTRAL.has(name) || name === property) continue
    const isPlace = isStack && (name === 'TemplateURL' || name === 'Location')
    const isWhole = isPlace || isAccess || name === MADE_BY_AWS || isTelling(type, name)
    const part = isWhole ? value : (tellingPart(name, value, isInput) ?? tellingInTexts(value))
    if (part !== undefined) found.set(name, part)
    // A function such as Fn::Base64 may hide what its text speaks of, and a macro make anything.
    else if (speaksAsWritten(name, written, isInput)) found.set(name, value)
  }
  return found
}

/** What `cfn-init` runs on a machine of what stands beside its properties, where it speaks of access. */
function startedBeside(resource: StackResource): Value | undefined {
  const metadata = resource.beside('Metadata')
  const written = metadata === undefined ? undefined : memberOf(metadata, 'AWS::CloudFormation::Init')
  if (written === undefined) return undefined
  const value = resource.stack.evaluate(written)
  return tellingInTexts(value) ?? (valueSpeaksOfAccess(value, false) ? value : undefined)
}

/** What filters say of what is counted of them. */
const MEASURING = ['VisibilityConfig', 'Rules.VisibilityConfig']

function speaksAsWritten(name: string, written: Value | undefined, isInput: boolean): boolean {
  const value = written === undefined ? undefined : memberOf(written, name)
  return value !== undefined && (hasMacro(value) || tellingPart(name, value, isInput) !== undefined)
}

/** What macros make resources of, beside the properties. */
const BESIDE = [MACRO, 'Connectors']

/** Types that make resources or grants of whatever they say, or judge who may: each of their properties counts. */
const MAKING =
  /^AWS::(?:CloudFormation::(?:StackSet|Macro|TypeActivation|\w*Hook|HookTypeConfig|\w+DefaultVersion)|ServiceCatalog::CloudFormationProvisionedProduct|Serverless::Connector)$|::MODULE$/

/** What a macro of AWS makes functions and roles of. */
const MADE_BY_AWS = 'HostedRotationLambda'

/**
 * The part of a property that speaks of access: all of it where its name does; of maps, those whose keys or texts do,
 * whole, since what stands beside such a key says how it is meant.
 */
function tellingPart(name: string, value: Value, isInput: boolean): Value | undefined {
  const speaks = (key: string) => (isInput ? inputSpeaksOfAccess(key) : speaksOfAccess(inSnakeCase(key)))
  if (speaks(name)) return value
  if (value.kind === 'list') return partOfList(value, (item) => tellingPart('', item, isInput))
  if (value.kind !== 'map') return valueSpeaksOfAccess(value, isInput) ? value : undefined
  const isWhole = [...value.entries].some(
    ([key, entry]) => speaks(key) || (isScalar(entry.value) && valueSpeaksOfAccess(entry.value, isInput)),
  )
  if (isWhole) return value
  return partOfMap(value, (key, entry) => tellingPart(key, entry.value, isInput))
}

function isScalar({ kind }: Value): boolean {
  return kind !== 'list' && kind !== 'map'
}

/** Rows whose types are read, of this very resource: some types say something else by their own arguments. */
function readTranslations(resource: StackResource): readonly Translation[] {
  return translationsOf(resource.type).filter((row) => {
    if (adaptersOf(row.to).length === 0) return false
    const translated = translate(resource, row)
    return translated.length === 0 || translated.some((each) => isRead(resource, each))
  })
}

function isRead(resource: StackResource, translated: TranslatedResource): boolean {
  return readArguments(configuredResource(resource, translated, undefined)) !== undefined
}

/** The paths of properties that adapters read whole. */
function readPaths(resource: StackResource, rows: readonly Translation[]): readonly string[] {
  return rows.flatMap((row) => [...writtenPaths(row), ...sharedPaths(resource, row)])
}

function writtenPaths(row: Translation): readonly string[] {
  const reads = readsOf(row.to)
  const isOfInterest = (name: string) => reads.some((read) => read === name || read.startsWith(`${name}.`))
  const paths = Object.entries(row.arguments)
    .filter(([name, place]) => !/^[@=]/.test(place) && (isOfInterest(name) || name === 'name' || name === 'type'))
    .map(([, place]) => place)
  const { each } = row
  const inner = each !== undefined && Object.keys(each.arguments).some(isOfInterest) ? below(each) : []
  const blocks = Object.entries(row.blocks ?? {}).flatMap(([name, { property, arguments: places }]) =>
    Object.entries(places)
      .filter(([argument]) => reads.includes(name) || isOfInterest(`${name}.${argument}`) || argument === 'name')
      .map(([, place]) => `${property}.${place}`),
  )
  return [...paths, ...inner, ...blocks, ...(row.alsoReads ?? [])]
}

function below({ property, arguments: places }: NonNullable<Translation['each']>): readonly string[] {
  return Object.values(places).map((place) => (place === '' ? property : `${property}.${place}`))
}

/** What a template says that nobody can follow: a change of it may be any access. */
export function opaquePart(
  resource: { readonly key: string; readonly address: string },
  value: Value,
  reason: string,
): OpaqueAccess {
  const [span = NOWHERE] = value.spans
  return { ...resource, fingerprint: digestOf('part', fingerprintOf(value)), reason, span }
}
