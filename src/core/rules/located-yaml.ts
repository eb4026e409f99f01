import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument } from 'yaml'
import type { Diagnostic } from '../text/diagnostic.ts'
import type { Span } from '../text/span.ts'
import { nestedDeeperAt } from '../text/yaml-nesting.ts'
import { MAX_PROBLEMS } from './first-problems.ts'

/** The keys and indexes that lead from the document's root to a node. */
export type YamlPath = readonly (string | number)[]

/**
 * A YAML file as plain data, and where each part of it stands. `data` is undefined where a diagnostic of
 * severity `error` says why the file could not be read; an empty file is null.
 */
export interface LocatedYaml {
  readonly file: string
  readonly text: string
  readonly data: unknown
  readonly diagnostics: readonly Diagnostic[]
  /** The place of the value at `path`, or of the nearest parent that exists. */
  readonly valueAt: (path: YamlPath) => Span
  /** The place of the key that leads to `path`'s value, or the value's own where it has none. */
  readonly keyAt: (path: YamlPath) => Span
}

/** Longer settings or rules are a mistake or an attack: 64 Ki characters. */
export const MAX_YAML_CHARACTERS = 65_536
const MAX_DEPTH = 24
const MAX_ALIASES = 50

/** Reads one YAML 1.2 document written by people. Never throws; every oddity that could hide something is an error. */
export function readYaml(file: string, text: string): LocatedYaml {
  const whole = { file, start: 0, end: Math.min(text.length, 1) }
  const failed = (diagnostics: readonly Diagnostic[]): LocatedYaml => ({
    file,
    text,
    data: undefined,
    diagnostics,
    valueAt: () => whole,
    keyAt: () => whole,
  })
  if (text.length > MAX_YAML_CHARACTERS) return failed([tooLong(whole, text.length)])
  // The library's own check for unique keys is quadratic; duplicates are found below instead.
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false, strict: true })
  const found = [...document.errors, ...document.warnings]
  // How deep the library gets hangs on the stack that is left; where it gives up must not.
  if (found.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) return failed([tooDeep(deepestSpan(file, text))])
  const syntax = found.slice(0, MAX_PROBLEMS).map((error) => syntaxProblem(file, text, error))
  if (syntax.length > 0) return failed(syntax)
  const problems: Diagnostic[] = []
  inspect(document.contents, file, 0, problems)
  if (problems.length > 0) return failed(problems.slice(0, MAX_PROBLEMS))
  try {
    const data: unknown = document.toJS({ maxAliasCount: MAX_ALIASES })
    return { file, text, data, diagnostics: [], ...locators(file, document.contents, whole) }
  } catch (error) {
    return failed([aliasProblem(firstAlias(document.contents, file) ?? whole, error)])
  }
}

function tooLong(subject: Span, length: number): Diagnostic {
  return {
    severity: 'error',
    code: 'yaml-too-long',
    summary: `the file has ${length} characters; at most ${MAX_YAML_CHARACTERS} are read`,
    detail: 'Nothing of it was read. Shorten the file.',
    subject,
  }
}

function syntaxProblem(
  file: string,
  text: string,
  error: { code: string; pos: readonly number[]; message: string },
): Diagnostic {
  const start = Math.min(error.pos[0] ?? 0, text.length)
  return {
    severity: 'error',
    code: `yaml-${error.code.toLowerCase().replaceAll('_', '-')}`,
    summary: 'the YAML cannot be read',
    detail: `${wordsOf(error)} Nothing of the file was read.`,
    subject: { file, start, end: Math.max(start, Math.min(error.pos[1] ?? start, text.length)) },
  }
}

/** The library's advice for several documents is for programs. */
function wordsOf({ code, message }: { readonly code: string; readonly message: string }): string {
  if (code === 'MULTIPLE_DOCS') return 'A second document begins here, and only one is read.'
  return (message.split('\n')[0] ?? '').replace(/\.?$/, '.')
}

/** Where a text becomes nested too deeply. */
function deepestSpan(file: string, text: string): Span {
  const start = nestedDeeperAt(text, MAX_DEPTH) ?? 0
  return { file, start, end: Math.min(text.length, start + 1) }
}

