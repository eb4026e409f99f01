import type { Block, HclFile } from '../../../syntax/hcl/ast.ts'
import type { Span } from '../../../text/span.ts'
import type { MapEntry, Value } from '../../../value/value.ts'
import type { Problem, Scope } from '../scope.ts'
import type { TerragruntRun } from './terragrunt-run.ts'

/** A configuration file as it is read in one place: its own parts, and what they come to with what it includes. */
export interface Config {
  readonly run: TerragruntRun
  readonly path: string
  readonly file: HclFile
  readonly context: ConfigContext
  readonly scope: Scope
  /** Opens another file from here. Nothing of it is evaluated before it is asked for. */
  open(path: string, context: ConfigContext): OpenedConfig
  /** Undefined where the file declares no such local. */
  local(name: string): Value | undefined
  locals(): Value
  /** The file's own `include` blocks, in order. */
  includes(): readonly Include[]
  /** What the file says itself, with the override file beside it. */
  own(): ConfigParts
  /** Merged with what it includes. */
  merged(): ConfigParts
  /** `dependency` blocks by name, those of included files too. */
  dependencies(): ReadonlyMap<string, Dependency>
  /** What `read_terragrunt_config` or an exposed include gives. */
  value(): Value
}

/** A configuration file that was opened, or why it was not. */
export type OpenedConfig = Config | Unopened

export interface Unopened {
  readonly kind: 'missing' | 'not-loaded' | 'limit' | 'json'
}

/** From where a configuration file is read. */
export interface ConfigContext {
  /** What paths and searches start from: the file itself, but for an included file the one that includes it. */
  readonly configPath: string
  /** The unit's own file, whatever is read from it. */
  readonly originalPath: string
  /** The file that includes this one. */
  readonly includer?: Config
  /** How many files read one another down to this one. */
  readonly depth: number
}

/** One `include` block. */
export interface Include {
  /** Empty for the one without a label. */
  readonly name: string
  readonly expose: boolean
  readonly strategy: 'no_merge' | 'shallow' | 'deep' | 'unknown'
  /** The file's path, where it is known. */
  readonly path: string | undefined
  /** Unknown where it could not be opened. */
  readonly config: Config | Value
  readonly span: Span
}

/** The parts of a configuration by name: attributes, blocks without label, and labelled blocks by label. */
export interface ConfigParts {
  /** But for `inputs`, and for those that stand for blocks. */
  readonly attributes: ReadonlyMap<string, MapEntry>
  readonly inputs: Value | undefined
  /** Whole `inputs` that are not known, of this file or an included one: each may add any name. */
  readonly openInputs: readonly Value[]
  /** `terraform`, `remote_state`, `exclude`, `engine`, `errors`, `catalog`, `dependencies`. */
  readonly blocks: ReadonlyMap<string, Value>
  /** `generate` and `feature`: a value for each label. */
  readonly labelled: ReadonlyMap<string, ReadonlyMap<string, MapEntry>>
  /** Whole files that are not known: an `include` that cannot be read may say anything. */
  readonly open: readonly Value[]
}

export interface Dependency {
  readonly name: string
  readonly block: Block
  /** The file that the block stands in. */
  readonly config: Config
}

/** The place of a whole block's header in a file. */
export function headerOf(file: HclFile, block: Block): Span {
  return { file: file.path, start: block.headerRange.start, end: block.headerRange.end }
}

/** Why a file is not read, for people. */
export const UNOPENED: Readonly<Record<Unopened['kind'], string>> = {
  missing: 'The repository has no such file, or it is not text.',
  'not-loaded': 'It is not loaded yet.',
  limit: 'One unit reads more files, or more files that read each other, than are analysed.',
  json: 'Configuration in JSON is not analysed; write it as terragrunt.hcl.',
}

/** Reports a problem of configuration outside of any expression. */
export function reportProblem(run: TerragruntRun, span: Span, problem: Problem): void {
  const { code, summary, detail, severity = 'error' } = problem
  run.report({ severity, code: `terragrunt-${code}`, summary, detail, subject: span })
}
