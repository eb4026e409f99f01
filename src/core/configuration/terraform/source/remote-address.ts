import { digestOf } from '../../../value/fingerprint.ts'
import { type GitLocation, parseGitAddress, parseScpAddress } from './git-address.ts'
import { canonicalHost } from './host.ts'
import type { ModuleSource, RemoteSource, UnknownSource } from './module-source.ts'
import { cleanSubdirectory, decode, type PackageAddress, parametersOf } from './package-address.ts'
import { storageAddress } from './storage-address.ts'

/** Installers that Terraform and OpenTofu have, by the prefix `name::` or the scheme that selects them. */
const INSTALLERS: Readonly<Record<string, RemoteSource['kind'] | 'git'>> = {
  git: 'git',
  hg: 'mercurial',
  http: 'http',
  https: 'http',
  s3: 's3',
  gcs: 'gcs',
  oci: 'oci',
  file: 'file',
}

/**
 * An address for an installer: `[installer::]scheme://…`, or one of the short forms that Terraform has always known
 * (GitHub, Bitbucket, `git@host:path`, S3, Google Cloud Storage, an absolute path).
 */
export function parseRemoteAddress(address: PackageAddress): ModuleSource {
  const [, forced, rest = address.base] = /^([A-Za-z0-9]+)::(.+)$/.exec(address.base) ?? []
  const url = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(.*)$/.exec(rest)
  if (url === null) return parseShortForm({ ...address, base: rest }, forced)
  const [, scheme = '', location = ''] = url
  return parseUrl(forced, scheme.toLowerCase(), location, address)
}

function parseUrl(forced: string | undefined, scheme: string, location: string, address: PackageAddress): ModuleSource {
  const installer = forced ?? scheme
  const kind = Object.hasOwn(INSTALLERS, installer) ? INSTALLERS[installer] : undefined
  if (kind === undefined) return unknown('names an installer that Terraform does not have')
  if (kind !== 'git') return remote(kind, scheme, location, address)
  if (scheme === 'file') return remote('file', scheme, location, address)
  return git(parseGitAddress(scheme, location), address)
}

function parseShortForm(address: PackageAddress, forced: string | undefined): ModuleSource {
  const { base } = address
  if (base.startsWith('github.com/')) return github(address, forced)
  const scp = parseScpAddress(base)
  if (scp !== undefined) return isGit(forced) ? git(scp, address) : unknown('is an address that only git has')
  if (base.startsWith('bitbucket.org/')) return parseUrl(forced ?? 'git', 'https', base, address)
  const storage = storageAddress(base)
  if (storage !== undefined) return parseUrl(forced ?? storage.kind, 'https', storage.location, address)
  if (base.startsWith('/')) return parseUrl(forced, 'file', base, address)
  return unknown('is an address that Terraform does not know')
}

function isGit(forced: string | undefined): boolean {
  return forced === undefined || forced === 'git'
}

/** `github.com/owner/repository`; whatever follows is a subdirectory. */
function github(address: PackageAddress, forced: string | undefined): ModuleSource {
  const [host = '', owner = '', repository = '', ...rest] = address.base.split('/')
  if (owner === '' || repository === '') return unknown('has no repository after github.com')
  const subdirectory = cleanSubdirectory([...rest, address.subdirectory].join('/'))
  if (subdirectory === undefined) return unknown('has a subdirectory that leaves its package')
  return parseUrl(forced ?? 'git', 'https', `${host}/${owner}/${repository}`, { ...address, subdirectory })
}

/** `ref` selects, `depth` and `sshkey` only say how to fetch; any other parameter would be part of the URL. */
const GIT_PARAMETERS: ReadonlySet<string> = new Set(['ref', 'depth', 'sshkey'])

function git(location: GitLocation | undefined, { query, subdirectory }: PackageAddress): ModuleSource {
  if (location === undefined) return unknown('has no host or no path of a repository')
  const parameters = parametersOf(query)
  if (parameters === undefined) return unknown('has parameters that cannot be decoded')
  if (parameters.some(({ name }) => !GIT_PARAMETERS.has(name)))
    return unknown('has a parameter that git sources do not have')
  const ref = parameters.find(({ name }) => name === 'ref')?.value ?? ''
  if (ref !== '' && !isRef(ref)) return unknown('has a ref that is no name of a branch, a tag or a commit')
  return { kind: 'git', ...location, ref: ref === '' ? undefined : ref, subdirectory }
}

/** The rules of git-check-ref-format, and no leading dash: a ref is never an option. */
function isRef(ref: string): boolean {
  if (ref.length > 250 || /^[-/.]|[ ~^:?*[\\]|\.\.|\/\/|\/\.|@\{|[/.]$|^@$/.test(ref)) return false
  return ref.split('/').every((part) => !part.endsWith('.lock'))
}

function remote(
  kind: RemoteSource['kind'],
  scheme: string,
  location: string,
  { query, subdirectory }: PackageAddress,
): RemoteSource | UnknownSource {
  const slash = location.indexOf('/')
  const authority = slash === -1 ? location : location.slice(0, slash)
  const host = authority === '' && scheme === 'file' ? '' : canonicalHost(authority, scheme === 'https' ? 443 : 80)
  const path = slash === -1 ? '' : decode(location.slice(slash))
  if (host === undefined || path === undefined) return unknown('has no host or a path that cannot be decoded')
  const address = `${scheme}://${host}${path}`
  // The parameters may hold keys: they count, and are not kept.
  return {
    kind,
    address,
    subdirectory,
    fingerprint: digestOf('module-source', kind, address, subdirectory, query ?? ''),
  }
}

function unknown(reason: string): UnknownSource {
  return { kind: 'unknown', reason }
}
