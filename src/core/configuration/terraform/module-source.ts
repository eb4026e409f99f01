import type { HclFile } from '../../syntax/hcl/ast.ts'
import { collectDeclarations } from './declarations.ts'
import type { ModuleSource } from './module-tree.ts'

/** Of one first file: what is called by several roots, on both sides of a change, and with other variables' files. */
const MAX_KEPT = 8

/**
 * The module that files make in a directory. The same trees in the same places are the same module, so that whatever
 * was worked out of its declarations is known wherever it is called, on either side of a change.
 */
export function moduleSourceOf(directory: string, files: ReadonlyMap<string, HclFile>): ModuleSource {
  const [first] = files.values()
  const kept = (first && sources.get(first)) ?? []
  const known = kept.find((source) => source.directory === directory && areSame(source.files, files))
  if (known !== undefined) return known
  const source = { directory, files: new Map(files), declarations: collectDeclarations(directory, files) }
  if (first !== undefined) sources.set(first, [source, ...kept].slice(0, MAX_KEPT))
  return source
}

/** Trees never change, and live as long as somebody remembers them. */
const sources = new WeakMap<HclFile, readonly ModuleSource[]>()

function areSame(known: ReadonlyMap<string, HclFile>, files: ReadonlyMap<string, HclFile>): boolean {
  return known.size === files.size && [...files].every(([path, file]) => known.get(path) === file)
}
