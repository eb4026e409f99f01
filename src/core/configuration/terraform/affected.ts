import { type Graph, graphOf, type Node, saysTheSame } from './module-graph.ts'
import type { OpenedModule } from './open-module.ts'

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
  const before = graphOf(base.tree, changed)
  const after = graphOf(head.tree, changed, before)
  const unaffected = saysTheSame(before.whole, after.whole) ? unaffectedIn(before, after) : new Set<string>()
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
  for (const [name, node] of after.nodes) addUses(users, name, node)
  // What both sides share is read already.
  for (const [name, node] of before.nodes) if (node !== after.nodes.get(name)) addUses(users, name, node)
  // A set that grows while it is walked.
  for (const name of affected) for (const user of users.get(name) ?? []) affected.add(user)
  return new Set(
    [...after.nodes].flatMap(([name, { address }]) => (address === undefined || affected.has(name) ? [] : [address])),
  )
}

function addUses(users: Map<string, string[]>, name: string, { uses }: Node): void {
  for (const used of uses) {
    const known = users.get(used)
    if (known === undefined) users.set(used, [name])
    else known.push(name)
  }
}

function isChanged(name: string, before: Graph, after: Graph): boolean {
  const [one, other] = [before.nodes.get(name), after.nodes.get(name)]
  if (one === undefined || other === undefined) return true
  return one.readsChanged || other.readsChanged || !saysTheSame(one.content, other.content)
}
