import type { HclFile } from '../../syntax/hcl/ast.ts'
import type { Span } from '../../text/span.ts'
import type { Value } from '../../value/value.ts'
import type { Declarations, ResourceDeclaration } from './declarations.ts'
import type { Expansion, Instance } from './instances.ts'
import type { Declared } from './overrides.ts'
import type { ResourceContext } from './resource-attribute.ts'
import type { Run } from './run.ts'
import type { ModuleScope, Scope } from './scope.ts'

/** A module that is evaluated: its declarations, and the value of everything that can be referred to. */
export interface Module extends ModuleScope {
  readonly run: Run
  /** The module's own directory. */
  readonly ownDirectory: string
  readonly depth: number
  readonly declarations: Declarations
  readonly context: ResourceContext
  scope(file: string): Scope
  /** The three are undefined where the module declares nothing of that name. */
  variable(name: string): Value | undefined
  local(name: string): Value | undefined
  expansion(address: string): Expansion | undefined
  attribute(resource: ResourceDeclaration, instance: Instance, name: string): Value
  output(instance: Instance, name: string): Value
  /** The value of one of the module's own outputs, for whoever calls it. */
  ownOutput(name: string): Value | undefined
  /** The module that a call names, where it is a directory of the repository. */
  child(instance: Instance): Module | 'not-loaded' | undefined
  /** Computes once by key; what depends on itself is reported at `span`. */
  once(key: string, span: Span, compute: () => Value): Value
}

export interface ModuleSetup {
  readonly run: Run
  readonly ownDirectory: string
  readonly prefix: string
  readonly depth: number
  readonly files: ReadonlyMap<string, HclFile>
  readonly origin: (address: string) => string
  /** The value of a declared variable: of the root's variants, or an argument of the call. */
  readonly variable: (name: string, declared: Declared, scope: Scope) => Value
  /** What a provider's name means to the caller, for a module that is called. */
  readonly passedProvider?: (name: string) => string
}
