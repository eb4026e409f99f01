const NAME = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/

/**
 * A host as addresses are compared by: lower case, without user and password, without `usualPort`. Undefined for what
 * is no host name; a name in another script than ASCII is none.
 */
export function canonicalHost(authority: string, usualPort: number | undefined): string | undefined {
  const host = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase()
  const [, name = '', port] = /^([^:]*)(?::(\d{1,5}))?$/.exec(host) ?? []
  if (!NAME.test(name) || name.includes('..')) return undefined
  return port === undefined || Number(port) === usualPort ? name : `${name}:${Number(port)}`
}
