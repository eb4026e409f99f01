import type { Template } from '../core/configuration/cloudformation/template.ts'

/** One template on both sides of a change. */
export interface PairedPath {
  /** What it is called on both sides: head's path, or base's where head has none. */
  readonly path: string
  readonly base: Template | undefined
  readonly head: Template | undefined
}

/**
 * Pairs templates by path. One that went pairs with one that came to the same folder, where most of their resources
 * are the same: a file that is renamed, or written in the other syntax. What moves to another folder may be deployed
 * somewhere else, and is new there.
 */
export function pairedTemplates(
  base: ReadonlyMap<string, Template>,
  head: ReadonlyMap<string, Template>,
): readonly PairedPath[] {
  const gone = new Map([...base].filter(([path]) => !head.has(path)))
  const pairs: PairedPath[] = []
  for (const [path, template] of head) {
    const before = base.get(path) ?? renamedFrom(template, gone)
    if (before !== undefined) gone.delete(before.path)
    pairs.push({ path, base: before, head: template })
  }
  return [...pairs, ...[...gone].map(([path, template]) => ({ path, base: template, head: undefined }))]
}

function renamedFrom(template: Template, gone: ReadonlyMap<string, Template>): Template | undefined {
  const near = [...gone.values()].filter(({ path }) => folderOf(path) === folderOf(template.path))
  const [best] = near
    .map((each) => ({ each, shared: sharedPart(each, template) }))
    .filter(({ shared }) => shared >= MIN_SHARED)
    .sort((left, right) => right.shared - left.shared)
  return best?.each
}

/** Of the logical ids of the larger one. */
const MIN_SHARED = 0.5

function sharedPart({ resources: left }: Template, { resources: right }: Template): number {
  const shared = [...left.keys()].filter((id) => right.has(id)).length
  return shared / Math.max(left.size, right.size, 1)
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}
