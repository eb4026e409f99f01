import type { Diagnostic } from '../../text/diagnostic.ts'
import type { Span } from '../../text/span.ts'
import type { UnknownSymbol, Value } from '../../value/value.ts'
import type { Equality } from '../terraform/module-access.ts'
import type { Condition } from './condition.ts'
import { MAX_DIAGNOSTICS } from './limits.ts'
import type { ParsedTemplate, Template } from './template.ts'

/** What is known of a stack before its template is evaluated. */
export interface StackInput {
  readonly template: Template
  /** What is deployed: names that CloudFormation makes up are this one's. */
  readonly deployment: string
  /** In front of logical ids, for people: `Network/` within the nested stack `Network`. */
  readonly prefix: string
  /** The declarations of the nested stacks that lead here, the nearest first. */
  readonly calls: readonly Span[]
  /** Unknown conditions under which it is deployed at all. */
  readonly presence: readonly UnknownSymbol[]
  /** Stacks around it. */
  readonly depth: number
  readonly run: Run
  /** The parameters that the stack around it sets; undefined for a root. */
  readonly given?: ReadonlyMap<string, Value>
}

/** One template with its parameters: what a deployment makes of it. */
export interface Stack extends StackInput {
  /** The value of a part of the template. */
  evaluate(value: Value): Value
  parameter(name: string): Value | undefined
  condition(name: string): Condition | undefined
  resource(id: string): StackResource | undefined
  /** All of them that may be there, in the order of the template. */
  resources(): readonly StackResource[]
  /** The value of an output; undefined where there is none of that name. */
  output(name: string): Value | undefined
  /** What one of its resources deploys, where that is a template. */
  nested(resource: StackResource): NestedStack | undefined
}

/**
 * What a nested stack deploys, or why that is not known: a predicate for people, and the name of the template's file
 * without its folders, as far as that is known.
 */
export type NestedStack =
  | { readonly kind: 'stack'; readonly stack: Stack }
  | { readonly kind: 'unread'; readonly reason: string; readonly file: string | undefined }

/** A resource of a stack. */
export interface StackResource {
  readonly stack: Stack
  readonly id: string
  readonly type: string
  /** For people: `Network/PublicSubnet`. */
  readonly address: string
  /** What pairs it with the other side: the deployment, and the logical id that base knows it by. */
  readonly identity: string
  readonly span: Span
  readonly header: Span
  readonly calls: readonly Span[]
  /** Unknown conditions that must hold for it to be there. */
  readonly presence: readonly UnknownSymbol[]
  /** What stands beside its properties, as it is written. */
  beside(name: string): Value | undefined
  /** Its properties: a map, or something unknown. */
  properties(): Value
  /** `Ref`. */
  reference(): Value
  /** `Fn::GetAtt`. */
  attribute(name: string): Value
}

/** What the evaluation of one root template, in one variant, has in common with all stacks that it leads to. */
export interface Run {
  /** What is deployed as the root: everything that it leads to is in one account and region. */
  readonly deployment: string
  /** Truth values of conditions in the case that is evaluated, by the fingerprints of their symbols. */
  readonly assumed: ReadonlyMap<string, boolean>
  /** What unknown values are in that case: texts, by the fingerprints of their symbols. */
  readonly equal: ReadonlyMap<string, string>
  /** What unknown conditions say where they hold, by their fingerprints. */
  readonly equalities: Map<string, Equality>
  /** Unknown conditions that choose something: their addresses by their fingerprints. */
  readonly conditions: Map<string, string>
  readonly diagnostics: Diagnostic[]
  /** Default values that must not be shown. */
  readonly secrets: Set<string>
  /** The fingerprints of values that must not be shown, and are not known. */
  readonly hidden: Set<string>
  /** Repository paths that determined the result. */
  readonly read: Set<string>
  /** Repository paths that are needed and not loaded. */
  readonly wanted: Set<string>
  /** The logical ids that base has, by head's, where they were renamed. */
  readonly origins: ReadonlyMap<string, string>
  /** The values that unknown parameters may have, where they are listed, by the fingerprints of the symbols. */
  readonly allowed: Map<string, readonly string[]>
  /** Logical ids that are declared and are not there, by their conditions. */
  readonly absent: Set<string>
  /** Whether parameters have their defaults, or any value. */
  readonly usesDefaults: boolean
  /** The template at a repository path. */
  readonly find: FindTemplate
  /** How often it was asked whether something holds. */
  asked: number
  steps: number
  depth: number
  stacks: number
}

export type FindTemplate = (path: string) => FoundTemplate

export type FoundTemplate =
  /** A file, and what it is as a template. */
  | { readonly kind: 'template'; readonly parsed: ParsedTemplate; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'not-loaded' }

/** Says what is wrong with the template; each thing once. */
export function report(run: Run, code: string, summary: string, detail: string, subject: Span): void {
  if (run.diagnostics.length >= MAX_DIAGNOSTICS) return
  const isTold = run.diagnostics.some(
    (each) =>
      each.code === `cloudformation-${code}` && each.summary === summary && each.subject.start === subject.start,
  )
  if (!isTold) run.diagnostics.push({ severity: 'error', code: `cloudformation-${code}`, summary, detail, subject })
}
