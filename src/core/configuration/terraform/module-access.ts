import type { ConfiguredAccess } from '../../authorization/access.ts'
import type { HclFile } from '../../syntax/hcl/ast.ts'
import type { Span } from '../../text/span.ts'
import type { Value } from '../../value/value.ts'
import type { ModuleCall } from './module-tree.ts'

/** One root module, and where its evaluation asks for what the repository holds. It does no I/O itself. */
export interface ModuleInput extends Repository {
  /** Repository-relative directory without a trailing slash; empty for the repository's root. */
  readonly directory: string
  /**
   * What is deployed, where several deployments run the same module: what is made is this one's, and has nothing to do
   * with what the others make. The module's directory where it is absent.
   */
  readonly deployment?: string
  /**
   * The directory's own module files, and every `.tfvars` file that belongs to it, by the path that they have in the
   * module. A file's own path is where it is written, which is elsewhere where another tool puts it into the module.
   */
  readonly files: ReadonlyMap<string, HclFile>
  readonly variant: Variant
  readonly given?: GivenVariables
  /** The addresses that base declares (`ModuleAccess.addresses`): a `moved` block counts only against them. */
  readonly before?: Pick<ModuleAccess['addresses'], 'has'>
  /** The case that is evaluated, of conditions that are not known: truth values, as `ModuleAccess.conditions` names them. */
  readonly assumed?: ReadonlyMap<string, boolean>
  readonly unaffected?: Unaffected
}

/** What a change leaves as it is (affected.ts). What it gives is left out, since it is the same on both sides. */
export interface Unaffected {
  /** Absolute addresses without instance keys. */
  readonly addresses: ReadonlySet<string>
  /** Files that changed: of what stands in them, problems are told all the same. */
  readonly changedFiles: ReadonlySet<string>
}

/** Values of variables that another tool passes to Terraform. */
export interface GivenVariables {
  /** TF_VAR_ variables of the environment, by the variable's name: files and the command line win over them. */
  readonly environment: ReadonlyMap<string, Value>
  /** Later ones win, and all of them over every file. */
  readonly commandLine: readonly PassedVariables[]
  /** What may set, in the environment, any variable that nothing else sets. */
  readonly open: readonly Value[]
}

/** One argument of Terraform's command line: one variable, a file of them, or one that may set any variable. */
export type PassedVariables =
  | { readonly kind: 'variable'; readonly name: string; readonly value: Value }
  | { readonly kind: 'file'; readonly file: HclFile }
  | { readonly kind: 'unknown'; readonly value: Value }

/** What an evaluation may ask for. Every answer is the same for the same question as long as it runs. */
export interface Repository {
  /** The tree of a file with Terraform's syntax, native or JSON by its name. */
  parse(path: string, text: string): HclFile
  /** The text of a repository path. */
  readFile(path: string): FileAnswer
  /** Every repository path below a directory, sorted. */
  listFiles(directory: string): readonly string[]
  /** Every repository path directly within a directory, sorted. */
  filesIn(directory: string): readonly string[]
  /** What a path holds, without reading it: equal texts for equal content. Undefined where there is no such file. */
  identity(path: string): string | undefined
  /** The module behind a source that is not a path of this repository. */
  remoteModule(call: ModuleCall): RemoteAnswer
}

export type RemoteAnswer =
  /**
   * Its files are there, below this directory, which is no directory of the repository: its first segment starts with
   * `module:` and names the package that it is in.
   */
  | { readonly kind: 'directory'; readonly directory: string }
  | { readonly kind: 'not-loaded' }
  /** A predicate for people: `is not read, since …`. */
  | { readonly kind: 'unreadable'; readonly reason: string }

export type FileAnswer =
  /** `path` is where the text stands, where a link was read. */
  | { readonly kind: 'text'; readonly text: string; readonly path?: string }
  /** The repository has no such file, or it is not text. */
  | { readonly kind: 'missing' }
  /** It may be there: the caller loads it and configures the module again. */
  | { readonly kind: 'not-loaded' }

/**
 * One way of setting a root module's variables. `declared`: terraform.tfvars and *.auto.tfvars, else defaults.
 * `unset`: what no declared file fixes is unknown, since the environment or the command line may set it.
 * `tfvars`: declared, overridden by one more file. `workspace`: declared, in a workspace that the module names.
 */
export type Variant =
  | { readonly kind: 'declared' }
  | { readonly kind: 'unset' }
  | { readonly kind: 'tfvars'; readonly path: string }
  | { readonly kind: 'workspace'; readonly name: string }

/** That something unknown, by the fingerprint of its symbol, is a text. */
export interface Equality {
  readonly symbol: string
  readonly text: string
}

export interface ModuleAccess extends ConfiguredAccess {
  /** Repository paths that were asked for and are not loaded: load them and configure the module again. */
  readonly wanted: readonly string[]
  /** Modules of elsewhere that were asked for and are not loaded; likewise. */
  readonly wantedModules: readonly ModuleCall[]
  /** Every repository path that determined the result. */
  readonly read: readonly string[]
  /** Every resource, data source and module call that is declared: its block, by its address without instance keys. */
  readonly addresses: ReadonlyMap<string, Span>
  /** Module calls whose content could not be read: what they do is not known. */
  readonly unread: readonly UnreadModule[]
  /** Conditions that are not known and choose something: their addresses, by their fingerprints. */
  readonly conditions: ReadonlyMap<string, string>
  /** Of those that compare something with a text, what they say where they hold; by their fingerprints. */
  readonly equalities?: ReadonlyMap<string, Equality>
  /** All values that something unknown may have, where they are listed; by the fingerprints of the symbols. */
  readonly allowed?: ReadonlyMap<string, readonly string[]>
  /** Only of CloudFormation: its own template, and those that it deploys. */
  readonly stacks?: readonly DeployedStack[]
  /** Only of CloudFormation: fingerprints of what its own template puts out, by name. */
  readonly outputs?: ReadonlyMap<string, string>
  /** The files of those of which nothing is known, without folders; undefined where that is not known either. */
  readonly unreadStacks?: readonly (string | undefined)[]
  /** Texts that the configuration marks as sensitive: never to be shown. */
  readonly secrets: ReadonlySet<string>
}

/** A template as it is deployed: what it declares has addresses with the prefix. */
export interface DeployedStack {
  readonly path: string
  readonly prefix: string
}

/** What a root module gives of what the change reaches. */
export interface ReachedAccess extends ModuleAccess {
  /** Addresses whose policies are left out, since the change does not reach them. */
  readonly withheld: readonly string[]
  /** Those of them that have something which belongs to one of these holders. */
  holding(holders: ReadonlySet<string>): ReadonlySet<string>
  /**
   * The same, with the policies of some of these, and with what others (`holding`) have that belongs to these holders.
   * It may want further files.
   */
  including(whole: ReadonlySet<string>, holding: ReadonlySet<string>, holders: ReadonlySet<string>): ModuleAccess
}

export interface UnreadModule {
  /** `module.vpc`, without instance keys. */
  readonly address: string
  /** As the call writes them. */
  readonly source: string
  readonly version: string | undefined
  readonly reason: string
  readonly span: Span
}
