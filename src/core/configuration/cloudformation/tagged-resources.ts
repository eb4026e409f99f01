import { hasTags, type TaggedResource, type TaggedSide, tagsOver } from '../../authorization/tagged.ts'
import { displayText, type Value } from '../../value/value.ts'
import { resourceTags } from '../terraform/access/resource-tags.ts'
import { type Knower, standingOn } from '../terraform/access/standing.ts'
import { asText } from '../terraform/text.ts'
import { namedType } from './named-types.ts'
import { physicalNameOf } from './physical-names.ts'
import type { Stack, StackResource } from './stack.ts'
import { valueAt } from './translate/property-path.ts'
import { translationsOf } from './translate/table.ts'

/** The resources of stacks that have tags, or may, with what stands on them. Tags that a deployment adds are not known. */
export function taggedResources(stacks: readonly Stack[]): TaggedSide {
  const all = stacks.flatMap((stack) => stack.resources())
  const tagged = all.map((resource) => ({ resource, tags: tagsOf(resource) }))
  const having = tagged.filter(({ tags }) => hasTags(tags))
  const standing = standingOn(
    tagged
      .filter(({ resource, tags }) => hasTags(tags) || namedType(resource.type)?.holdsData === true)
      .map(({ resource }) => knowerOf(resource)),
    all.filter(({ type }) => translationsOf(type).length > 0).map(referrerOf),
  )
  return {
    declared: new Map(all.map((resource) => [resource.address, typeOf(resource)])),
    placed: new Set([...standing].flatMap(([address, others]) => [address, ...others])),
    tagged: having.map(({ resource, tags }): TaggedResource => {
      const name = nameOf(resource)
      const { address } = resource
      const common = { address, type: typeOf(resource), tags, standing: standing.get(address) ?? [] }
      return name === undefined ? common : { ...common, name }
    }),
  }
}

/** Lists of `Key` and `Value`, or maps; a property of another name in some types. */
function tagsOf(resource: StackResource) {
  const properties = resource.properties()
  return TAG_PROPERTIES.map((name) => resourceTags(valueAt(properties, name))).reduce(tagsOver)
}

const TAG_PROPERTIES = ['Tags', 'FileSystemTags']

function typeOf({ type }: StackResource): string {
  const named = namedType(type)
  return named?.holdsData === true ? named.type : type
}

function nameOf(resource: StackResource): string | undefined {
  const property = namedType(resource.type)?.name ?? physicalNameOf(resource.type).property
  const value = property === undefined ? undefined : valueAt(resource.properties(), property)
  const text = value === undefined ? undefined : asText(value)
  return text === undefined ? undefined : displayText(text)
}

function knowerOf(resource: StackResource): Knower {
  const names = [resource.reference(), resource.attribute('Arn')]
  return { address: resource.address, type: typeOf(resource), names }
}

/** Arguments of Terraform's resources, and the properties that say the same. */
const PROPERTIES: ReadonlyMap<string, readonly string[]> = new Map([
  ['bucket', ['Bucket']],
  ['function_name', ['FunctionName', 'TargetFunctionArn']],
  ['repository', ['RepositoryName']],
  ['domain_name', ['DomainName']],
  ['backup_vault_name', ['BackupVaultName']],
  ['queue_url', ['Queues']],
  ['topic_arn', ['Topics']],
  ['secret_arn', ['SecretId']],
  ['resource_arn', ['ResourceArn']],
  ['key_id', ['TargetKeyId', 'KeyId']],
  ['file_system_id', ['FileSystemId']],
])

function referrerOf(resource: StackResource) {
  const subjects = (argument: string): Value | undefined => {
    const values = (PROPERTIES.get(argument) ?? []).flatMap((name) => valueAt(resource.properties(), name) ?? [])
    return values.length < 2 ? values[0] : { kind: 'list', collection: 'tuple', items: values, spans: [] }
  }
  return { address: resource.address, subjects }
}
