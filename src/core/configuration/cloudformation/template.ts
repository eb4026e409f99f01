import type { Diagnostic } from '../../text/diagnostic.ts'
import type { Span } from '../../text/span.ts'
import type { MapEntry, Value } from '../../value/value.ts'

/** A template as it is written: functions are not evaluated, short forms are long ones. */
export interface Template {
  readonly path: string
  readonly span: Span
  /** Everything that it says. */
  readonly whole: Value
  readonly parameters: Entries
  readonly mappings: Entries
  readonly conditions: Entries
  readonly resources: Entries
  readonly outputs: Entries
  /** `Globals` of the Serverless Application Model, by kind of resource. */
  readonly globals: Entries
  /** Macros that process the template, as they are written, in their order. */
  readonly transforms: readonly Value[]
  /**
   * Only where a program makes the template, with resources of its own: what it brings that nobody knows here. Names
   * that are not declared may be what it makes.
   */
  readonly included?: readonly Value[]
  /** Programs that it runs when it makes the template, which may make anything of it. */
  readonly plugins?: readonly Value[]
}

export type Entries = ReadonlyMap<string, MapEntry>

/** What a text gives that may be a template. */
export interface ParsedTemplate {
  /** Undefined where the text could not be read or does not have the shape of a template. */
  readonly template: Template | undefined
  readonly diagnostics: readonly Diagnostic[]
}
