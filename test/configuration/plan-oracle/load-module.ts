import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type EvaluatedTree, evaluateTree } from './evaluate-tree.ts'
import { GoldenPlan } from './golden-plan.ts'

const MODULES = join(import.meta.dirname, 'fixtures')

export interface LoadedModule {
  readonly tree: EvaluatedTree
  readonly plan: GoldenPlan
}

/** The names of all modules that have a plan here. */
export const MODULE_NAMES: readonly string[] = readdirSync(MODULES).sort()

/** Evaluates a module, and reads what Terraform planned for it. The root is in `root`, where there is such a folder. */
export function loadModule(name: string): LoadedModule {
  const folder = join(MODULES, name)
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name))
  const texts = new Map(paths.map((path) => [relative(folder, path), readFileSync(path, 'utf8')]))
  const directory = [...texts.keys()].some((path) => path.startsWith('root/')) ? 'root' : ''
  return { tree: evaluateTree(texts, directory), plan: GoldenPlan.parse(JSON.parse(texts.get('plan.json') ?? '')) }
}
