import type { Body, HclFile, Range } from './ast.ts'
import type { Outline } from './outline.ts'

/** The names of a file: its arguments, its blocks with their labels, and theirs. */
export interface Skeleton {
  /** Where each argument's name stands. */
  readonly attributes: ReadonlyMap<string, Range>
  readonly blocks: readonly SkeletonBlock[]
}

interface SkeletonBlock {
  readonly type: string
  readonly labels: readonly string[]
  readonly range: Range
  readonly body: Skeleton
}

/** One thing that one reading has and the other has not. `range` is in our text. */
interface SkeletonDifference {
  readonly range: Range
  /** A whole sentence. */
  readonly detail: string
}

export type SkeletonComparison =
  | { readonly kind: 'agrees' }
  | { readonly kind: 'disagrees'; readonly differences: readonly [SkeletonDifference, ...SkeletonDifference[]] }
  | { readonly kind: 'no-opinion'; readonly reason: string }

export function skeletonOf(file: HclFile): Skeleton {
  return skeletonOfBody(file.body)
}

/**
 * Compares our reading of a file with the outline of another parser's. Values are not compared. Where the JSON
 * form cannot tell things apart (an argument and a block of one name, blocks of one type with different numbers of
 * labels) there is no opinion rather than a disagreement.
 */
export function compareSkeletons(skeleton: Skeleton, outline: Outline): SkeletonComparison {
  const comparison: Comparison = { differences: [], ambiguous: undefined }
  compareBody(skeleton, outline, { start: 0, end: 0 }, comparison)
  const [first, ...others] = comparison.differences
  if (first !== undefined) return { kind: 'disagrees', differences: [first, ...others] }
  if (comparison.ambiguous !== undefined) return { kind: 'no-opinion', reason: comparison.ambiguous }
  return { kind: 'agrees' }
}

interface Comparison {
  readonly differences: SkeletonDifference[]
  ambiguous: string | undefined
}

/** So many differences of one file are told; one is enough to doubt it. */
const MAX_DIFFERENCES = 10

function skeletonOfBody(body: Body): Skeleton {
  return {
    attributes: new Map([...body.attributes].map(([name, { nameRange }]) => [name, nameRange])),
    blocks: body.blocks.map((block) => ({
      type: block.type,
      labels: block.labels.map((label) => label.text),
      range: block.headerRange,
      body: skeletonOfBody(block.body),
    })),
  }
}

function compareBody(body: Skeleton, outline: Outline, range: Range, comparison: Comparison): void {
  if (outline.kind !== 'names') {
    differ(comparison, range, 'The other parser sees a value where this is a body.')
    return
  }
  const types = groupBy(body.blocks, (block) => block.type)
  for (const [name, nameRange] of body.attributes) {
    if (types.has(name)) comparison.ambiguous = `\`${name}\` is both an argument and a block in one body`
    else if (!outline.entries.has(name)) {
      differ(comparison, nameRange, `The other parser sees no argument \`${name}\` here.`)
    }
  }
  for (const [type, blocks] of types) {
    if (!body.attributes.has(type)) compareBlocks(blocks, 0, outline.entries.get(type), comparison)
  }
  for (const name of outline.entries.keys()) {
    if (!body.attributes.has(name) && !types.has(name)) {
      differ(comparison, range, `The other parser sees \`${name}\` in this body, and we do not.`)
    }
  }
}

/** Blocks that have the type and the first `depth` labels in common. The group is not empty. */
function compareBlocks(
  blocks: readonly SkeletonBlock[],
  depth: number,
  outline: Outline | undefined,
  comparison: Comparison,
): void {
  const range = blocks[0]?.range ?? { start: 0, end: 0 }
  const name = blocks[0] === undefined ? '' : [blocks[0].type, ...blocks[0].labels.slice(0, depth)].join('.')
  const unlabelled = blocks.filter((block) => block.labels.length === depth)
  if (outline === undefined) {
    differ(comparison, range, `The other parser sees no block \`${name}\` here.`)
  } else if (unlabelled.length === blocks.length) {
    compareBodies(unlabelled, name, outline, range, comparison)
  } else if (unlabelled.length > 0) {
    comparison.ambiguous = `blocks \`${name}\` have different numbers of labels`
  } else compareLabels(blocks, depth, name, outline, comparison)
}

function compareBodies(
  blocks: readonly SkeletonBlock[],
  name: string,
  outline: Outline,
  range: Range,
  comparison: Comparison,
): void {
  if (outline.kind !== 'list' || outline.items.length !== blocks.length) {
    const count = outline.kind === 'list' ? String(outline.items.length) : 'none'
    differ(comparison, range, `We count ${blocks.length} of block \`${name}\` here, the other parser ${count}.`)
    return
  }
  for (const [index, block] of blocks.entries()) {
    compareBody(block.body, outline.items[index] ?? { kind: 'value' }, block.range, comparison)
  }
}

function compareLabels(
  blocks: readonly SkeletonBlock[],
  depth: number,
  name: string,
  outline: Outline,
  comparison: Comparison,
): void {
  const range = blocks[0]?.range ?? { start: 0, end: 0 }
  if (outline.kind !== 'names') {
    differ(comparison, range, `The other parser sees \`${name}\` without the labels it has here.`)
    return
  }
  const labels = groupBy(blocks, (block) => block.labels[depth] ?? '')
  for (const [label, group] of labels) compareBlocks(group, depth + 1, outline.entries.get(label), comparison)
  for (const label of outline.entries.keys()) {
    if (!labels.has(label)) differ(comparison, range, `The other parser sees \`${name}.${label}\`, and we do not.`)
  }
}

function differ(comparison: Comparison, range: Range, detail: string): void {
  if (comparison.differences.length < MAX_DIFFERENCES) comparison.differences.push({ range, detail })
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
