import type { VersionConstraint } from './version-constraint.ts'

/**
 * Where a module call takes its content from. No variant holds a user name, a password or a key: an address may be
 * stored and shown. Subdirectories have no leading slash and no `.` or `..`; empty for a package's root.
 */
export type ModuleSource = LocalSource | RegistrySource | GitSource | RemoteSource | UnknownSource

/** A directory of the same package as the caller. */
export interface LocalSource {
  readonly kind: 'local'
  /** Begins with `./` or `../`, otherwise without `.` and without `..` after a name. */
  readonly path: string
}

export interface RegistrySource {
  readonly kind: 'registry'
  /** Lower case, with a port where it is not the usual one. */
  readonly host: string
  readonly namespace: string
  readonly name: string
  readonly provider: string
  readonly subdirectory: string
  readonly constraint: VersionConstraint
}

/** However its repository is reached: the addresses for HTTPS and for SSH are the same source. */
export interface GitSource {
  readonly kind: 'git'
  /** Lower case, with a port where it is not the transport's usual one. */
  readonly host: string
  /** Without a leading slash and without `.git`, e.g. `owner/repository`. */
  readonly path: string
  /** A branch, a tag or a commit; undefined for the default branch. */
  readonly ref: string | undefined
  readonly subdirectory: string
}

/** What only an installer can fetch. */
export interface RemoteSource {
  readonly kind: 'http' | 's3' | 'gcs' | 'mercurial' | 'oci' | 'file'
  /** For people: scheme, host and path. */
  readonly address: string
  readonly subdirectory: string
  /** Two sources with equal fingerprints are the same address, whatever of it is not shown. */
  readonly fingerprint: string
}

/** An address that Terraform would refuse, or whose meaning is not certain. */
export interface UnknownSource {
  readonly kind: 'unknown'
  /** Ends a sentence that begins with "the source", e.g. `is an address that …`. Quotes nothing of it. */
  readonly reason: string
}

/** A source's name for people and for pins. */
export function nameOfSource(source: ModuleSource): string {
  switch (source.kind) {
    case 'local':
      return source.path
    case 'registry':
      return withSubdirectory(registryModule(source), source.subdirectory)
    case 'git':
      return withSubdirectory(`${source.host}/${source.path}`, source.subdirectory) + refSuffix(source)
    case 'unknown':
      return 'a source that is not understood'
    default:
      return withSubdirectory(source.address, source.subdirectory)
  }
}

/** The module of a registry, without version and subdirectory. */
export function registryModule({ host, namespace, name, provider }: RegistrySource): string {
  return `${host}/${namespace}/${name}/${provider}`
}

/** Whether two addresses mean the same content; versions aside. A source that is not understood equals nothing. */
export function isSameSource(one: ModuleSource, other: ModuleSource): boolean {
  if (one.kind !== other.kind || one.kind === 'unknown') return false
  if ('fingerprint' in one || 'fingerprint' in other) {
    return 'fingerprint' in one && 'fingerprint' in other && one.fingerprint === other.fingerprint
  }
  return nameOfSource(one) === nameOfSource(other)
}

function withSubdirectory(address: string, subdirectory: string): string {
  return subdirectory === '' ? address : `${address}//${subdirectory}`
}

function refSuffix({ ref }: GitSource): string {
  return ref === undefined ? '' : `?ref=${ref}`
}
