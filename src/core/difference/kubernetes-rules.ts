import type { AccessRequest } from '../authorization/access.ts'
import type { KubernetesRule, KubernetesRules } from '../authorization/kubernetes/rules.ts'
import { type Box, type Facet, names, pointOutside } from './boxes.ts'
import type { DocumentVerdict } from './document-verdict.ts'
import { unspelledLetter } from './unspelled-letter.ts'

const NO_NAME = ''

/**
 * Rules are the union of their boxes: API group × resource × verb × name, or URL × verb. `*` is everything; `*\/scale`
 * is that subresource of everything; a rule with resourceNames is not for requests without a name, such as `create`.
 * Source: "Using RBAC Authorization", Kubernetes documentation.
 */
export function compareKubernetesRules(
  base: KubernetesRules | undefined,
  head: KubernetesRules | undefined,
): DocumentVerdict {
  const fresh = freshNames([...(base ?? []), ...(head ?? [])])
  const resources = pointOutside(resourceBoxes(base, fresh), resourceBoxes(head, fresh), isPossible)
  if (resources.kind === 'found') return { verdict: 'broadened', witness: resourceWitness(resources.point) }
  const urls = pointOutside(urlBoxes(base, fresh), urlBoxes(head, fresh))
  if (urls.kind === 'found') {
    const [resource = '', action = ''] = urls.point
    return { verdict: 'broadened', witness: { action, resource, context: {} } }
  }
  if (resources.kind === 'none' && urls.kind === 'none') return { verdict: 'not-broadened' }
  return { verdict: 'undecided', reason: 'the rules can be combined in too many ways' }
}

/** What stands for any name, and for any API group, that no rule spells: nothing between two slashes begins like it. */
interface Fresh {
  readonly name: string
  readonly group: string
}

function freshNames(rules: KubernetesRules): Fresh {
  const texts = rules.flatMap((rule) => [
    ...(rule.apiGroups ?? []),
    ...(rule.resources ?? []),
    ...rule.verbs,
    ...(rule.resourceNames ?? []),
    ...(rule.nonResourceURLs ?? []),
  ])
  const initials = new Set(texts.flatMap((text) => text.split('/')).map((part) => part.charAt(0)))
  const name = unspelledLetter(initials) ?? texts.join('')
  return { name, group: texts.includes('example.com') ? `${name}.example.com` : 'example.com' }
}

function resourceBoxes(rules: KubernetesRules | undefined, fresh: Fresh): readonly Box[] {
  return (rules ?? [])
    .filter((rule) => (rule.nonResourceURLs ?? []).length === 0)
    .map((rule) => [
      groups(rule, fresh),
      anyOf(rule.resources ?? [], (text) => resource(text, fresh)),
      verbs(rule, fresh),
      resourceNames(rule, fresh),
    ])
}

function urlBoxes(rules: KubernetesRules | undefined, fresh: Fresh): readonly Box[] {
  return (rules ?? [])
    .filter((rule) => (rule.nonResourceURLs ?? []).length > 0)
    .map((rule) => [anyOf(rule.nonResourceURLs ?? [], (text) => url(text, fresh)), verbs(rule, fresh)])
}

function groups(rule: KubernetesRule, fresh: Fresh): Facet {
  return names((rule.apiGroups ?? []).includes('*') ? 'all' : (rule.apiGroups ?? []), fresh.group)
}

function verbs(rule: KubernetesRule, fresh: Fresh): Facet {
  return names(rule.verbs.includes('*') ? 'all' : rule.verbs, fresh.name)
}

/** Without resourceNames every name, and requests that have none. */
function resourceNames(rule: KubernetesRule, fresh: Fresh): Facet {
  const listed = rule.resourceNames ?? []
  if (listed.length > 0) return names(listed, fresh.name)
  const all = names('all', fresh.name)
  return { contains: () => true, samples: (others) => [...all.samples(others), NO_NAME] }
}

/** A union of single patterns of one dimension. */
function anyOf(texts: readonly string[], facet: (text: string) => Facet): Facet {
  const facets = texts.map(facet)
  return {
    contains: (value) => facets.some((each) => each.contains(value)),
    samples: (others) => [...new Set(facets.flatMap((each) => each.samples(others)))],
  }
}

function resource(text: string, fresh: Fresh): Facet {
  if (text === '*') {
    const any = [fresh.name, `${fresh.name}/${fresh.name}`]
    return { contains: () => true, samples: (others) => [...any, ...others.flatMap((other) => other.samples([]))] }
  }
  if (!text.startsWith('*/')) return names([text], fresh.name)
  const suffix = text.slice(1)
  const contains = (value: string) => value.includes('/') && value.slice(value.indexOf('/')) === suffix
  return {
    contains,
    samples: (others) => [`${fresh.name}${suffix}`, ...others.flatMap((other) => other.samples([])).filter(contains)],
  }
}

/** `*` counts at the end alone: `/apis/*` is everything below, and not `/apis` itself. */
function url(text: string, fresh: Fresh): Facet {
  if (!text.endsWith('*')) return names([text], '/')
  const prefix = text.replace(/\*+$/, '')
  const contains = (value: string) => value.startsWith(prefix)
  return {
    contains,
    samples: (others) => {
      const below = [`${prefix}${fresh.name}`, prefix]
      return [...below, ...others.flatMap((other) => other.samples([])).filter(contains)]
    },
  }
}

/** Verbs that name no object; a subresource belongs to an object that has a name. An apply creates by name. */
const NAMELESS: ReadonlySet<string> = new Set(['deletecollection'])

function isPossible(point: readonly string[]): boolean {
  const [, resourceName = '', verb = '', name = ''] = point
  return name === NO_NAME || resourceName.includes('/') || !NAMELESS.has(verb)
}

function resourceWitness(point: readonly string[]): AccessRequest {
  const [apiGroup = '', resourceName = '', action = '', name = ''] = point
  return { action, resource: resourceName, context: { apiGroup, ...(name === NO_NAME ? {} : { resourceName: name }) } }
}