function tooDeep(subject: Span): Diagnostic {
  return problem('yaml-too-deep', `nested deeper than ${MAX_DEPTH} levels`, subject)
}

/**
 * Duplicate keys (the last would win), keys that are not text, explicit tags, merge keys, too deep nesting, and the one
 * key that plain data cannot have: as a part of a map whose keys are free it would be passed over.
 */
function inspect(node: unknown, file: string, depth: number, problems: Diagnostic[]): void {
  if (problems.length >= MAX_PROBLEMS) return
  if (depth > MAX_DEPTH) {
    problems.push(tooDeep(spanOf(node, file)))
    return
  }
  if (isSeq(node)) for (const item of node.items) inspect(item, file, depth + 1, problems)
  if (!isMap(node)) return
  const seen = new Set<string>()
  for (const pair of node.items) {
    const key = keyOf(pair)
    const place = spanOf(pair.key, file)
    if (key === undefined) problems.push(problem('yaml-key-not-text', 'a key that is not plain text', place))
    else if (key === '__proto__') problems.push(problem('yaml-key', 'unknown key `__proto__`', place))
    else if (key === '<<') problems.push(problem('yaml-merge-key', 'the merge key `<<` is not supported', place))
    else if (seen.has(key)) problems.push(problem('yaml-duplicate-key', `the key \`${key}\` stands twice`, place))
    if (key !== undefined) seen.add(key)
    inspect(pair.value, file, depth + 1, problems)
  }
}

function problem(code: string, summary: string, subject: Span): Diagnostic {
  return { severity: 'error', code, summary, detail: 'Nothing of the file was read. Correct this place.', subject }
}

function aliasProblem(subject: Span, error: unknown): Diagnostic {
  const message = error instanceof Error ? error.message : String(error)
  return {
    severity: 'error',
    code: 'yaml-aliases',
    summary: 'the anchors and aliases cannot be resolved',
    detail: `${message}. At most ${MAX_ALIASES} aliases are followed. Nothing of the file was read.`,
    subject,
  }
}

/** The place of the first alias of a file whose nesting was inspected. */
function firstAlias(node: unknown, file: string): Span | undefined {
  if (isAlias(node)) return spanOf(node, file)
  const parts = isMap(node) ? node.items.map(({ value }) => value) : isSeq(node) ? node.items : []
  for (const part of parts) {
    const found = firstAlias(part, file)
    if (found !== undefined) return found
  }
  return undefined
}

function keyOf(pair: Pair<unknown, unknown>): string | undefined {
  return isScalar(pair.key) && typeof pair.key.value === 'string' && pair.key.tag === undefined
    ? pair.key.value
    : undefined
}

function spanOf(node: unknown, file: string): Span {
  const range = rangeOf(node)
  return range === undefined ? { file, start: 0, end: 0 } : { file, start: range[0], end: range[1] }
}

function rangeOf(node: unknown): readonly [number, number] | undefined {
  if (!isMap(node) && !isSeq(node) && !isScalar(node) && !isAlias(node)) return undefined
  return node.range ? [node.range[0], node.range[1]] : undefined
}

function locators(file: string, root: Node | null, whole: Span): Pick<LocatedYaml, 'valueAt' | 'keyAt'> {
  const place = (node: unknown): Span => (rangeOf(node) === undefined ? whole : spanOf(node, file))
  return {
    valueAt: (path) => place(descend(root, path).value),
    keyAt: (path) => {
      const { key, value } = descend(root, path)
      return place(key ?? value)
    },
  }
}

/** Follows `path` as far as it leads. An alias is followed no further: its place is where it stands. */
function descend(root: unknown, path: YamlPath): { readonly key: unknown; readonly value: unknown } {
  let value = root
  let key: unknown
  for (const step of path) {
    if (isSeq(value) && typeof step === 'number' && step < value.items.length) {
      key = undefined
      value = value.items[step]
      continue
    }
    const pair = isMap(value) ? value.items.find((candidate) => keyOf(candidate) === String(step)) : undefined
    if (pair === undefined) break
    key = pair.key
    value = pair.value ?? pair.key
  }
  return { key, value }
}
