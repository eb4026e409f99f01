import type { Expression } from '../../syntax/hcl/ast.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import { bodyValue } from './body.ts'
import type { ResourceDeclaration } from './declarations.ts'
import type { Module } from './module.ts'
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

/** The fingerprint of the provider configuration that a resource uses: account, region, role. */
export function providerFingerprint(
  resource: ResourceDeclaration,
  module: Module,
  passed: ((name: string) => string) | undefined,
): string {
  const name = chosenProvider(resource) ?? resource.type.split('_')[0] ?? resource.type
  return configurationFingerprint(name, module, passed)
}

/** `aws` or `aws.east`, as a `provider` argument or a `providers` map has it. */
export function providerName(expression: Expression): string | undefined {
  if (expression.kind === 'variable') return expression.name
  if (expression.kind === 'attribute' && expression.object.kind === 'variable') {
    return `${expression.object.name}.${expression.name}`
  }
  const part = expression.kind === 'template' ? expression.parts[0] : undefined
  return part?.kind === 'literal' ? part.text : undefined
}

/** The name of the provider that a resource uses, where it is not its type's default one. */
export function chosenProvider(resource: ResourceDeclaration): string | undefined {
  const chosen = resource.attributes.get('provider')?.attribute.expression
  if (chosen === undefined) return undefined
  return providerName(chosen) ?? syntaxFingerprint(chosen)
}

export function configurationFingerprint(
  name: string,
  module: Module,
  passed: ((name: string) => string) | undefined,
): string {
  const blocks = module.declarations.providers.get(name)?.filter((each) => each.attributes.size > 0) ?? []
  if (blocks.length === 0) return passed === undefined ? digestOf('provider', name) : passed(name)
  const [first] = blocks
  const span = { file: first?.file ?? '', start: first?.block.start ?? 0, end: first?.block.start ?? 0 }
  const fingerprint = module.once(`provider ${name}`, span, () => {
    const items = blocks.map((block) => bodyValue(block, module.scope(block.file), span, NEUTRAL_ARGUMENTS))
    return { kind: 'list', collection: 'tuple', items, spans: [span] }
  })
  return digestOf('provider', name, fingerprintOf(fingerprint))
}

/** The fingerprint of what `import` blocks bring to an address: it may be something else than was there. */
export function importedTo(address: string, module: Module): string {
  const found = module.declarations.imports.filter((each) => {
    const to = each.attributes.get('to')?.attribute.expression
    return to !== undefined && addressMatches(to, address)
  })
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

/** `a.b.c` as text; undefined where it is anything but names. */
export function staticAddress(expression: Expression): string | undefined {
  if (expression.kind === 'variable') return expression.name
  if (expression.kind !== 'attribute') {
    if (expression.kind !== 'index') return undefined
    const object = staticAddress(expression.object)
    const key = keyText(expression.key)
    return object === undefined || key === undefined ? undefined : `${object}[${key}]`
  }
  const object = staticAddress(expression.object)
  return object === undefined ? undefined : `${object}.${expression.name}`
}

function keyText(key: Expression): string | undefined {
  if (key.kind === 'number') return key.digits
  const part = key.kind === 'template' && key.parts.length === 1 ? key.parts[0] : undefined
  return part?.kind === 'literal' ? JSON.stringify(part.text) : undefined
}
