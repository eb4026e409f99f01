import type { DeclaredResource, Inventory } from '../../authorization/inventory.ts'
import type { HclFile } from '../../syntax/hcl/ast.ts'
import { hasWord } from '../../text/has-word.ts'
import { declaredResource, isInventoried } from './access/declared-resource.ts'
import { resourceOf } from './access/policies.ts'
import { type Instance, instancesOf } from './instances.ts'
import type { Module } from './module.ts'
import { taggedResources } from './tagged-resources.ts'
import { plainText } from './text.ts'

/** What modules declare, whether the change reaches it or not, and what files say. */
export function inventoryOf(modules: readonly Module[], files: Iterable<HclFile>): Inventory {
  const texts = [...files].flatMap(textsIn)
  return {
    resources: modules.flatMap(resourcesIn),
    mentions: (name) => texts.some((text) => hasWord(text, name)),
    tagged: () => taggedResources(modules),
  }
}

function resourcesIn(module: Module): readonly DeclaredResource[] {
  return [...module.declarations.resources.values()].flatMap((resource) => {
    if (resource.mode !== 'managed' || !isInventoried(resource.type)) return []
    const expansion = module.expansion(resource.address)
    const isOpen = expansion?.kind === 'unknown' || module.presence.length > 0 || module.prefix.includes('[*]')
    const instances: readonly Instance[] = expansion === undefined ? [] : instancesOf(expansion)
    return instances.flatMap((instance) => {
      const mayBeMany = isOpen || (instance.key !== undefined && plainText(instance.key) === undefined)
      return declaredResource(resourceOf(module, resource, instance), mayBeMany) ?? []
    })
  })
}

/** Every literal text in the expressions of a file. A file never changes: it is walked once. */
function textsIn(file: HclFile): readonly string[] {
  const known = walked.get(file) ?? literalsWithin(file)
  walked.set(file, known)
  return known
}

const walked = new WeakMap<HclFile, readonly string[]>()

function literalsWithin(file: HclFile): readonly string[] {
  const texts: string[] = []
  const open: unknown[] = [file.body]
  while (open.length > 0) {
    const node = open.pop()
    if (typeof node !== 'object' || node === null) continue
    if ('kind' in node && node.kind === 'literal' && 'text' in node && typeof node.text === 'string') {
      texts.push(node.text)
    }
    // Labels of blocks name them within Terraform, and nothing outside of it.
    for (const [name, part] of node instanceof Map ? node : Object.entries(node)) {
      if (name !== 'labels') open.push(part)
    }
  }
  return texts
}
