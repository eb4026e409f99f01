import type { Expression } from '../../syntax/hcl/ast.ts'
import { digestOf } from '../../value/fingerprint.ts'
import { addressesIn } from './access/referenced.ts'
import { modulesOf, type StaticModule } from './module-tree.ts'
import { endingsRead, expressionsIn, readsNamedFiles, templatesRead } from './outline.ts'
import type { Declared } from './overrides.ts'
import { declaredFingerprint, filesFingerprint, syntaxFingerprint } from './syntax-fingerprint.ts'
import { isVariablesFile } from './variables-files.ts'

/** What can be referred to in a module. */
export interface Node {
  /** Of resources and module calls. */
  readonly address?: string
  readonly content: Content
  /** It may read a file that changed. */
  readonly readsChanged: boolean
  readonly uses: readonly string[]
}

/**
 * What something says. Syntax trees are read once (module-source.ts), so the same parts say the same; what other parts
 * say, their digests tell.
 */
export interface Content {
  readonly parts: readonly unknown[]
  digest(): string
}

/** What refers to what in a tree of modules. */
export interface Graph {
  /** By the module's path and the name there: `module.a.|local.x`. */
  readonly nodes: ReadonlyMap<string, Node>
  /** By the modules' paths: what of the nodes each of them gave. */
  readonly modules: ReadonlyMap<string, ModuleNodes>
  /** What bears on everything: providers, moves, imports, values of variables, and blocks that nobody understands. */
  readonly whole: Content
}

interface ModuleNodes {
  readonly module: StaticModule
  readonly nodes: readonly NamedNode[]
}

type NamedNode = readonly [string, Node]

export function saysTheSame(one: Content, other: Content): boolean {
  const isIdentical = one.parts.length === other.parts.length && one.parts.every((part, at) => part === other.parts[at])
  return isIdentical || one.digest() === other.digest()
}

/**
 * Reads the names in a tree of modules, and which of its nodes may read one of the changed paths. `known` is the graph
 * of another tree, whose nodes are taken where a module is the same.
 */
export function graphOf(tree: StaticModule, changed: readonly string[], known?: Graph): Graph {
  const modules = modulesOf(tree)
  const read = modules.map((module): ModuleNodes => {
    const same = known?.modules.get(module.path)
    return { module, nodes: same && isSame(same.module, module) ? same.nodes : nodesOf(module, changed) }
  })
  return {
    nodes: new Map(read.flatMap(({ nodes }) => nodes)),
    modules: new Map(read.map((each) => [each.module.path, each])),
    whole: wholeOf(tree, modules),
  }
}

/** Whether two modules at one path are the same, and the names lead to the same in the caller and in what they call. */
function isSame(one: StaticModule, other: StaticModule): boolean {
  if (!namesTheSame(one, other) || one.parent?.call !== other.parent?.call) return false
  return one.parent === undefined || other.parent === undefined || namesTheSame(one.parent.module, other.parent.module)
}

function namesTheSame(one: StaticModule, other: StaticModule): boolean {
  const isSameCall = ([name, child]: readonly [string, Child]) => namesIn(child) === namesIn(other.children.get(name))
  return one.source === other.source && [...one.children].every(isSameCall)
}

type Child = ReturnType<StaticModule['children']['get']>

/** The outputs of the module that a call leads to, or why there is none. */
function namesIn(child: Child): string | undefined {
  return child?.kind === 'child' ? [...child.module.source.declarations.outputs.keys()].join(' ') : child?.kind
}

function wholeOf({ source }: StaticModule, modules: readonly StaticModule[]): Content {
  // A file's own path is another one where a link leads to it.
  const variables = [...source.files].flatMap(([path, file]) => (isVariablesFile(path) ? [file] : []))
  const perModule = modules.map((module) => ({ module, blocks: blocksThatBearOnAll(module) }))
  return {
    parts: [
      ...variables,
      ...perModule.flatMap(({ module, blocks }) => [module.path, module.source.directory, ...blocks]),
    ],
    digest: () =>
      digestOf(
        'whole',
        filesFingerprint(variables),
        ...perModule.map(({ module, blocks }) =>
          digestOf('module', module.path, module.source.directory, ...blocks.map(declaredFingerprint)),
        ),
      ),
  }
}

function blocksThatBearOnAll({ source }: StaticModule): readonly Declared[] {
  const { providers, moved, imports, unreadable } = source.declarations
  return [...[...providers.values()].flat(), ...moved, ...imports, ...unreadable]
}

function nodesOf(module: StaticModule, changed: readonly string[]): readonly NamedNode[] {
  const { locals, variables, resources, modules, outputs } = module.source.declarations
  const nodes: NamedNode[] = []
  for (const [name, { expression }] of locals) {
    const content = { parts: [expression], digest: () => syntaxFingerprint(expression) }
    nodes.push([within(module, `local.${name}`), nodeOf(module, content, [expression], changed)])
  }
  for (const [name, declared] of variables)
    nodes.push([within(module, `var.${name}`), variableNode(module, name, declared)])
  for (const [address, declared] of resources) {
    // Any text of such a data source may be the path of a file.
    const mayRead = declared.mode === 'data' && readsNamedFiles(declared.type) && changed.length > 0
    const own = nodeOf(module, contentOf(declared), partsOf(declared), changed, module.path + address)
    nodes.push([within(module, address), mayRead ? { ...own, readsChanged: true } : own])
  }
  for (const [name, declared] of outputs) {
    nodes.push([within(module, `output.${name}`), nodeOf(module, contentOf(declared), partsOf(declared), changed)])
  }
  for (const [name, call] of modules) {
    const address = `module.${name}`
    const found = module.children.get(name)
    const kind = found?.kind ?? ''
    const content = { parts: [call, kind], digest: () => digestOf(declaredFingerprint(call), kind) }
    const own = nodeOf(module, content, partsOf(call), changed, module.path + address)
    nodes.push([within(module, address), own], ...outputNodes(module, address, found))
  }
  return nodes
}

function contentOf(declared: Declared): Content {
  return { parts: [declared], digest: () => declaredFingerprint(declared) }
}

const NOTHING: Content = { parts: [], digest: () => '' }

/** `module.x.out` is the output of the module that `module.x` calls; where that is not read, the call itself. */
function outputNodes(module: StaticModule, address: string, found: Child): readonly NamedNode[] {
  if (found?.kind !== 'child') return []
  return [...found.module.source.declarations.outputs.keys()].map((output) => {
    const uses = [within(found.module, `output.${output}`), within(module, address)]
    return [within(module, `${address}.${output}`), { content: NOTHING, readsChanged: false, uses }]
  })
}

/** A variable of a module that is called is the call's argument. */
function variableNode(module: StaticModule, name: string, declared: Declared): Node {
  const argument = module.parent?.call.attributes.get(name)?.attribute.expression
  const own = nodeOf(module, contentOf(declared), partsOf(declared), [])
  if (argument === undefined || module.parent === undefined) return own
  const given = usesOf(module.parent.module, [argument])
  const content = {
    parts: [declared, argument],
    digest: () => digestOf(declaredFingerprint(declared), syntaxFingerprint(argument)),
  }
  return { ...own, content, uses: [...own.uses, ...given] }
}

function nodeOf(
  module: StaticModule,
  content: Content,
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
    content,
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
