import type { ModuleSource } from '../core/configuration/terraform/source/module-source.ts'
import type { SourceTrees } from './source-trees.ts'

/** Content of modules that are not in the repository, each pinned to what it resolved to. */
export interface ModuleSources {
  /** `unreadable` where nobody has the content. Faults of the world (network, disk) are thrown as `Fault`. */
  resolve(request: ModuleRequest): Promise<ModulePackage | UnreadableModule>
}

/** One module call of one side of a change. */
export interface ModuleRequest {
  /** `parseModuleSource(source, version)` of the call's two arguments. */
  readonly source: ModuleSource
  /** Repository-relative directory of the root module; empty for the repository's root. */
  readonly rootDirectory: string
  /** Names of the calls from the root module down to this one, without instance keys, e.g. `['vpc', 'subnets']`. */
  readonly call: readonly string[]
  /** The revision of the side that the call is on. */
  readonly revision: string
}

export interface ModulePackage {
  readonly kind: 'package'
  readonly pin: ModulePin
  /** The package. Links in it are listed and cannot be read; `Fault` of kind `invalid` beyond its limits. */
  readonly trees: SourceTrees
  /** The only revision of `trees`. */
  readonly revision: string
  /** The module's directory within the package: local sources inside are relative to it. Empty for the root. */
  readonly directory: string
  readonly choice: Choice
}

/**
 * Who chose this content. `call`: the call names it (a version, a ref). `newest`: of what the call admits it is the
 * newest there is (a range of versions, a default branch). `installed`: the call admits it and it is what happens to
 * be installed; a fresh installation may choose other content, and nothing tells for which side it was installed.
 */
export type Choice = 'call' | 'newest' | 'installed'

/** What a call resolved to: equal pins mean equal content. */
export type ModulePin =
  | { readonly kind: 'commit'; readonly repository: string; readonly commit: string }
  | { readonly kind: 'version'; readonly module: string; readonly version: string; readonly content: string }
  | { readonly kind: 'content'; readonly source: string; readonly content: string }

export interface UnreadableModule {
  readonly kind: 'unreadable'
  /** For people: a sentence without its full stop. Holds no secret of the address. */
  readonly why: string
}

export function unreadableModule(why: string): UnreadableModule {
  return { kind: 'unreadable', why }
}

/** A pin as one text, to be shown and to be part of a fingerprint. */
export function pinText(pin: ModulePin): string {
  switch (pin.kind) {
    case 'commit':
      return `${pin.repository}@${pin.commit}`
    case 'version':
      return `${pin.module}@${pin.version}#${pin.content}`
    case 'content':
      return `${pin.source}#${pin.content}`
  }
}
