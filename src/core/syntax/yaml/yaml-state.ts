import type { Diagnostic } from '../../text/diagnostic.ts'
import type { Span } from '../../text/span.ts'
import type { Value } from '../../value/value.ts'
import type { YamlLimits } from './limits.ts'

/** What a local tag (`!Ref`) makes of a value; undefined where the tag is not known. A tagged scalar is its text. */
export type TagReader = (tag: string, value: Value, span: Span) => Value | undefined

/** What is known while the nodes of one document are read. */
export interface YamlState {
  readonly path: string
  readonly text: string
  readonly limits: YamlLimits
  readonly readTag: TagReader
  readonly diagnostics: Diagnostic[]
  /** What the anchors so far stand for, and of how many nodes that is. */
  readonly anchors: Map<string, { readonly value: Value; readonly nodes: number }>
  nodes: number
  /** A limit was hit: nothing further is read. */
  isExhausted: boolean
}

export function newYamlState(path: string, text: string, limits: YamlLimits, readTag: TagReader): YamlState {
  return { path, text, limits, readTag, diagnostics: [], anchors: new Map(), nodes: 0, isExhausted: false }
}

/** An error diagnostic; `detail` is whole sentences. */
export function yamlDiagnostic(code: string, summary: string, detail: string, subject: Span): Diagnostic {
  return { severity: 'error', code: `yaml-${code}`, summary, detail, subject }
}

export function tooDeeplyNested(subject: Span, depth: number): Diagnostic {
  const detail = `YAML may nest ${depth} levels deep here. Nothing of the file was read.`
  return yamlDiagnostic('nesting-limit', 'Too deeply nested', detail, subject)
}

/** Reports a problem within one document, as long as there are few. */
export function reportYaml(state: YamlState, code: string, summary: string, detail: string, subject: Span): void {
  if (state.diagnostics.length < state.limits.errors) {
    state.diagnostics.push(yamlDiagnostic(code, summary, detail, subject))
  }
}
