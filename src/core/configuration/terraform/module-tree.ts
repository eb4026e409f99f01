import type { HclFile } from '../../syntax/hcl/ast.ts'
import type { Declarations } from './declarations.ts'
import { MAX_MODULE_DEPTH, MAX_MODULES } from './limits.ts'
import { literalText } from './literal-text.ts'
import type { Declared } from './overrides.ts'

/** A directory of module files, read: its declarations under the directory that they belong to. */
export interface ModuleSource {
  readonly directory: string
  readonly files: ReadonlyMap<string, HclFile>
  readonly declarations: Declarations
}

/** What a call's source and version lead to. */
export type FoundModule =
  | { readonly kind: 'module'; readonly source: ModuleSource }
  /** It may be there: the caller loads it and configures the module again. */
  | { readonly kind: 'not-loaded' }
  /** Nobody can read it; `reason` is a predicate for people: `is not in the repository`. */
  | { readonly kind: 'unreadable'; readonly reason: string }

/** A module at one place of the tree of calls, whatever `count` and `for_each` make of the calls. */
export interface StaticModule {
  /** The calls that lead here, without instance keys: `module.a.module.b.`; empty for the root. */
  readonly path: string
  readonly source: ModuleSource
  readonly parent?: { readonly module: StaticModule; readonly call: Declared }
  /** Of calls whose source is written as it is, by the call's name. */
  readonly children: ReadonlyMap<string, FoundModule | { readonly kind: 'child'; readonly module: StaticModule }>
}

/** A module call as it is written. */
export interface ModuleCall {
  readonly source: string
  readonly version: string | undefined
  /** Names of the calls from the root down to this one: `['vpc', 'subnets']`. */
  readonly call: readonly string[]
}

/** Finds what a call leads to; `from` is the directory that the call stands in. */
export type FindModule = (from: string, call: ModuleCall) => FoundModule

/**
 * The tree of modules that a root calls, by their literal sources, before anything is evaluated. A module
 * that calls itself, deeper calls than `MAX_MODULE_DEPTH` and more modules than `MAX_MODULES` are unreadable.
 */
export function moduleTree(root: ModuleSource, find: FindModule): StaticModule {
  const counted = { modules: 0 }
  return grow(root, '', 0, undefined, { find, counted })
}

/** Every module of a tree, callers before what they call. */
export function modulesOf(tree: StaticModule): readonly StaticModule[] {
  const all: StaticModule[] = [tree]
  for (const module of all) {
    for (const child of module.children.values()) if (child.kind === 'child') all.push(child.module)
  }
  return all
}

interface Growth {
  readonly find: FindModule
  readonly counted: { modules: number }
}

function grow(
  source: ModuleSource,
  path: string,
  depth: number,
  parent: StaticModule['parent'],
  growth: Growth,
): StaticModule {
  growth.counted.modules += 1
  const children = new Map<string, FoundModule | { readonly kind: 'child'; readonly module: StaticModule }>()
  const module: StaticModule = { path, source, children, ...(parent === undefined ? {} : { parent }) }
  for (const [name, call] of source.declarations.modules) {
    const found = findCall(module, name, depth, growth)
    if (found.kind !== 'module') children.set(name, found)
    else if (isWithin(module, found.source)) children.set(name, { kind: 'unreadable', reason: 'calls itself' })
    else {
      const child = grow(found.source, `${path}module.${name}.`, depth + 1, { module, call }, growth)
      children.set(name, { kind: 'child', module: child })
    }
  }
  return module
}

function isWithin(module: StaticModule, { directory }: ModuleSource): boolean {
  for (let each: StaticModule | undefined = module; each !== undefined; each = each.parent?.module) {
    if (each.source.directory === directory) return true
  }
  return false
}

function findCall({ path, source }: StaticModule, name: string, depth: number, { find, counted }: Growth): FoundModule {
  if (depth >= MAX_MODULE_DEPTH) {
    return { kind: 'unreadable', reason: `is called more than ${MAX_MODULE_DEPTH} modules deep` }
  }
  if (counted.modules >= MAX_MODULES) {
    return { kind: 'unreadable', reason: `is beyond the ${MAX_MODULES} module calls that are followed from one root` }
  }
  const attributes = source.declarations.modules.get(name)?.attributes
  const [text, version] = ['source', 'version'].map((each) => literalText(attributes?.get(each)?.attribute.expression))
  if (text === undefined) return { kind: 'unreadable', reason: 'has a source that is not a plain string' }
  const call = [...path.split('.').filter((_, index) => index % 2 === 1), name]
  return find(source.directory, { source: text, version, call })
}
