import type { Diagnostic } from '../../../text/diagnostic.ts'
import type { Span } from '../../../text/span.ts'
import type { MapValue, Value } from '../../../value/value.ts'
import type { Repository } from '../module-access.ts'
import type { TerragruntLimits } from './limits.ts'

/** One unit or stack, and where its reading asks for what the repository holds. It does no I/O itself. */
export interface TerragruntInput {
  /** Repository-relative directory without a trailing slash; empty for the repository's root. */
  readonly directory: string
  readonly repository: ConfigurationRepository
  readonly limits?: TerragruntLimits
}

/** What a reading may ask for. */
export interface ConfigurationRepository
  extends Pick<Repository, 'parse' | 'readFile' | 'listFiles' | 'filesIn' | 'identity'> {
  /** Covers every configuration file of the repository, whatever its name: `.hcl` and `.hcl.json`. */
  configurationFingerprint(): string
}

/** What every reading tells beside its result. */
export interface TerragruntReading {
  /** Every repository path that determined the result. */
  readonly read: readonly string[]
  /** Repository paths that were asked for and are not loaded: load them and read again. */
  readonly wanted: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
  readonly unreadable: readonly Unreadable[]
}

/** A part of a configuration file that is not understood: whatever it means is missing from the result. */
export interface Unreadable {
  /** A block type, an attribute, or a path. */
  readonly name: string
  /** Completes "name …", e.g. `is no block that Terragrunt is known to have`. */
  readonly reason: string
  readonly span: Span
}

/**
 * What Terragrunt makes of one unit: which module it runs and with which variables, as whom, and which files it adds.
 * All of it is merged from the unit's file and what that includes, and all of it may hold unknown parts.
 */
export interface TerragruntUnit extends TerragruntReading {
  readonly directory: string
  /** The unit's own configuration file. */
  readonly path: string
  /** Files that the unit includes, whatever the strategy. */
  readonly includes: readonly string[]
  /** `terraform.source` as evaluated, with its `//` and `?ref=`; undefined where no file sets it. */
  readonly source: Value | undefined
  /** What `source` comes to. */
  readonly module: UnitModule
  /**
   * The module's variables by name, merged from all files. An entry is unknown where a whole `inputs` that is not
   * known may override it. Terragrunt passes them as TF_VAR_ variables of the environment: `terraform.tfvars`,
   * `*.auto.tfvars` and `commandLine` win over them. A null input is not passed at all.
   */
  readonly inputs: MapValue
  /** Whole `inputs` whose names are not known: each may set any variable. */
  readonly openInputs: readonly Value[]
  /** `extra_arguments`: TF_VAR_ variables by the variable's name. They win over `inputs`. */
  readonly environment: MapValue
  /** `extra_arguments` for plan or apply: `-var` and `-var-file`, in the order in which Terraform reads them. */
  readonly commandLine: readonly VariableSource[]
  /** Files in the unit's directory that Terragrunt copies over the module's: Terraform's own and `.tfvars`. */
  readonly copied: readonly string[]
  readonly generated: readonly GeneratedFile[]
  /** The `remote_state` block: `backend`, `config`, `generate` and so on. */
  readonly remoteState: Value | undefined
  readonly dependencies: readonly UnitDependency[]
  /**
   * With whose access Terraform runs: `iam_role`, `iam_assume_role_…`, `iam_web_identity_token`, and variables of the
   * environment that providers read (`env_vars.AWS_PROFILE`). By name.
   */
  readonly identity: ReadonlyMap<string, Value>
  /** Commands that Terragrunt runs around Terraform, by `before_hook.name` and so on, and `terraform_binary` instead of it. */
  readonly hooks: ReadonlyMap<string, Value>
  readonly skip: Value | undefined
  readonly exclude: Value | undefined
}

/**
 * Which module a unit runs. `own`: no source, the files of its directory alone. `local`: a directory of the repository.
 * `remote`: an address elsewhere. `outside`: a local path that leaves the repository. `unknown`: not decided.
 */
export type UnitModule =
  | { readonly kind: 'own'; readonly directory: string }
  | { readonly kind: 'local'; readonly directory: string }
  | { readonly kind: 'remote'; readonly address: Value }
  | { readonly kind: 'outside' | 'unknown'; readonly address: Value }

/** One source of variables on Terraform's command line; later ones win. */
export type VariableSource =
  | { readonly kind: 'variable'; readonly name: string; readonly value: Value }
  /** `repositoryPath` is undefined where the path is not known or leaves the repository. An optional one may be absent. */
  | {
      readonly kind: 'file'
      readonly path: Value
      readonly repositoryPath: string | undefined
      readonly optional: boolean
    }
  /** An argument that is not known: it may set any variable. */
  | { readonly kind: 'unknown'; readonly value: Value }

/** A file that Terragrunt writes into the module's directory before it runs Terraform. */
export interface GeneratedFile {
  /** The `generate` block's label; `remote_state` for the backend's. */
  readonly name: string
  readonly path: Value
  /** As if it were written into the unit's directory; undefined where the path is not known or leaves it. */
  readonly repositoryPath: string | undefined
  /** Text with the places of its pieces (value/text-origin.ts), or unknown. */
  readonly contents: Value
  /** `overwrite`, `overwrite_terragrunt`, `skip` (a file that is there stays), `error`. */
  readonly ifExists: Value | undefined
  /** True where nothing is written. */
  readonly disable: Value | undefined
  readonly span: Span
}

/** A unit whose outputs this one uses. */
export interface UnitDependency {
  readonly name: string
  readonly configPath: Value | undefined
  /** The dependency's directory where it is in the repository. */
  readonly directory: string | undefined
  readonly span: Span
}

/** What a `terragrunt.stack.hcl` makes: every unit is an opaque function of its source, path and values. */
export interface TerragruntStack extends TerragruntReading {
  readonly directory: string
  readonly path: string
  readonly components: readonly StackComponent[]
}

export interface StackComponent {
  readonly kind: 'unit' | 'stack'
  readonly name: string
  readonly source: Value | undefined
  readonly path: Value | undefined
  readonly values: Value | undefined
  readonly span: Span
  /** Covers everything that the block says, with the values of what it refers to. */
  readonly fingerprint: string
}
