import type { ConfiguredPolicy } from '../authorization/access.ts'
import type { ResolvedLink } from './composed-policy.ts'

interface Sides<Content> {
  readonly base: readonly Content[]
  readonly head: readonly Content[]
}

/**
 * Whether a policy is compared on its own, beside what its holders get of it. One that others may hold whom nobody
 * here sees is; one that comes or goes together with what it is attached to is not, nor is one of which all
 * attachments are known.
 */
export function standsAlone(
  policies: Sides<ConfiguredPolicy>,
  links: Sides<ResolvedLink>,
  isUsed: (link: ResolvedLink) => boolean,
): (policy: ConfiguredPolicy) => boolean {
  const known = links.base.concat(links.head).filter(({ given }) => given === undefined)
  const unresolved = known
    .map(({ link }) => link.to)
    .filter((name) => !name.startsWith('aws:') && !name.startsWith('group:'))
  const declared = { base: keysOf(policies.base), head: keysOf(policies.head) }
  const attached = { base: namesOf(links.base, isResolved), head: namesOf(links.head, isResolved) }
  const used = { base: namesOf(links.base, isUsed), head: namesOf(links.head, isUsed) }
  return (policy) => {
    const { names = [] } = policy
    const isAt = (side: ReadonlySet<string>) => names.some((name) => side.has(name))
    if (names.length === 0) return true
    if (!declared.base.has(keyOf(policy))) return !isAt(attached.head)
    if (!declared.head.has(keyOf(policy))) return !isAt(attached.base)
    return !isAt(used.base) || !isAt(used.head) || unresolved.some((name) => mayName(name, policy))
  }
}

function isResolved({ given }: ResolvedLink): boolean {
  return given !== undefined
}

/** The names of policies that are given, by whatever way. */
function namesOf(links: readonly ResolvedLink[], isCounted: (link: ResolvedLink) => boolean): ReadonlySet<string> {
  return new Set(links.filter(isCounted).map(({ link }) => link.to))
}

function keysOf(policies: readonly ConfiguredPolicy[]): ReadonlySet<string> {
  return new Set(policies.map(keyOf))
}

function keyOf({ kind, holder }: ConfiguredPolicy): string {
  return `${kind} ${holder}`
}

/** An ARN that is written out names a policy of that name; anything else may be any. */
function mayName(name: string, { holder }: ConfiguredPolicy): boolean {
  const [, last] = /^named:arn:.*\/([^/]+)$/.exec(name) ?? []
  return last === undefined || holder.endsWith(`/${last}`) || holder.includes('#')
}
