import type { Diagnostic } from '../../../text/diagnostic.ts'
import type { Span } from '../../../text/span.ts'
import type { UnknownSymbol, Value } from '../../../value/value.ts'

/** A nested block, as it is there. */
export interface ConfiguredBlock {
  /** Unknown conditions that must hold for it to be there. */
  readonly presence: readonly UnknownSymbol[]
  /** Where what it says could not be made out; it may say anything. */
  readonly unread?: UnknownSymbol
  /** The value of an argument; undefined where it is absent. */
  written(name: string): Value | undefined
  /** The blocks of one type within it. */
  blocks(type: string): readonly ConfiguredBlock[]
}

/** What an ARN says of where a resource is deployed to. */
export type DeploymentPart = 'partition' | 'region' | 'account'

/** One instance of a managed resource, whether a module or a plan says what it is. */
export interface ConfiguredResource {
  readonly type: string
  /** For people: `module.a.aws_iam_role.app["x"]`. */
  readonly address: string
  /** The address that base knows it by, with the root module, and what determines an unknown key. */
  readonly identity: string
  /** The root, and the provider where it is not the root's usual one: ends in `/`. */
  readonly place: string
  /** As above, for what an account has once, whatever the region. */
  readonly account: string
  readonly presence: readonly UnknownSymbol[]
  /** The block that declares it, and the block's header. */
  readonly span: Span
  readonly header: Span
  /** The module calls that lead to it, the nearest first. */
  readonly calls: readonly Span[]
  /** Base is known and does not have it. */
  readonly isNew: boolean
  /** It is there already, and comes to be managed here. */
  readonly isAdopted?: boolean
  /** The value of an argument as it is written; undefined where it is absent or null. */
  written(name: string): Value | undefined
  /** The value of an argument, or what the platform makes of it. */
  attribute(name: string): Value
  /** The nested blocks of one type. */
  blocks(type: string): readonly ConfiguredBlock[]
  /** Whether a symbol stands for the partition, region or account that it is deployed to; absent: that is not told. */
  readonly isDeployedTo?: (part: DeploymentPart, symbol: UnknownSymbol) => boolean
  /** What is declared of a type in the same module or template; absent: that is not told. */
  readonly beside?: (type: string) => readonly ConfiguredResource[]
  /** Whether a symbol stands for a secret; absent: that is not told. */
  readonly isSecret?: (symbol: UnknownSymbol) => boolean
  /** Where it says that Terraform leaves an argument alone once it is set (`ignore_changes`). */
  ignored(argument: string): Span | undefined
  report(diagnostic: Diagnostic): void
}
