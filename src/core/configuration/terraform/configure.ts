import { byKind, type ConfiguredGrant } from '../../authorization/access.ts'
import type { Inventory } from '../../authorization/inventory.ts'
import type { HclFile } from '../../syntax/hcl/ast.ts'
import type { HeldAccess } from './access/adapter.ts'
import { standaloneDocuments } from './access/documents.ts'
import { opaqueAccess } from './access/opaque.ts'
import { type PolicyDeclaration, policyResources } from './access/policies.ts'
import { shownValues } from './access/shown/shown-values.ts'
import { instancesOf } from './instances.ts'
import { inventoryOf } from './inventory.ts'
import type { Module } from './module.ts'
import type { ModuleAccess, ModuleInput, ReachedAccess } from './module-access.ts'
import { modulesOf, type StaticModule } from './module-tree.ts'
import { filesOf, type OpenedModule, openModule } from './open-module.ts'
import { rootModule } from './root-module.ts'
import type { Run } from './run.ts'

/**
 * What one root module, with every module that it calls, configures in one variant that grants or may grant access.
 * Total, and without I/O: what it would need and has not is in `wanted` and `wantedModules`. `opened` is the module
 * as `openModule` gives it for the same files.
 */
export function configureModule(input: ModuleInput, opened: OpenedModule = openModule(input)): ReachedAccess {
  if (opened.wanted.length + opened.wantedModules.length > 0) return nothingOf(opened)
  const { tree, addresses, unread } = opened
  const { run, root, files } = rootModule(input, opened)
  reportSyntax(run, files, tree)
  const modules = modulesWithin(root)
  const declared = [
    ...modules.flatMap(policyResources),
    ...modules.flatMap(shownValues),
    ...standaloneDocuments(modules, tree),
  ]
  const grants = declared
    .filter(({ isUnaffected }) => !isUnaffected)
    .flatMap(({ held }) => held().flatMap(({ read }) => read()))
  const withheld = declared.filter(({ isUnaffected }) => isUnaffected).map(askedOnce)
  const opaque = opaqueAccess(modules)
  let known: Inventory | undefined
  const inventory = () => {
    known ??= inventoryIn(input, opened)
    return known
  }
  const answer = (further: readonly ConfiguredGrant[]): ModuleAccess => ({
    ...byKind([...grants, ...further]),
    opaque,
    diagnostics: run.diagnostics,
    wanted: [...run.wanted].sort(),
    wantedModules: [],
    read: [...run.read].sort(),
    addresses,
    unread,
    secrets: run.secrets.texts,
    conditions: run.conditions,
    inventory,
  })
  return {
    ...answer([]),
    withheld: withheld.map(({ address }) => address),
    holding: (holders) => addressesHolding(withheld, holders),
    including: (whole, holding, holders) => answer(grantsWith(withheld, whole, holding, holders)),
  }
}

/** Evaluated apart: what is said of resources that the change does not reach is nothing of the change. */
function inventoryIn(input: ModuleInput, opened: OpenedModule): Inventory {
  const { root, files } = rootModule(input, opened)
  return inventoryOf(modulesWithin(root), new Set([...files, ...filesOf(opened.tree)]))
}

/** Whose policies are worked out only where they may be these. */
function addressesHolding(withheld: readonly PolicyDeclaration[], holders: ReadonlySet<string>): ReadonlySet<string> {
  const nouns = new Set([...holders].map((holder) => holder.slice(0, holder.indexOf(':'))))
  const holding = withheld.filter(
    (declared) => declared.nouns.some((noun) => nouns.has(noun)) && declared.held().some((each) => isOf(each, holders)),
  )
  return new Set(holding.map(({ address }) => address))
}

function grantsWith(
  withheld: readonly PolicyDeclaration[],
  whole: ReadonlySet<string>,
  holding: ReadonlySet<string>,
  holders: ReadonlySet<string>,
): readonly ConfiguredGrant[] {
  return withheld.flatMap((declared) => {
    const isWhole = whole.has(declared.address)
    if (!isWhole && !holding.has(declared.address)) return []
    return declared
      .held()
      .filter((each) => isWhole || isOf(each, holders))
      .flatMap(({ read }) => read())
  })
}

function isOf({ holder, also }: HeldAccess, holders: ReadonlySet<string>): boolean {
  return holders.has(holder) || also?.().some((name) => holders.has(name)) === true
}

/** What is left out may be asked for again and again. */
function askedOnce(declared: PolicyDeclaration): PolicyDeclaration {
  let known: readonly HeldAccess[] | undefined
  const held = () => {
    known ??= declared.held().map(readOnce)
    return known
  }
  return { ...declared, held }
}

function readOnce({ holder, also, read }: HeldAccess): HeldAccess {
  let grants: readonly ConfiguredGrant[] | undefined
  let names: readonly string[] | undefined
  return {
    holder,
    also: () => {
      names ??= also?.() ?? []
      return names
    },
    read: () => {
      grants ??= read()
      return grants
    },
  }
}

/** Of a module that is not loaded whole. */
function nothingOf(opened: OpenedModule): ReachedAccess {
  const { wanted, wantedModules, addresses, unread } = opened
  const access = { ...NOTHING, wanted, wantedModules, addresses, unread }
  return { ...access, withheld: [], holding: () => new Set(), including: () => access }
}

const NOTHING = {
  policies: [],
  reaches: [],
  opaque: [],
  diagnostics: [],
  read: [],
  secrets: new Set<string>(),
  conditions: new Map<string, string>(),
}

function reportSyntax(run: Run, own: readonly HclFile[], tree: StaticModule): void {
  const sources = new Set(modulesOf(tree).map((each) => each.source))
  for (const file of new Set([...own, ...filesOf(tree)]))
    for (const diagnostic of file.diagnostics) run.report(diagnostic)
  for (const { declarations } of sources) for (const diagnostic of declarations.diagnostics) run.report(diagnostic)
}

/** A module and every module that it calls, once an instance of each call. */
function modulesWithin(root: Module): readonly Module[] {
  const all: Module[] = [root]
  for (const module of all) {
    for (const name of module.declarations.modules.keys()) {
      const expansion = module.expansion(`module.${name}`)
      for (const instance of expansion === undefined ? [] : instancesOf(expansion)) {
        const child = module.child(instance)
        if (child.kind === 'child') all.push(child.module)
      }
    }
  }
  return all
}
