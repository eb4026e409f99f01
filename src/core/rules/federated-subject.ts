import type { GrantedRegion } from '../difference/difference.ts'
import { asksForKey, readShownCondition, type ShownCondition } from './shown-condition.ts'
import { matchesWildcard } from './wildcard.ts'

/**
 * Which tokens of an identity provider a trust policy takes: all of them, many, or (undefined) those of one project or
 * of one subject. Sources: "Create a role for OpenID Connect federation", IAM User Guide; the providers' own pages on
 * the subjects of their tokens (GitHub, GitLab, Bitbucket, CircleCI, HCP Terraform, Buildkite, Kubernetes).
 */
export function federatedReach({
  principals,
  actions,
  conditions,
}: GrantedRegion): 'any-subject' | 'many-subjects' | undefined {
  if (!actions.some((action) => matchesWildcard(WEB_IDENTITY, action.toLowerCase()))) return undefined
  const asked = conditions.flatMap((text) => readShownCondition(text) ?? []).filter(asksForKey)
  const breadths = asked.filter(isAboutSubject).map(breadthOf)
  if (breadths.includes('some')) return undefined
  if (breadths.includes('many')) return 'many-subjects'
  // A cluster has an issuer of its own.
  return principals.length > 0 && principals.every((principal) => /oidc\.eks\./.test(principal))
    ? 'many-subjects'
    : 'any-subject'
}

const WEB_IDENTITY = 'sts:assumerolewithwebidentity'

/** Claims that tell who somebody is, by the issuer. */
const SUBJECTS =
  /:(?:sub|repository|repository_id|job_workflow_ref|project_id|oaud|user_id|google\/organization_number)$/

/** Providers whose application is the account's own: its users are those of `aud`. */
const APPLICATIONS =
  /^(?:cognito-identity\.amazonaws\.com:aud|accounts\.google\.com:aud|(?:www\.amazon\.com|graph\.facebook\.com):app_id)$/

function isAboutSubject({ key }: ShownCondition): boolean {
  return SUBJECTS.test(key) || APPLICATIONS.test(key)
}

/** How many subjects the values of a condition take, the widest one counting. */
function breadthOf({ operator, values }: ShownCondition): 'all' | 'many' | 'some' {
  if (!/like/i.test(operator)) return 'some'
  const breadths = values.map(breadthOfPattern)
  return breadths.includes('all') ? 'all' : breadths.includes('many') ? 'many' : 'some'
}

/** What is fixed before a wildcard: a project in its owner, a workspace, a namespace. */
const ONE_PROJECT: readonly RegExp[] = [
  /^repo:[^/:]+\/[^:]+:/,
  /^project_path:[^:]+\/[^:]+:/,
  /^organization:[^:]+:project:[^:]+:workspace:[^:]+:/,
  /^organization:[^:]+:pipeline:[^:]+:/,
  /^org\/[^/]+\/project\/[^/]+\//,
  /^system:serviceaccount:[^:]+:/,
]

/** Subjects that begin like those of a provider whose form is known. */
const KNOWN_FORM = /^(?:repo|project_path|organization|org\/|system:serviceaccount)/

function breadthOfPattern(value: string): 'all' | 'many' | 'some' {
  const text = value.replace(/\$\{[^}]*\}/g, 'x/x')
  const end = text.search(/[*?]/)
  if (end === -1) return 'some'
  const fixed = text.slice(0, end)
  if (/^[a-z_]*:?$/.test(fixed) && /^[a-z_]*:?[*?]+(?:[:/][*?]+)*$/.test(text)) return 'all'
  if (KNOWN_FORM.test(fixed)) return ONE_PROJECT.some((form) => form.test(fixed)) ? 'some' : 'many'
  return /^[^:/|]+[:/|]./.test(fixed) ? 'some' : 'many'
}
