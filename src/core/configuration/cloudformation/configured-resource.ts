import type { Span } from '../../text/span.ts'
import type { Value } from '../../value/value.ts'
import type { ConfiguredResource } from '../terraform/access/resource.ts'
import { valueBlocks } from '../terraform/access/value-blocks.ts'
import { physicalNameOf } from './physical-names.ts'
import { isPseudoParameter } from './pseudo-parameters.ts'
import { isSecretSymbol } from './shown-values.ts'
import type { StackResource } from './stack.ts'
import type { TranslatedResource } from './translate/translation.ts'

const PSEUDO = { partition: 'AWS::Partition', region: 'AWS::Region', account: 'AWS::AccountId' } as const

/** What adapters read of a resource, in Terraform's terms. `before`: the identities that base has, where it is known. */
export function configuredResource(
  resource: StackResource,
  translated: TranslatedResource,
  before: Pick<ReadonlyMap<string, Span>, 'has'> | undefined,
): ConfiguredResource {
  const { stack, address, identity, span, header, calls } = resource
  const place = `${stack.run.deployment}/`
  const written = (values: ReadonlyMap<string, Value>, name: string): Value | undefined => {
    const value = values.get(name)
    return value?.kind === 'null' ? undefined : value
  }
  return {
    type: translated.type,
    address,
    identity,
    place,
    account: place,
    presence: [...resource.presence, ...translated.presence],
    span,
    header,
    calls,
    isNew: before !== undefined && !before.has(identity),
    written: (name) => written(translated.arguments, name),
    attribute: (name) => written(translated.arguments, name) ?? attributeOf(resource, name),
    blocks: (type) =>
      (translated.blocks.get(type) ?? []).map((block) => ({
        presence: block.presence,
        written: (name) => written(block.arguments, name),
        blocks: (inner) => valueBlocks(written(block.arguments, inner)),
      })),
    ignored: () => undefined,
    isDeployedTo: (part, symbol) => isPseudoParameter(PSEUDO[part], symbol, stack.deployment),
    isSecret: (symbol) => isSecretSymbol(symbol, stack),
    report: (diagnostic) => {
      stack.run.diagnostics.push(diagnostic)
    },
  }
}

function attributeOf(resource: StackResource, name: string): Value {
  const isArn = name === 'arn' && !physicalNameOf(resource.type).ref.endsWith('Arn')
  return isArn ? resource.attribute('Arn') : resource.reference()
}
