import { canonicalHost } from './host.ts'
import type { GitSource } from './module-source.ts'
import { decode } from './package-address.ts'

export type GitLocation = Pick<GitSource, 'host' | 'path'>

const USUAL_PORTS: Readonly<Record<string, number>> = { https: 443, http: 80, ssh: 22, git: 9418 }

/** The repository at `[user@]host[:port]/path`; undefined where host or path are none. */
export function parseGitAddress(scheme: string, location: string): GitLocation | undefined {
  const slash = location.indexOf('/')
  if (slash === -1 || !Object.hasOwn(USUAL_PORTS, scheme)) return undefined
  return locationOf(canonicalHost(location.slice(0, slash), USUAL_PORTS[scheme]), location.slice(slash))
}

/** The repository at `git@host:path`. With another user Terraform does not take it for one; undefined then. */
export function parseScpAddress(base: string): GitLocation | undefined {
  const [, host, path] = /^git@([^:@/]+):(.+)$/.exec(base) ?? []
  return host === undefined || path === undefined ? undefined : locationOf(canonicalHost(host, undefined), path)
}

function locationOf(host: string | undefined, encodedPath: string): GitLocation | undefined {
  const path = decode(encodedPath)
    ?.replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/, '')
  if (host === undefined || path === undefined) return undefined
  const isPath = path.split('/').every((part) => !['', '.', '..', '.git'].includes(part) && !part.startsWith('-'))
  return isPath && !path.includes('\\') ? { host, path } : undefined
}
