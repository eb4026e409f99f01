import { attributeOf, expandBlocks } from '../../../src/core/configuration/terraform/body.ts'
import { isModuleFile } from '../../../src/core/configuration/terraform/declarations.ts'
import { instancesOf } from '../../../src/core/configuration/terraform/instances.ts'
import type { Module } from '../../../src/core/configuration/terraform/module.ts'
import { openModule } from '../../../src/core/configuration/terraform/open-module.ts'
import type { FileBlock } from '../../../src/core/configuration/terraform/overrides.ts'
import { parseFile } from '../../../src/core/configuration/terraform/parse-file.ts'
import { META_ARGUMENTS } from '../../../src/core/configuration/terraform/resource-attribute.ts'
import { rootModule } from '../../../src/core/configuration/terraform/root-module.ts'
import type { Scope } from '../../../src/core/configuration/terraform/scope.ts'
import type { HclFile } from '../../../src/core/syntax/hcl/ast.ts'
import type { Value } from '../../../src/core/value/value.ts'
import { repositoryOf } from '../repository-double.ts'

/** What the evaluator makes of a root module and of the modules that it calls. */
export interface EvaluatedTree {
  /** By address, with module paths and instance keys. */
  readonly instances: ReadonlyMap<string, EvaluatedInstance>
  readonly outputs: ReadonlyMap<string, Value>
  /** Summaries of what is wrong with the configuration. */
  readonly errors: readonly string[]
}

export interface EvaluatedBlock {
  /** Names that the configuration sets. */
  readonly configured: readonly string[]
  readonly attribute: (name: string) => Value | undefined
  readonly blocks: readonly (EvaluatedBlock & { readonly type: string })[]
  /** Whether it may as well not be there. */
  readonly isUncertain: boolean
}

export interface EvaluatedInstance extends EvaluatedBlock {
  readonly mode: 'managed' | 'data'
  readonly type: string
}

/**
 * Evaluates a root module as Terraform plans it: with declared variables. This file alone knows how the evaluator is
 * asked.
 */
export function evaluateTree(texts: ReadonlyMap<string, string>, directory: string): EvaluatedTree {
  const files = new Map<string, HclFile>()
  for (const [path, text] of texts) {
    if (isModuleFile(directory, path) || path.endsWith('.tfvars')) files.set(path, parseFile(path, text))
  }
  const input = { ...repositoryOf(texts), directory, files, variant: { kind: 'declared' } as const }
  const { run, root } = rootModule(input, openModule(input))
  const instances = new Map(instancesIn(root))
  for (const each of instances.values()) touch(each)
  const outputs = [...root.declarations.outputs.keys()].map((name) => [name, root.ownOutput(name)] as const)
  const syntax = [...files.values()].flatMap((file) => file.diagnostics)
  return {
    instances,
    outputs: new Map(outputs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
    errors: [...syntax, ...run.diagnostics].filter((each) => each.severity === 'error').map((each) => each.summary),
  }
}

function instancesIn(module: Module): readonly (readonly [string, EvaluatedInstance])[] {
  const { resources, modules } = module.declarations
  const own = [...resources.values()].flatMap((resource) =>
    instancesOf(module.expansion(resource.address) ?? { kind: 'count', instances: [] }).map((instance) => {
      const evaluated: EvaluatedInstance = {
        mode: resource.mode,
        type: resource.type,
        configured: [...resource.attributes.keys()].filter((name) => !META_ARGUMENTS.has(name)),
        // What is written as null is null here; asked for by reference it may be what the provider makes of that.
        attribute: (name) => attributeOf(resource, name, instance.scope) ?? module.attribute(resource, instance, name),
        blocks: blocksOf(resource.blocks, instance.scope),
        isUncertain: instance.presence.length > 0,
      }
      return [instance.address, evaluated] as const
    }),
  )
  const called = [...modules.keys()].flatMap((name) =>
    instancesOf(module.expansion(`module.${name}`) ?? { kind: 'count', instances: [] }).flatMap((instance) => {
      const child = module.child(instance)
      return child.kind === 'child' ? instancesIn(child.module) : []
    }),
  )
  return [...own, ...called]
}

function blocksOf(blocks: readonly FileBlock[], scope: Scope): EvaluatedBlock['blocks'] {
  const content = blocks.filter(({ block }) => !META_ARGUMENTS.has(block.type))
  return expandBlocks(content, scope).map((block) => ({
    type: block.type,
    configured: [...block.attributes.keys()],
    attribute: (name) => {
      const found = block.attributes.get(name)
      return found && scope.module.evaluate(found.attribute.expression, { ...block.scope, file: found.file })
    },
    blocks: blocksOf(block.blocks, block.scope),
    isUncertain: block.presence.length > 0,
  }))
}

/** Values are worked out when they are asked for, and errors are found then. */
function touch(block: EvaluatedBlock): void {
  for (const name of block.configured) block.attribute(name)
  for (const each of block.blocks) touch(each)
}
