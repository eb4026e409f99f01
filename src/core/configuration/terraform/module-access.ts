import type { ConfiguredAccess } from '../../authorization/access.ts'
import type { HclFile } from '../../syntax/hcl/ast.ts'

/** One root module, and where its evaluation asks for what the repository holds. It does no I/O itself. */
export interface ModuleInput {
  /** Repository-relative directory without a trailing slash; empty for the repository's root. */
  readonly directory: string
  /** By repository path: the directory's `.tf` and `.tofu` files, and every `.tfvars` file that belongs to it. */
  readonly files: ReadonlyMap<string, HclFile>
  readonly variant: Variant
  /** The text of a repository path. */
  readonly readFile: (path: string) => FileAnswer
  /** Every repository path below a directory, sorted. */
  readonly listFiles: (directory: string) => readonly string[]
  /** The resource addresses that base declares (`ModuleAccess.addresses`): a `moved` block counts only against them. */
  readonly before?: ReadonlySet<string>
}

export type FileAnswer =
  | { readonly kind: 'text'; readonly text: string }
  /** The repository has no such file, or it is not text. */
  | { readonly kind: 'missing' }
  /** It may be there: the caller loads it and configures the module again. */
  | { readonly kind: 'not-loaded' }

/**
 * One way of setting a root module's variables. `declared`: terraform.tfvars and *.auto.tfvars, else defaults.
 * `unset`: what no declared file fixes is unknown, since the environment or the command line may set it.
 * `tfvars`: declared, overridden by one more file.
 */
export type Variant =
  | { readonly kind: 'declared' }
  | { readonly kind: 'unset' }
  | { readonly kind: 'tfvars'; readonly path: string }

export interface ModuleAccess extends ConfiguredAccess {
  /** Repository paths that were asked for and are not loaded: load them and configure the module again. */
  readonly wanted: readonly string[]
  /** Every repository path that determined the result. */
  readonly read: readonly string[]
  /** To → from, as the module's `moved` blocks declare it. */
  readonly moved: ReadonlyMap<string, string>
  /** Addresses of every resource, data source and module call that is declared, without instance keys. */
  readonly addresses: ReadonlySet<string>
}
