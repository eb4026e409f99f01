/** Keys that are one value under several names: the account that owns the resource. */
const ALIASES: ReadonlyMap<string, string> = new Map([['s3:resourceaccount', 'aws:resourceaccount']])

/** The name under which the search knows a condition key, in lower case. */
export function conditionKey(key: string): string {
  const name = key.toLowerCase()
  return ALIASES.get(name) ?? name
}

/** Other names of a key that the search knows. */
export function aliasesOf(key: string): readonly string[] {
  return [...ALIASES].flatMap(([alias, name]) => (name === key ? [alias] : []))
}

/**
 * Keys of which AWS documents that they have one value. Of others it is not known here.
 * Source: "AWS global condition context keys", IAM User Guide; the subject of a token is one by RFC 7519, 4.1.2.
 */
const SINGLE_VALUED: ReadonlySet<string> = new Set(
  [
    ['principalarn', 'principalaccount', 'principalorgid', 'principaltype', 'principalisawsservice'],
    ['principalservicename', 'userid', 'username', 'sourceidentity', 'federatedprovider'],
    ['tokenissuetime', 'multifactorauthage', 'multifactorauthpresent', 'currenttime', 'epochtime'],
    ['sourceip', 'vpcsourceip', 'sourcevpc', 'sourcevpce', 'sourcevpcarn', 'ec2instancesourcevpc'],
    ['ec2instancesourceprivateipv4', 'resourceaccount', 'resourceorgid', 'calledviafirst', 'calledvialast'],
    ['viaawsservice', 'referer', 'requestedregion', 'securetransport', 'useragent'],
    ['sourcearn', 'sourceaccount', 'sourceorgid'],
  ]
    .flat()
    .map((name) => `aws:${name}`),
)

const SINGLE_VALUED_FAMILY = /^aws:(?:principaltag|resourcetag|requesttag)\/|^(?!aws:).*:sub$/

/** Whether a key, by the name that the search knows, never has several values: a quantifier then asks for its one value. */
export function isSingleValued(key: string): boolean {
  return SINGLE_VALUED.has(key) || SINGLE_VALUED_FAMILY.test(key)
}
