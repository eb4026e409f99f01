import { arnPatterns, nameArgument } from '../../authorization/aws/arn-forms.ts'
import {
  hasTags,
  type ResourceTags,
  type TaggedResource,
  type TaggedSide,
  tagsOver,
} from '../../authorization/tagged.ts'
import { displayText } from '../../value/value.ts'
import { adaptersOf } from './access/adapters.ts'
import { resourceOf } from './access/policies.ts'
import type { ConfiguredResource } from './access/resource.ts'
import { resourceTags } from './access/resource-tags.ts'
import { type Knower, standingOn } from './access/standing.ts'
import type { ResourceDeclaration } from './declarations.ts'
import { instancesOf } from './instances.ts'
import type { Module } from './module.ts'
import { defaultTags, providerOf } from './provider.ts'
import { asText } from './text.ts'

/** The resources of modules that have tags, or may, with what stands on them, whether the change reaches them or not. */
export function taggedResources(modules: readonly Module[]): TaggedSide {
  const all = modules.flatMap(instancesIn)
  const tagged = all.filter(({ tags }) => hasTags(tags))
  const standing = standingOn(
    all.filter(isKnown).map(({ resource }) => knowerOf(resource)),
    all.filter(({ resource }) => adaptersOf(resource.type).length > 0).map(({ resource }) => referrerOf(resource)),
  )
  return {
    declared: new Map(all.map(({ resource }) => [resource.address, resource.type])),
    placed: new Set([...standing].flatMap(([address, others]) => [address, ...others])),
    tagged: tagged.map(({ resource, tags }): TaggedResource => {
      const { address, type } = resource
      const name = nameOf(resource)
      return { address, type, tags, standing: standing.get(address) ?? [], ...(name === undefined ? {} : { name }) }
    }),
  }
}

/** What policies may stand on: what has tags, and what has an ARN that is known here. */
function isKnown({ resource, tags }: TaggedInstance): boolean {
  return hasTags(tags) || arnPatterns(resource.type, '*') !== undefined
}

interface TaggedInstance {
  readonly resource: ConfiguredResource
  readonly tags: ResourceTags
}

function instancesIn(module: Module): readonly TaggedInstance[] {
  return [...module.declarations.resources.values()].flatMap((declared) => {
    if (declared.mode !== 'managed') return []
    const defaults = defaultsFor(declared, module)
    const expansion = module.expansion(declared.address)
    return (expansion === undefined ? [] : instancesOf(expansion)).map((instance) => {
      const resource = resourceOf(module, declared, instance)
      const tags = tagsOver(defaults, resourceTags(resource.written('tags')))
      return { resource, tags: isLeftToOthers(resource) ? anyOf(tags) : tags }
    })
  })
}

function isLeftToOthers({ ignored }: ConfiguredResource): boolean {
  return ignored('tags') !== undefined || ignored('tags_all') !== undefined
}

/** What Terraform leaves alone once it is there, others may have set to anything. */
function anyOf({ known }: ResourceTags): ResourceTags {
  return { known: new Map([...known.keys()].map((key) => [key, undefined])), isOpen: true }
}

function defaultsFor(declared: ResourceDeclaration, module: Module): ResourceTags {
  return defaultTags(providerOf(declared, module)).map(resourceTags).reduce(tagsOver, resourceTags(undefined))
}

function nameOf({ type, written }: ConfiguredResource): string | undefined {
  const argument = nameArgument(type)
  const value = argument === undefined ? undefined : written(argument)
  const text = value === undefined ? undefined : asText(value)
  return text === undefined ? undefined : displayText(text)
}

/** A resource by everything that others may know it by. */
function knowerOf(resource: ConfiguredResource): Knower {
  const argument = nameArgument(resource.type)
  const names = ['arn', 'id', 'url', 'key_id', ...(argument === undefined ? [] : [argument])]
  return { address: resource.address, type: resource.type, names: names.map((name) => resource.attribute(name)) }
}

function referrerOf({ address, written }: ConfiguredResource) {
  return { address, subjects: (name: string) => written(name) }
}
