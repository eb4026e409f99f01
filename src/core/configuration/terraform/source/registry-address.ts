import { canonicalHost } from './host.ts'
import type { RegistrySource } from './module-source.ts'
import type { PackageAddress } from './package-address.ts'

const DEFAULT_HOST = 'registry.terraform.io'
/** Terraform keeps these for repositories. */
const REPOSITORY_HOSTS: ReadonlySet<string> = new Set(['github.com', 'bitbucket.org'])
const NAME = /^[0-9A-Za-z](?:[0-9A-Za-z_-]{0,62}[0-9A-Za-z])?$/
const PROVIDER = /^[0-9a-z]{1,64}$/

/** `[host/]namespace/name/provider`; undefined for an address of another form. */
export function parseRegistryAddress(address: PackageAddress): Omit<RegistrySource, 'kind' | 'constraint'> | undefined {
  const parts = address.base.split('/')
  if (address.query !== undefined || parts.length < 3 || parts.length > 4) return undefined
  const [namespace = '', name = '', provider = ''] = parts.slice(-3)
  const host = parts.length === 4 ? registryHost(parts[0] ?? '') : DEFAULT_HOST
  if (host === undefined || !NAME.test(namespace) || !NAME.test(name) || !PROVIDER.test(provider)) return undefined
  return { host, namespace, name, provider, subdirectory: address.subdirectory }
}

function registryHost(text: string): string | undefined {
  if (text.includes('@') || text.includes('--')) return undefined
  const host = canonicalHost(text, 443)
  return host === undefined || !host.includes('.') || REPOSITORY_HOSTS.has(host) ? undefined : host
}
