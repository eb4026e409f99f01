import type { UnknownSymbol, Value } from '../../../value/value.ts'
import type { StackResource } from '../stack.ts'

/**
 * How resources of one type say what another syntax says too: as resources of Terraform's types, whose adapters know
 * what they mean. One resource may be several.
 */
export interface Translation {
  /** `AWS::IAM::Role` */
  readonly from: string
  readonly to: string
  /**
   * Terraform's arguments, each with where its value is: a path of properties; `@name` for an attribute of the resource
   * (`@Ref` for what `Ref` gives); `=text` for a constant. Of a block that is there once at most, `block.argument`.
   */
  readonly arguments: Readonly<Record<string, string>>
  /** Properties whose names differ from arguments in spelling alone say the same: what adapters read is taken from them. */
  readonly shared?: true
  /** One resource for each item of a list; its arguments are paths within the item, empty for the item itself. */
  readonly each?: { readonly property: string; readonly arguments: Readonly<Record<string, string>> }
  /** Nested blocks, one for each item of a list. */
  readonly blocks?: Readonly<
    Record<string, { readonly property: string; readonly arguments: Readonly<Record<string, string>> }>
  >
  /** What values of arguments are in Terraform, where they have other words there. */
  readonly words?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Arguments that CloudFormation decides by something else where they are not written: not known here. */
  readonly unknownWhenAbsent?: readonly string[]
  /** There is none unless this property is written. */
  readonly where?: string
  /** What a table cannot say: values of arguments that are made of several properties, or of none. */
  readonly made?: (resource: StackResource) => Readonly<Record<string, Value>>
  /** The paths of properties that `made` reads. */
  readonly alsoReads?: readonly string[]
}

/** A resource of one of Terraform's types that a template declares. */
export interface TranslatedResource {
  readonly type: string
  readonly arguments: ReadonlyMap<string, Value>
  readonly blocks: ReadonlyMap<string, readonly TranslatedBlock[]>
  /** Conditions beside those of the resource itself. */
  readonly presence: readonly UnknownSymbol[]
}

export interface TranslatedBlock {
  readonly presence: readonly UnknownSymbol[]
  readonly arguments: ReadonlyMap<string, Value>
}
