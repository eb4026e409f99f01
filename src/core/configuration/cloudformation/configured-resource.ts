import type { Span } from '../../text/span.ts'
import type { Value } from '../../value/value.ts'
import type { ConfiguredResource } from '../terraform/access/resource.ts'
import { valueBlocks } from '../terraform/access/value-blocks.ts'
import { physicalNameOf } from './physical-names.ts'
import { isPseudoParameter } from './pseudo-parameters.ts'
import { isSecretSymbol } from './shown-values.ts'
import type { Stack, StackResource } from './stack.ts'
import { translate } from './translate/translate.ts'
import type { TranslatedResource, Translation } from './translate/translation.ts'

type Before = Pick<ReadonlyMap<string, Span>, 'has'> | undefined

const PSEUDO = { partition: 'AWS::Partition', region: 'AWS::Region', account: 'AWS::AccountId' } as const

/** What adapters read of a resource, in Terraform's terms. `before`: the identities that base has, where it is known. */
export function configuredResource(
  resource: StackResource,
  translated: TranslatedResource,
  before: Before,
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
    beside: (type) => declaredBeside(stack, type, before),
    isSecret: (symbol) => isSecretSymbol(symbol, stack),
    report: (diagnostic) => {
      stack.run.diagnostics.push(diagnostic)
    },
  }
}

/** What nothing reads by itself, or otherwise, and what methods of an API are told by. */
const BESIDE: readonly Translation[] = [
  {
    from: 'AWS::ApiGateway::Resource',
    to: 'aws_api_gateway_resource',
    arguments: { path_part: 'PathPart', parent_id: 'ParentId' },
  },
  {
    from: 'AWS::ApiGateway::Authorizer',
    to: 'aws_api_gateway_authorizer',
    arguments: { authorizer_uri: 'AuthorizerUri', provider_arns: 'ProviderARNs' },
  },
]

function declaredBeside(stack: Stack, type: string, before: Before): readonly ConfiguredResource[] {
  const ofStack = known.get(stack) ?? new Map<string, readonly ConfiguredResource[]>()
  const found = ofStack.get(type) ?? resourcesOfType(stack, type, before)
  known.set(stack, ofStack.set(type, found))
  return found
}

/** Many ask for the same. */
const known = new WeakMap<Stack, Map<string, readonly ConfiguredResource[]>>()

function resourcesOfType(stack: Stack, type: string, before: Before): readonly ConfiguredResource[] {
  return BESIDE.filter(({ to }) => to === type).flatMap((row) =>
    stack
      .resources()
      .filter((each) => each.type === row.from)
      .flatMap((each) => translate(each, row).map((translated) => configuredResource(each, translated, before))),
  )
}

function attributeOf(resource: StackResource, name: string): Value {
  const isArn = name === 'arn' && !physicalNameOf(resource.type).ref.endsWith('Arn')
  return isArn ? resource.attribute('Arn') : resource.reference()
}
