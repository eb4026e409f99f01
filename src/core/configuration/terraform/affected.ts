import type { Expression } from '../../syntax/hcl/ast.ts'
import { digestOf } from '../../value/fingerprint.ts'
import { addressesIn } from './access/referenced.ts'
import { modulesOf, type StaticModule } from './module-tree.ts'
import type { OpenedModule } from './open-module.ts'
import { endingsRead, expressionsIn, readsNamedFiles, templatesRead } from './outline.ts'
import type { Declared } from './overrides.ts'
import { declaredFingerprint, filesFingerprint, syntaxFingerprint } from './syntax-fingerprint.ts'
import { isVariablesFile } from './variables-files.ts'

/** What a change may reach within one root module, by absolute addresses without instance keys. */
export interface Reach {
  /**
   * Resources and module calls that mean the same on both sides in every variant, as far as names tell: their own text
   * is the same, and so is everything that it names, through any number of locals, variables, calls, outputs and data
   * sources.
   */
  readonly unaffected: ReadonlySet<string>
  /** Whether one of these addresses may mean another thing in another variant, on either side. */
  varies(addresses: Iterable<string>): boolean
}

/**
 * Follows names from what differs to whatever uses it. `changed` are the paths whose content differs. It reads names
 * only, so it may leave out what means the same, never the other way round.
 */
export function reachWithin(base: OpenedModule, head: OpenedModule, changed: readonly string[]): Reach {
  const [before, after] = [graphOf(base.tree, changed), graphOf(head.tree, changed)]
  const unaffected = before.whole === after.whole ? unaffectedIn(before, after) : new Set<string>()
  return { unaffected, varies: (addresses) => [before, after].some((graph) => variesIn(graph, addresses)) }
}

/** Whether something behind the addresses is a variable of the root, or the workspace. */
function variesIn({ nodes }: Graph, addresses: Iterable<string>): boolean {
  const wanted = new Set(addresses)
  const open = new Set(
    [...nodes].flatMap(([name, { address }]) => (address !== undefined && wanted.has(address) ? [name] : [])),
  )
  // A set that grows while it is walked.
  for (const name of open) {
    if (name.startsWith('|var.') || name.endsWith('|terraform.workspace')) return true
    for (const used of nodes.get(name)?.uses ?? []) open.add(used)
  }
  return false
}

function unaffectedIn(before: Graph, after: Graph): ReadonlySet<string> {
  const affected = new Set(
    [...before.nodes.keys(), ...after.nodes.keys()].filter((name) => isChanged(name, before, after)),
  )
  const users = new Map<string, string[]>()
  for (const { nodes } of [before, after]) {
    for (const [name, { uses }] of nodes) for (const used of uses) users.set(used, [...(users.get(used) ?? []), name])
  }
  // A set that grows while it is walked.
  for (const name of affected) for (const user of users.get(name) ?? []) affected.add(user)
  return new Set(
    [...after.nodes].flatMap(([name, { address }]) => (address === undefined || affected.has(name) ? [] : [address])),
  )
}

/** What can be referred to in a module. */
interface Node {
  /** Of resources and module calls. */
  readonly address?: string
  readonly digest: string
  /** It may read a file that changed. */
  readonly readsChanged: boolean
  readonly uses: readonly string[]
}

interface Graph {
  /** By the module's path and the name there: `module.a.|local.x`. */
  readonly nodes: ReadonlyMap<string, Node>
  /** What bears on everything: providers, moves, imports, values of variables, and blocks that nobody understands. */
  readonly whole: string
}

function isChanged(name: string, before: Graph, after: Graph): boolean {
  const [one, other] = [before.nodes.get(name), after.nodes.get(name)]
  return one?.digest !== other?.digest || one?.readsChanged === true || other?.readsChanged === true
}

function graphOf(tree: StaticModule, changed: readonly string[]): Graph {
  const modules = modulesOf(tree)
  return {
    nodes: new Map(modules.flatMap((module) => nodesOf(module, changed))),
    whole: digestOf('whole', variablesOf(tree), ...modules.map(wholeOf)),
  }
}

function variablesOf({ source }: StaticModule): string {
  return filesFingerprint([...source.files.values()].filter(({ path }) => isVariablesFile(path)))
}

function wholeOf({ path, source }: StaticModule): string {
  const { providers, moved, imports, unreadable } = source.declarations
  const blocks = [...[...providers.values()].flat(), ...moved, ...imports, ...unreadable]
  return digestOf('module', path, source.directory, ...blocks.map(declaredFingerprint))
}

