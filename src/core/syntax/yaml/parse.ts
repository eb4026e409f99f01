import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml'
import type { Diagnostic } from '../../text/diagnostic.ts'
import type { Value } from '../../value/value.ts'
import { DEFAULT_YAML_LIMITS, type YamlLimits } from './limits.ts'
import { readNode } from './read-node.ts'
import { newYamlState, type TagReader, yamlDiagnostic } from './yaml-state.ts'

export interface YamlResult {
  /** Undefined where the text is no YAML. With duplicate keys the last one stands, beside the error that says so. */
  readonly value: Value | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Reads one YAML document. Never throws. Every value and key has its place in `path`, and numbers keep all their
 * digits. Anchors, aliases and merge keys are followed within limits; words of YAML 1.1 (`yes`, `off`) are booleans.
 * `readTag` says what a local tag such as `!Ref` makes of the value behind it.
 */
export function parseYaml(
  path: string,
  text: string,
  readTag: TagReader,
  limits: YamlLimits = DEFAULT_YAML_LIMITS,
): YamlResult {
  const whole = { file: path, start: 0, end: Math.min(text.length, 1) }
  if (text.length > limits.length) {
    const detail = `It has ${text.length} characters; ${limits.length} are read. Nothing of it was read.`
    return failed([yamlDiagnostic('length-limit', 'YAML too long', detail, whole)])
  }
  // The library's own check for unique keys is quadratic; duplicates are found by `readNode` instead.
  const document = parseDocument(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    strict: true,
    version: '1.2',
    prettyErrors: false,
    // With `silent`, a second document would be passed over.
    logLevel: 'error',
  })
  const broken = document.errors.slice(0, limits.errors).map(({ code, message, pos }) => {
    const start = Math.min(pos[0], text.length)
    const subject = { file: path, start, end: Math.max(start, Math.min(pos[1], text.length)) }
    const detail = `${(message.split('\n')[0] ?? '').replace(/\.?$/, '.')} Nothing of the file was read.`
    return yamlDiagnostic(code.toLowerCase().replaceAll('_', '-'), 'Malformed YAML', detail, subject)
  })
  if (broken.length > 0) return failed(broken)
  const state = newYamlState(path, text, limits, readTag)
  const { contents } = document
  const root: Node | null = isNode(contents) ? contents : null
  const value = readNode(root, state, 0)
  return { value, diagnostics: state.diagnostics }
}

function failed(diagnostics: readonly Diagnostic[]): YamlResult {
  return { value: undefined, diagnostics }
}

function isNode(node: unknown): node is Node {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node)
}
