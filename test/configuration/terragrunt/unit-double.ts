import {
  isTerragruntUnit,
  readTerragrunt,
} from '../../../src/core/configuration/terraform/terragrunt/read-terragrunt.ts'
import type {
  TerragruntInput,
  TerragruntUnit,
} from '../../../src/core/configuration/terraform/terragrunt/terragrunt-unit.ts'
import { parseHcl } from '../../../src/core/syntax/hcl/parse.ts'
import { indexLines, positionAt } from '../../../src/core/text/lines.ts'
import type { Span } from '../../../src/core/text/span.ts'
import { digestOf } from '../../../src/core/value/fingerprint.ts'
import { displayText, type Value } from '../../../src/core/value/value.ts'

/** Repository paths and texts. */
export type Tree = Readonly<Record<string, string>>

export interface UnitOptions {
  /** Paths that are there and not loaded. */
  readonly notLoaded?: readonly string[]
  readonly limits?: TerragruntInput['limits']
}

export function inputOf(tree: Tree, directory: string, { notLoaded = [], limits }: UnitOptions = {}): TerragruntInput {
  const texts = new Map(Object.entries(tree))
  const paths = [...texts.keys(), ...notLoaded].sort()
  const below = (folder: string) => paths.filter((path) => folder === '' || path.startsWith(`${folder}/`))
  const parent = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))
  return {
    directory,
    repository: {
      parse: (path, text) => parseHcl(path, text),
      readFile: (path) => {
        const text = texts.get(path)
        if (notLoaded.includes(path)) return { kind: 'not-loaded' }
        return text === undefined ? { kind: 'missing' } : { kind: 'text', text }
      },
      listFiles: below,
      filesIn: (folder) => paths.filter((path) => parent(path) === folder),
      configurationFingerprint: () =>
        digestOf('files', ...paths.filter((path) => path.endsWith('.hcl')).map((path) => `${path} ${texts.get(path)}`)),
      identity: (path) => (paths.includes(path) ? digestOf('content', texts.get(path) ?? '') : undefined),
    },
    ...(limits === undefined ? {} : { limits }),
  }
}

export function readUnit(tree: Tree, directory: string, options: UnitOptions = {}): TerragruntUnit {
  return readTerragrunt(inputOf(tree, directory, options))
}

/** Every unit of a tree by its file. */
export function readUnits(tree: Tree): ReadonlyMap<string, TerragruntUnit> {
  const units = Object.keys(tree).filter(isTerragruntUnit)
  return new Map(units.map((path) => [path, readUnit(tree, path.slice(0, Math.max(0, path.lastIndexOf('/'))))]))
}

/** A value as plain data; what is unknown as `<address>`. */
export function plain(value: Value | undefined): unknown {
  switch (value?.kind) {
    case undefined:
      return undefined
    case 'null':
      return null
    case 'boolean':
      return value.value
    case 'number':
      return Number(value.digits)
    case 'text':
      return displayText(value)
    case 'list':
      return value.items.map(plain)
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plain(entry.value)]))
    case 'unknown':
      return `<${value.symbol.address}>`
  }
}

/** The lines of places, nearest to the source first: `root.hcl:3`. */
export function linesOfSpans(tree: Tree, spans: readonly Span[]): readonly string[] {
  const lines = spans.map((span) => {
    const { line } = positionAt(indexLines(tree[span.file] ?? ''), span.start)
    return `${span.file}:${line}`
  })
  return [...new Set(lines)]
}

/** One input of a unit. */
export function inputValue(unit: TerragruntUnit, name: string): Value | undefined {
  return unit.inputs.entries.get(name)?.value
}

/** An input's fingerprint where it is unknown as a whole. */
export function symbolOf(unit: TerragruntUnit, name: string): string {
  const value = inputValue(unit, name)
  if (value?.kind === 'unknown') return value.symbol.fingerprint
  const part = value?.kind === 'text' ? value.parts.find((each) => each.kind === 'symbol') : undefined
  return part?.kind === 'symbol' ? part.symbol.fingerprint : 'known'
}

export function codes(unit: TerragruntUnit): readonly string[] {
  return unit.diagnostics.map((diagnostic) => diagnostic.code)
}
