import {
  type Document,
  type DocumentOptions,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type ParseOptions,
  parseAllDocuments,
  parseDocument,
  type SchemaOptions,
} from 'yaml'
import type { Diagnostic } from '../../text/diagnostic.ts'
import { nestedDeeperAt } from '../../text/yaml-nesting.ts'
import type { Value } from '../../value/value.ts'
import { DEFAULT_YAML_LIMITS, type YamlLimits } from './limits.ts'
import { readNode } from './read-node.ts'
import { newYamlState, type TagReader, tooDeeplyNested, type YamlState, yamlDiagnostic } from './yaml-state.ts'

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
  const tooLong = lengthProblem(path, text, limits)
  if (tooLong !== undefined) return failed([tooLong])
  // With `silent`, a second document would be passed over.
  const document = parseDocument(text, { ...OPTIONS, logLevel: 'error' })
  const broken = syntaxProblems([document], path, text, limits)
  if (broken.length > 0) return failed(broken)
  const state = newYamlState(path, text, limits, readTag)
  return { value: readRoot(document, state), diagnostics: state.diagnostics }
}

export interface YamlStream {
  /** Undefined where the text is no YAML, or something in it cannot be read. */
  readonly documents: readonly Value[] | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** As `parseYaml`, of any number of documents: the limits hold for all of them together. */
export function parseYamlStream(
  path: string,
  text: string,
  readTag: TagReader,
  limits: YamlLimits = DEFAULT_YAML_LIMITS,
): YamlStream {
  const tooLong = lengthProblem(path, text, limits)
  if (tooLong !== undefined) return { documents: undefined, diagnostics: [tooLong] }
  const parsed = parseAllDocuments(text, OPTIONS)
  const broken = syntaxProblems(parsed, path, text, limits)
  if (broken.length > 0) return { documents: undefined, diagnostics: broken }
  const state = newYamlState(path, text, limits, readTag)
  const documents = parsed.map((document) => {
    // An alias stands for what its own document says.
    state.anchors.clear()
    return readRoot(document, state)
  })
  const { diagnostics } = state
  return documents.every((document) => document !== undefined)
    ? { documents, diagnostics }
    : { documents: undefined, diagnostics }
}

/** The library's own check for unique keys is quadratic; duplicates are found by `readNode` instead. */
const OPTIONS: ParseOptions & DocumentOptions & SchemaOptions = {
  schema: 'failsafe',
  uniqueKeys: false,
  strict: true,
  version: '1.2',
  prettyErrors: false,
}

function lengthProblem(path: string, text: string, { length }: YamlLimits): Diagnostic | undefined {
  if (text.length <= length) return undefined
  const detail = `It has ${text.length} characters; ${length} are read. Nothing of it was read.`
  return yamlDiagnostic('length-limit', 'YAML too long', detail, { file: path, start: 0, end: 1 })
}

function syntaxProblems(
  documents: readonly Pick<Document.Parsed, 'errors'>[],
  path: string,
  text: string,
  limits: YamlLimits,
): readonly Diagnostic[] {
  const errors = documents.flatMap((document) => document.errors)
  if (errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) return [nestingProblem(path, text, limits)]
  return errors.slice(0, limits.errors).map(({ code, message, pos }) => {
    const start = Math.min(pos[0], text.length)
    const subject = { file: path, start, end: Math.max(start, Math.min(pos[1], text.length)) }
    const detail = `${(message.split('\n')[0] ?? '').replace(/\.?$/, '.')} Nothing of the file was read.`
    return yamlDiagnostic(code.toLowerCase().replaceAll('_', '-'), 'Malformed YAML', detail, subject)
  })
}

/** How deep the library gets hangs on the stack that is left; what is said must not. */
function nestingProblem(path: string, text: string, { depth }: YamlLimits): Diagnostic {
  const start = nestedDeeperAt(text, depth) ?? 0
  return tooDeeplyNested({ file: path, start, end: Math.min(text.length, start + 1) }, depth)
}

function readRoot({ contents }: Pick<Document.Parsed, 'contents'>, state: YamlState): Value | undefined {
  const root: Node | null = isNode(contents) ? contents : null
  return readNode(root, state, 0)
}

function failed(diagnostics: readonly Diagnostic[]): YamlResult {
  return { value: undefined, diagnostics }
}

function isNode(node: unknown): node is Node {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node)
}