function nodesOf(module: StaticModule, changed: readonly string[]): readonly (readonly [string, Node])[] {
  const { locals, variables, resources, modules, outputs } = module.source.declarations
  const nodes: (readonly [string, Node])[] = []
  for (const [name, { expression }] of locals) {
    nodes.push([within(module, `local.${name}`), nodeOf(module, syntaxFingerprint(expression), [expression], changed)])
  }
  for (const [name, declared] of variables)
    nodes.push([within(module, `var.${name}`), variableNode(module, name, declared)])
  for (const [address, declared] of resources) {
    // Any text of such a data source may be the path of a file.
    const mayRead = declared.mode === 'data' && readsNamedFiles(declared.type) && changed.length > 0
    const own = nodeOf(module, declaredFingerprint(declared), partsOf(declared), changed, module.path + address)
    nodes.push([within(module, address), mayRead ? { ...own, readsChanged: true } : own])
  }
  for (const [name, declared] of outputs) {
    nodes.push([
      within(module, `output.${name}`),
      nodeOf(module, declaredFingerprint(declared), partsOf(declared), changed),
    ])
  }
  for (const [name, call] of modules) {
    const address = `module.${name}`
    const found = module.children.get(name)
    const own = nodeOf(
      module,
      digestOf(declaredFingerprint(call), found?.kind ?? ''),
      partsOf(call),
      changed,
      module.path + address,
    )
    nodes.push([within(module, address), own], ...outputNodes(module, address, found))
  }
  return nodes
}

/** `module.x.out` is the output of the module that `module.x` calls; where that is not read, the call itself. */
function outputNodes(
  module: StaticModule,
  address: string,
  found: ReturnType<StaticModule['children']['get']>,
): readonly (readonly [string, Node])[] {
  if (found?.kind !== 'child') return []
  return [...found.module.source.declarations.outputs.keys()].map((output) => {
    const uses = [within(found.module, `output.${output}`), within(module, address)]
    return [within(module, `${address}.${output}`), { digest: '', readsChanged: false, uses }]
  })
}

/** A variable of a module that is called is the call's argument. */
function variableNode(module: StaticModule, name: string, declared: Declared): Node {
  const argument = module.parent?.call.attributes.get(name)?.attribute.expression
  const own = nodeOf(module, declaredFingerprint(declared), partsOf(declared), [])
  if (argument === undefined || module.parent === undefined) return own
  const given = usesOf(module.parent.module, [argument])
  return { ...own, digest: digestOf(own.digest, syntaxFingerprint(argument)), uses: [...own.uses, ...given] }
}

function nodeOf(
  module: StaticModule,
  digest: string,
  parts: readonly Expression[],
  changed: readonly string[],
  address?: string,
): Node {
  const endings = changed.length === 0 ? [] : parts.flatMap(endingsRead)
  // What a template reads itself is not told by its call.
  const rendersAny = changed.length > 0 && parts.some((part) => templatesRead(part).length > 0)
  const readsChanged = rendersAny || endings.some((ending) => changed.some((path) => path.endsWith(ending)))
  const caller = module.parent
  // Whatever is in a module is there as often as the call says.
  const call = caller === undefined ? [] : [within(caller.module, `module.${caller.call.block.labels[0]?.text ?? ''}`)]
  return {
    digest,
    readsChanged,
    uses: [...usesOf(module, parts), ...call],
    ...(address === undefined ? {} : { address }),
  }
}

/** The names of everything that expressions name, and for an output or an unread module the call as well. */
function usesOf(module: StaticModule, parts: readonly Expression[]): readonly string[] {
  return parts.flatMap((part) =>
    [...addressesIn(part)].flatMap((address) => {
      const [kind, name] = address.split('.')
      if (kind !== 'module') return [within(module, address)]
      const child = module.children.get(name ?? '')
      const outputs = child?.kind === 'child' ? [...child.module.source.declarations.outputs.keys()] : []
      const isWhole = address.split('.').length === 2
      const asWhole = isWhole ? outputs.map((output) => within(module, `${address}.${output}`)) : []
      return [within(module, `module.${name}`), within(module, address), ...asWhole]
    }),
  )
}

function within({ path }: StaticModule, name: string): string {
  return `${path}|${name}`
}

function partsOf({ attributes, blocks }: Declared): readonly Expression[] {
  return [
    ...[...attributes.values()].map(({ attribute }) => attribute.expression),
    ...blocks.flatMap(({ block }) => expressionsIn(block.body)),
  ]
}
