import { knownText, type Value } from '../../../value/value.ts'

/** Words of argument and type names that speak of access. */
const ACCESS_WORDS: ReadonlySet<string> = new Set([
  'access',
  'accessible',
  'acl',
  'acls',
  'administrators',
  'admins',
  'allow',
  'allowed',
  'anonymous',
  'assignment',
  'assume',
  'binding',
  'cidr',
  'cidrs',
  'collaborator',
  'collaborators',
  'deny',
  'egress',
  'exposed',
  'firewall',
  'grant',
  'grantee',
  'grantees',
  'grants',
  'iam',
  'impersonate',
  'ingress',
  'member',
  'members',
  'membership',
  'owners',
  'permission',
  'permissions',
  'policies',
  'policy',
  'principal',
  'principals',
  'privilege',
  'privileged',
  'privileges',
  'public',
  'publicly',
  'rbac',
  'role',
  'roles',
  'share',
  'shared',
  'sharing',
  'trust',
  'trusted',
])

/** Policies of these kinds say what happens over time, or how a connection is encrypted, not who may do what. */
const OTHER_POLICIES =
  /(?:^|_)(?:(?:app)?autoscaling|scaling|lifecycle|retention|retry|update|upgrade|deletion|redrive|delivery|restart|routing|cache|compression|placement|eviction|expiration|rotation|termination|protocol|ssl|tls)(?:_|$)/

const SECURITY_GROUP = /(?:^|_)security_groups?(?:_|$)/

/** What a trail records. */
const EVENT_SELECTOR = /(?:^|_)event_selectors?(?:$| )/

/** Names with such words that say what an upgrade may do, or whether a record may be there already. */
const QUIET = /^allow_(?:major_version_upgrade|version_upgrade|overwrite)$/

/** Whether a type is a policy of what happens over time, so that an argument `policy` of it is none of access. */
export function isOtherPolicy(type: string): boolean {
  return OTHER_POLICIES.test(type) && !speaksOfAccess(type)
}

/** Whether the name of an argument, a block or a type of resource speaks of access. */
export function speaksOfAccess(name: string): boolean {
  if (SECURITY_GROUP.test(name) || EVENT_SELECTOR.test(name)) return true
  const spelled = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()
  if (QUIET.test(spelled)) return false
  const words = spelled.split(/[^a-z0-9]+/)
  if (words.some((word) => word.startsWith('auth'))) return true
  const found = words.filter((word) => ACCESS_WORDS.has(word))
  if (found.length === 0) return false
  const isOnlyPolicy = found.every((word) => word === 'policy' || word === 'policies')
  return !(isOnlyPolicy && OTHER_POLICIES.test(name))
}

/** Words of inputs by which modules and templates of elsewhere open something or give it to somebody. */
const INPUT_WORDS: ReadonlySet<string> = new Set([
  'admin',
  'anonymous',
  'exec',
  'execute',
  'external',
  'flow',
  'internal',
  'internet',
  'login',
  'logins',
  'mfa',
  'oidc',
  'ownership',
  'saml',
  'ssl',
  'sso',
  'subjects',
  'tls',
  'trail',
  'users',
  'visibility',
  'waf',
])

/** Groups of people, and not of machines or settings. */
const GROUPS_OF_PEOPLE =
  /(?:^|_)(?<!(?:autoscaling|consumer|log|node|option|parameter|placement|resource|scaling|subnet|target)_)groups$/

/** An address by which something is reached comes to be made. */
const MAKES_URL = /(?:^|_)(?:create|enable)\w*_urls?$/

/** The same of an input of what cannot be read: nobody knows what is done with it. */
export function inputSpeaksOfAccess(name: string): boolean {
  if (speaksOfAccess(name)) return true
  const spelled = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()
  if (GROUPS_OF_PEOPLE.test(spelled) || MAKES_URL.test(spelled)) return true
  return spelled.split(/[^a-z0-9]+/).some((word) => INPUT_WORDS.has(word))
}

/**
 * Types that filter requests and traffic, in either language: whatever their arguments are called, less of them, or more
 * that they let through, may be access.
 */
export function isFilter(type: string): boolean {
  return /^aws_(?:waf|networkfirewall_)|^AWS::(?:WAF|NetworkFirewall::)/.test(type)
}

/**
 * Web ACLs, in either language: a new one limits what is put behind it and gives nothing. In whose place it comes says
 * what names it: the association, or the distribution.
 */
export function isWebAcl(type: string): boolean {
  return /^aws_waf(?:v2|regional)?_web_acl$|^AWS::WAF(?:v2|Regional)?::WebACL$/.test(type)
}

/** Texts that only access is written with. */
const TELLING_TEXT =
  /(?:0\.0\.0\.0\/0|::\/0|\ballUsers\b|\ballAuthenticatedUsers\b|"(?:Statement|Effect)"|\broles\/[a-z]|\bkind:\s*(?:Cluster)?Role|^(?!aws:)[a-z0-9-]{2,40}:[A-Za-z*?]{1,80}$|\baws\s+iam\b|(?:add|set)-iam-policy|\b(?:cluster)?rolebinding\b|\bput-\w+-policy\b|@aws_(?:api_key|auth|cognito_user_pools|iam|lambda|oidc)\b)/m

/** Longer texts are searched to this length; what follows is taken to be telling. */
const MAX_SEARCHED_LENGTH = 65_536

/** Whether a value speaks of access: actions, open networks, everyone, whole policies; and with `names`, ARNs. */
export function valueSpeaksOfAccess(value: Value, names: boolean): boolean {
  switch (value.kind) {
    case 'text': {
      const text = knownText(value)
      if (text !== undefined && text.length > MAX_SEARCHED_LENGTH) return true
      return value.parts.some((part) =>
        part.kind === 'literal'
          ? TELLING_TEXT.test(part.text) || (names && /\barn:[a-z-]+:/.test(part.text))
          : tellingAddress(part.symbol.address, names),
      )
    }
    case 'unknown':
      return tellingAddress(value.symbol.address, names)
    case 'list':
      return value.items.some((item) => valueSpeaksOfAccess(item, names))
    case 'map':
      return value.entries.values().some((entry) => valueSpeaksOfAccess(entry.value, names))
    default:
      return false
  }
}

function tellingAddress(address: string, names: boolean): boolean {
  return /\.(?:json|minified_json)$/.test(address) || (names && /(?:^|[._])arns?$/.test(address))
}
