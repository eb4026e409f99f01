import type { Expression } from '../../syntax/hcl/ast.ts'
import type { Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import type { Value } from '../../value/value.ts'
import { attributeOf, bodyValue, expandBlocks } from './body.ts'
import type { ResourceDeclaration } from './declarations.ts'
import { literalText } from './literal-text.ts'
import type { Module } from './module.ts'
import { blockSpan, type Declared } from './overrides.ts'
import { staticAddress } from './static-address.ts'
import { syntaxFingerprint } from './syntax-fingerprint.ts'

/** Provider arguments that change nothing about which account and place a name belongs to. */
const NEUTRAL_ARGUMENTS: ReadonlySet<string> = new Set([
  'alias',
  'default_tags',
  'ignore_tags',
  'default_labels',
  'version',
  'max_retries',
])

/** As above, which account alone. */
const OF_NO_ACCOUNT: ReadonlySet<string> = new Set([...NEUTRAL_ARGUMENTS, 'region'])

/** A provider's name, and the module in which it means something: the one that configures it, or the root. */
export interface Provider {
  readonly module: Module
  readonly name: string
}

/** The provider that a resource uses, followed to the module that configures it. */
export function providerOf(resource: ResourceDeclaration, module: Module): Provider {
  return configuredIn(module, chosenProvider(resource) ?? defaultProvider(resource.type))
}

/** The provider of a type that does not choose one: the type's first word. */
export function defaultProvider(type: string): string {
  const end = type.indexOf('_')
  return end === -1 ? type : type.slice(0, end)
}

/**
 * A module that does not configure a provider has its caller's: what `providers = { aws = aws.east }` says, and
 * otherwise the one of the same name.
 */
export function configuredIn(module: Module, name: string): Provider {
  const { caller } = module
  if (caller === undefined || configurationsOf(module, name).length > 0) return { module, name }
  const map = caller.instance.declared.attributes.get('providers')?.attribute.expression
  const item = map?.kind === 'object' ? map.items.find((each) => providerName(each.key) === name) : undefined
  const given = item === undefined ? name : (providerName(item.value) ?? syntaxFingerprint(item.value))
  return configuredIn(caller.module, given)
}

/** The blocks that configure a provider; an empty one only says that the module takes it from its caller. */
function configurationsOf({ declarations }: Module, name: string): readonly Declared[] {
  return declarations.providers.get(name)?.filter(({ attributes, blocks }) => attributes.size + blocks.length > 0) ?? []
}

/** `aws` or `aws.east`, as a `provider` argument or a `providers` map has it. */
function providerName(expression: Expression): string | undefined {
  if (expression.kind === 'variable') return expression.name
  if (expression.kind === 'attribute' && expression.object.kind === 'variable') {
    return `${expression.object.name}.${expression.name}`
  }
  return literalText(expression)
}

/** The name of the provider that a resource uses, where it is not its type's default one. */
export function chosenProvider(resource: ResourceDeclaration): string | undefined {
  const chosen = resource.attributes.get('provider')?.attribute.expression
  if (chosen === undefined) return undefined
  return providerName(chosen) ?? syntaxFingerprint(chosen)
}

/** What tells a provider's configuration: account, region, role. Equal for equal ones. */
export function providerFingerprint({ module, name }: Provider): string {
  if (configurationsOf(module, name).length === 0) return `provider ${name}`
  // What it is called says nothing: an alias may be renamed.
  return `provider ${name.split('.')[0] ?? name} ${configurationOf(module, name, NEUTRAL_ARGUMENTS)}`
}

/**
 * The fingerprint of what decides in which account a provider acts: all of its configuration but the region. Undefined
 * where it is not configured.
 */
export function accountFingerprint({ module, name }: Provider): string | undefined {
  if (configurationsOf(module, name).length === 0) return undefined
  return configurationOf(module, name, OF_NO_ACCOUNT)
}

/** The region that a provider is configured with; undefined where it takes it from elsewhere. */
export function providerRegion({ module, name }: Provider): Value | undefined {
  const written = configurationsOf(module, name).flatMap(
    (declared) => attributeOf(declared, 'region', module.scope(declared.file)) ?? [],
  )
  return written.at(-1)
}

function configurationOf(module: Module, name: string, skipped: ReadonlySet<string>): string {
  const blocks = configurationsOf(module, name)
  const [first] = blocks
  const span = { file: first?.file ?? '', start: first?.block.start ?? 0, end: first?.block.start ?? 0 }
  const value = module.once(`provider ${name} ${skipped.size}`, span, () => {
    const items = blocks.map((block) => bodyValue(block, module.scope(block.file), span, skipped))
    return { kind: 'list', collection: 'tuple', items, spans: [span] }
  })
  return fingerprintOf(value)
}

/** The tags that a provider gives to everything that it makes, a value for each place that says some. */
export function defaultTags({ module, name }: Provider): readonly Value[] {
  return configurationsOf(module, name).flatMap((declared) =>
    expandBlocks(declared.blocks, module.scope(declared.file))
      .filter(({ type }) => type === 'default_tags')
      .flatMap((block) => attributeOf(block, 'tags', block.scope) ?? []),
  )
}

/** The places of the blocks that configure a provider, for what depends on it. */
export function providerSpans({ module, name }: Provider): readonly Span[] {
  return configurationsOf(module, name).map(blockSpan)
}

/** The places of the blocks that import something to an address. */
export function importSpans(address: string, module: Module): readonly Span[] {
  return importsTo(address, module).map(blockSpan)
}

/** The blocks that import something to an address. */
function importsTo(address: string, module: Module): readonly Declared[] {
  return module.declarations.imports.filter((each) => {
    const to = each.attributes.get('to')?.attribute.expression
    return to !== undefined && addressMatches(to, address)
  })
}

/** The fingerprint of what `import` blocks bring to an address: it may be something else than was there. */
export function importedTo(address: string, module: Module): string {
  const found = importsTo(address, module)
  if (found.length === 0) return ''
  const values = found.map((each) => {
    const span = { file: each.file, start: each.block.start, end: each.block.start }
    return fingerprintOf(bodyValue(each, module.scope(each.file), span, new Set(['to'])))
  })
  return digestOf('import', ...values)
}

/** Whether a reference names an address or, by an index, an instance of it. */
function addressMatches(to: Expression, address: string): boolean {
  const base = to.kind === 'index' ? to.object : to
  const text = staticAddress(base)
  return text !== undefined && (address === text || address.startsWith(`${text}[`))
}
