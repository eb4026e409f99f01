import type { AccessRequest } from '../authorization/access.ts'
import type { KubernetesRule, KubernetesRules } from '../authorization/kubernetes/rules.ts'
import { type Box, type Facet, names, pointOutside } from './boxes.ts'
import type { DocumentVerdict } from './document-verdict.ts'

/** What stands for any name that no rule spells. */
const FRESH = 'x'
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
  const resources = pointOutside(resourceBoxes(base), resourceBoxes(head), isPossible)
  if (resources.kind === 'found') return { verdict: 'broadened', witness: resourceWitness(resources.point) }
  const urls = pointOutside(urlBoxes(base), urlBoxes(head))
  if (urls.kind === 'found') {
    const [resource = '', action = ''] = urls.point
    return { verdict: 'broadened', witness: { action, resource, context: {} } }
  }
  if (resources.kind === 'none' && urls.kind === 'none') return { verdict: 'not-broadened' }
  return { verdict: 'undecided', reason: 'the rules can be combined in too many ways' }
}

function resourceBoxes(rules: KubernetesRules | undefined): readonly Box[] {
  return (rules ?? [])
    .filter((rule) => (rule.nonResourceURLs ?? []).length === 0)
    .map((rule) => [groups(rule), anyOf(rule.resources ?? [], resource), verbs(rule), resourceNames(rule)])
}

function urlBoxes(rules: KubernetesRules | undefined): readonly Box[] {
  return (rules ?? [])
    .filter((rule) => (rule.nonResourceURLs ?? []).length > 0)
    .map((rule) => [anyOf(rule.nonResourceURLs ?? [], url), verbs(rule)])
}

function groups(rule: KubernetesRule): Facet {
  return names((rule.apiGroups ?? []).includes('*') ? 'all' : (rule.apiGroups ?? []), 'example.com')
}

function verbs(rule: KubernetesRule): Facet {
  return names(rule.verbs.includes('*') ? 'all' : rule.verbs, FRESH)
}

/** Without resourceNames every name, and requests that have none. */
function resourceNames(rule: KubernetesRule): Facet {
  const listed = rule.resourceNames ?? []
  if (listed.length > 0) return names(listed, FRESH)
  const all = names('all', FRESH)
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

function resource(text: string): Facet {
  if (text === '*') {
    const fresh = [FRESH, `${FRESH}/${FRESH}`]
    return { contains: () => true, samples: (others) => [...fresh, ...others.flatMap((other) => other.samples([]))] }
  }
  if (!text.startsWith('*/')) return names([text], FRESH)
  const suffix = text.slice(1)
  const contains = (value: string) => value.includes('/') && value.slice(value.indexOf('/')) === suffix
  return {
    contains,
    samples: (others) => [`${FRESH}${suffix}`, ...others.flatMap((other) => other.samples([])).filter(contains)],
  }
}

/** `*` counts at the end alone: `/apis/*` is everything below, and not `/apis` itself. */
function url(text: string): Facet {
  if (!text.endsWith('*')) return names([text], '/')
  const prefix = text.replace(/\*+$/, '')
  const contains = (value: string) => value.startsWith(prefix)
  return {
    contains,
    samples: (others) => {
      const below = [`${prefix}${FRESH}`, prefix]
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
