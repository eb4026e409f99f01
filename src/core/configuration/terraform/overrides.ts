import type { Attribute, Block, HclFile } from '../../syntax/hcl/ast.ts'
import type { Span } from '../../text/span.ts'
import { fileNameOf } from './paths.ts'

/** A nested block and the file it stands in. */
export interface FileBlock {
  readonly block: Block
  readonly file: string
}

export interface FileAttribute {
  readonly attribute: Attribute
  readonly file: string
}

/** A top-level block with what override files change in it: each part knows its own file. */
export interface Declared extends FileBlock {
  readonly attributes: ReadonlyMap<string, FileAttribute>
  readonly blocks: readonly FileBlock[]
}

/** Where a block stands. */
export function blockSpan({ block, file }: FileBlock): Span {
  return { file, start: block.start, end: block.end }
}

/** Where a block's type and labels stand. */
export function headerSpan({ block, file }: FileBlock): Span {
  return { file, start: block.headerRange.start, end: block.headerRange.end }
}

/** Types of block that override files merge into by their labels. */
const MERGED = new Set(['resource', 'data', 'variable', 'output', 'module', 'provider', 'locals'])

/** A file, and the path that it has in the module: where another tool puts it there, its own is elsewhere. */
export interface PlacedFile {
  readonly place: string
  readonly file: HclFile
}

/**
 * The top-level blocks of a module with its override files (`override.tf`, `*_override.tf`, the same with `.json`)
 * merged in: an attribute replaces the one of the same name, nested blocks replace all of the same type.
 * Source: "Override Files", Terraform language documentation.
 */
export function mergeOverrides(files: readonly PlacedFile[]): readonly Declared[] {
  const declared = files.filter((file) => !isOverride(file)).flatMap(declarationsOf)
  for (const override of files.filter(isOverride).flatMap(declarationsOf).flatMap(splitLocals)) {
    const at = declared.findIndex((each) => isSame(each, override))
    const original = declared[at]
    if (original === undefined) declared.push(override)
    else declared[at] = merge(original, override)
  }
  return declared
}

function isOverride({ place }: PlacedFile): boolean {
  return /(?:^|_)override\.(?:tf|tofu)(?:\.json)?$/.test(fileNameOf(place))
}

function declarationsOf({ file }: PlacedFile): Declared[] {
  return file.body.blocks.map((block) => ({
    block,
    file: file.path,
    attributes: new Map([...block.body.attributes].map(([name, attribute]) => [name, { attribute, file: file.path }])),
    blocks: block.body.blocks.map((each) => ({ block: each, file: file.path })),
  }))
}

/** Each local overrides the one of its name, wherever that stands. */
function splitLocals(declared: Declared): readonly Declared[] {
  if (declared.block.type !== 'locals') return [declared]
  return [...declared.attributes].map((entry) => ({ ...declared, attributes: new Map([entry]) }))
}

function isSame(original: Declared, override: Declared): boolean {
  const [left, right] = [original.block, override.block]
  if (!MERGED.has(left.type) || left.type !== right.type || left.labels.length !== right.labels.length) return false
  if (left.type === 'locals') return [...override.attributes.keys()].some((name) => original.attributes.has(name))
  return left.labels.every((label, at) => label.text === right.labels[at]?.text)
}

/** What JSON says as an argument may be a block in native syntax, and the other way round: the name replaces both. */
function merge(original: Declared, override: Declared): Declared {
  const types = new Set(override.blocks.map(({ block }) => typeOf(block)))
  const attributes = [...original.attributes].filter(([name]) => !types.has(name))
  const isKept = (type: string) => !types.has(type) && !override.attributes.has(type)
  return {
    block: original.block,
    file: original.file,
    attributes: new Map([...attributes, ...override.attributes]),
    blocks: [...original.blocks.filter(({ block }) => isKept(typeOf(block))), ...override.blocks],
  }
}

/** A dynamic block is of the type that it makes. */
function typeOf(block: Block): string {
  return block.type === 'dynamic' ? (block.labels[0]?.text ?? 'dynamic') : block.type
}
