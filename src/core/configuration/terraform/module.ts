import type { Span } from '../../text/span.ts'
import type { UnknownSymbol, Value } from '../../value/value.ts'
import type { Declarations, ResourceDeclaration } from './declarations.ts'
import type { Expansion, Instance } from './instances.ts'
import type { FoundModule, StaticModule } from './module-tree.ts'
import type { Declared } from './overrides.ts'
import type { ResourceContext } from './resource-attribute.ts'
import type { Run } from './run.ts'
import type { ModuleScope, Scope } from './scope.ts'

/** A module that is evaluated: its declarations, and the value of everything that can be referred to. */
export interface Module extends ModuleScope {
  readonly run: Run
  readonly tree: StaticModule
  /** The call that made it; absent for the root. */
  readonly caller?: { readonly module: Module; readonly instance: Instance }
  /** The module's own directory. */
  readonly ownDirectory: string
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
  /** The module that an instance of a call makes, where its files can be read. */
  child(instance: Instance): Child
  /** Computes once by key; what depends on itself is reported at `span`. */
  once(key: string, span: Span, compute: () => Value): Value
}

export type Child =
  | { readonly kind: 'child'; readonly module: Module }
  | Exclude<FoundModule, { readonly kind: 'module' }>

export interface ModuleSetup {
  readonly run: Run
  readonly tree: StaticModule
  /** Empty for the root, else the calls that lead here with their keys: `module.a["x"].`. */
  readonly prefix: string
  /** Unknown conditions under which the module is there. */
  readonly presence: readonly UnknownSymbol[]
  readonly caller?: { readonly module: Module; readonly instance: Instance }
  /** The value of a declared variable: of the root's variants, or an argument of the call. */
  readonly variable: (name: string, declared: Declared, scope: Scope) => Value
}
