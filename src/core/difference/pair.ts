import type {
  AccessKind,
  ConfiguredGrant,
  ConfiguredPolicy,
  ConfiguredReach,
  PolicyKind,
} from '../authorization/access.ts'
import type { PolicyDocument } from '../authorization/aws/policy.ts'
import type { Reach, ReachKind } from '../authorization/reach.ts'
import type { Span } from '../text/span.ts'

/** What acts together on one holder, on both sides of a change. An absent side has nothing. */
interface Pair<Kind extends AccessKind, Content> {
  readonly kind: Kind
  readonly holder: string
  /** For people: head's address, or base's where head has none. */
  readonly address: string
  readonly base: readonly Content[]
  readonly head: readonly Content[]
  /** The declaration, and the module calls that lead to it, to fall back on when no element is to blame. */
  readonly span: Span
  readonly calls?: readonly Span[]
}

export type PolicyPair = Pair<PolicyKind, PolicyDocument>
export type ReachPair = Pair<ReachKind, Reach>

/** What decides whether a policy that came is one that went under another name. */
export interface Renaming {
  /** True where access of `head` lies within that of `base`. */
  readonly within: (base: PolicyPair, head: PolicyPair) => boolean
}

/** More candidates than this are not tried: each would be compared with each. */
const MAX_RENAME_CANDIDATES = 64

/**
 * Pairs the policies of base and head by holder and kind; what is left pairs, for documents whose name is only a file
 * or a data source, one to one where head's access lies within base's.
 */
export function pairPolicies(
  base: readonly ConfiguredPolicy[],
  head: readonly ConfiguredPolicy[],
  renaming: Renaming,
): readonly PolicyPair[] {
  const baseGroups = group(base, documentOf, 'base')
  const headGroups = group(head, documentOf, 'head')
  const pairs: PolicyPair[] = []
  const arrived: PolicyPair[] = []
  for (const [key, pair] of headGroups) {
    const same = baseGroups.get(key)
    baseGroups.delete(key)
    if (same === undefined) arrived.push(pair)
    else pairs.push(join(same, pair))
  }
  const departed = new Set(baseGroups.values())
  const few = arrived.length * departed.size <= MAX_RENAME_CANDIDATES ** 2
  const unpaired = few ? arrived.filter((pair) => !pairWithDeparted(pair, departed, pairs, renaming)) : arrived
  return [...pairs, ...unpaired, ...departed]
}

function pairWithDeparted(arrived: PolicyPair, departed: Set<PolicyPair>, pairs: PolicyPair[], renaming: Renaming) {
  for (const candidate of departed) {
    if (candidate.kind !== arrived.kind || !isRenamed(candidate, arrived, renaming)) continue
    departed.delete(candidate)
    pairs.push(join(candidate, arrived))
    return true
  }
  return false
}

function isRenamed(departed: PolicyPair, arrived: PolicyPair, { within }: Renaming): boolean {
  const renaming = renameClass(departed)
  return renaming !== undefined && renaming === renameClass(arrived) && within(departed, arrived)
}

/**
 * Documents that nothing in the repository names: a raw file (within its own folder, so that a file that moves
 * from a test account's folder to another account's is new there) or a data source (within its own module).
 */
function renameClass(pair: PolicyPair): string | undefined {
  if (pair.holder.startsWith('file:')) return `file:${folderOf(pair.span.file)}\n${namesWithin(pair.holder)}`
  if (pair.holder.startsWith('data:')) return `data:${folderOf(pair.span.file)}`
  return undefined
}

/** Of a document within a file, the names that it goes by there: one for somebody else is another one. */
function namesWithin(holder: string): string {
  return holder.split('\n')[1] ?? ''
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}

/** Pairs what is reached at base and head by holder and kind. */
export function pairReaches(base: readonly ConfiguredReach[], head: readonly ConfiguredReach[]): readonly ReachPair[] {
  const before = group(base, ({ reach }) => reach, 'base')
  const after = group(head, ({ reach }) => reach, 'head')
  const gone = [...before].flatMap(([key, pair]) => (after.has(key) ? [] : [pair]))
  return [...[...after].map(([key, pair]) => ({ ...pair, base: before.get(key)?.base ?? [] })), ...gone]
}

function documentOf({ document }: ConfiguredPolicy): PolicyDocument {
  return document
}

function group<Held extends ConfiguredGrant, Content>(
  policies: readonly Held[],
  contentOf: (policy: Held) => Content,
  side: 'base' | 'head',
): Map<string, Pair<Held['kind'], Content>> {
  const groups = new Map<string, Pair<Held['kind'], Content>>()
  for (const policy of policies) {
    const key = `${policy.kind} ${policy.holder}`
    const known = groups.get(key) ?? {
      kind: policy.kind,
      holder: policy.holder,
      address: policy.address,
      base: [],
      head: [],
      span: policy.span,
      ...(policy.calls === undefined ? {} : { calls: policy.calls }),
    }
    groups.set(key, { ...known, [side]: [...known[side], contentOf(policy)] })
  }
  return groups
}

function join(base: PolicyPair, head: PolicyPair): PolicyPair {
  return { ...head, base: base.base }
}
