import type { Attribute, Block, HclFile } from '../../syntax/hcl/ast.ts'
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

/** Types of block that override files merge into by their labels. */
const MERGED = new Set(['resource', 'data', 'variable', 'output', 'module', 'provider', 'locals'])

/**
 * The top-level blocks of a module with its override files (`override.tf`, `*_override.tf`) merged in: an attribute
 * replaces the one of the same name, nested blocks replace all of the same type.
 * Source: "Override Files", Terraform language documentation.
 */
export function mergeOverrides(files: readonly HclFile[]): readonly Declared[] {
  const declared = files.filter((file) => !isOverride(file)).flatMap(declarationsOf)
  for (const override of files.filter(isOverride).flatMap(declarationsOf).flatMap(splitLocals)) {
    const at = declared.findIndex((each) => isSame(each, override))
    const original = declared[at]
    if (original === undefined) declared.push(override)
    else declared[at] = merge(original, override)
  }
  return declared
}

function isOverride(file: HclFile): boolean {
  return /(?:^|_)override\.(?:tf|tofu)$/.test(fileNameOf(file.path))
}

function declarationsOf(file: HclFile): Declared[] {
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

function merge(original: Declared, override: Declared): Declared {
  const replaced = new Set(override.blocks.map(({ block }) => typeOf(block)))
  return {
    block: original.block,
    file: original.file,
    attributes: new Map([...original.attributes, ...override.attributes]),
    blocks: [...original.blocks.filter(({ block }) => !replaced.has(typeOf(block))), ...override.blocks],
  }
}

/** A dynamic block is of the type that it makes. */
function typeOf(block: Block): string {
  return block.type === 'dynamic' ? (block.labels[0]?.text ?? 'dynamic') : block.type
}
